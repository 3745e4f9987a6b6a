// The station app: stall, pant box, cash desk, wash and store.

import { render } from "preact";

import da from "../../../messages/da/station.ftl";
import de from "../../../messages/de/station.ftl";
import en from "../../../messages/en/station.ftl";
import { learn } from "../i18n/words";
import { App } from "../station/App";
import { keepOnDevice } from "../station/update";
import "../ui/station.css";

learn({ da, en, de });
const place = document.getElementById("station");
keepOnDevice();
if (place) render(<App />, place);
