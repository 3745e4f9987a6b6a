import { render } from "preact";

import { atEvent, boot, type EventTold, keepFragment, stage } from "../phone/boot";
import { fontLater } from "../phone/font";
import { Money } from "../refund/money";
import { RefundPage } from "../refund/RefundPage";

interface RefundTold {
  visit: string;
  event: EventTold | null;
  place: string | null;
}

const told = boot<RefundTold>();
if (told.event) atEvent(told.event);
keepFragment();
const money = new Money(told.visit, location.hash.slice(1), told.event, told.place ?? "");

// Another claim pasted behind the same address is another try.
addEventListener("hashchange", () => location.reload());

render(<RefundPage money={money} />, stage());
fontLater();
