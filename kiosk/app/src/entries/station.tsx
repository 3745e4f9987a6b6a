// The station app: stall, pant box, cash desk, wash and store.

import { render } from "preact";

import da from "../../../messages/da/station.ftl";
import de from "../../../messages/de/station.ftl";
import en from "../../../messages/en/station.ftl";
import { learn } from "../i18n/words";
import { App } from "../station/App";
import "../ui/station.css";

learn({ da, en, de });
const place = document.getElementById("station");
if (place) render(<App />, place);
