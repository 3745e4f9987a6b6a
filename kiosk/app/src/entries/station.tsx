// The station app: stall, pant box, cash desk, wash and store.

import { render } from "preact";

import da from "../../../messages/da/station.ftl";
import de from "../../../messages/de/station.ftl";
import en from "../../../messages/en/station.ftl";
import { learn } from "../i18n/words";
import { StorageRefused } from "../outbox/store";
import { App } from "../station/App";
import { watchBattery } from "../station/battery";
import { sayTrouble } from "../station/intake";
import { watchInstalling } from "../station/install";
import { keepOnDevice } from "../station/update";
import { Crash } from "../ui/Crash";
import "../ui/station.css";

learn({ da, en, de });
const place = document.getElementById("station");
keepOnDevice();
// Buttons book too: what they cannot write down is said as loudly as what a scanner read.
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof StorageRefused) event.preventDefault();
  sayTrouble(event.reason);
});
watchInstalling();
void watchBattery();
if (place) render(<Crash><App /></Crash>, place);
