import { render } from "preact";
import { useEffect } from "preact/hooks";

import { atEvent, boot, keepFragment, stage } from "../phone/boot";
import { DropStep } from "../phone/DropStep";
import { visitPath } from "../phone/memory";
import { Returning, type ReturnTold } from "../phone/returning";
import { ScanStep } from "../phone/ScanStep";
import { StartStep } from "../phone/StartStep";
import { Money } from "../refund/money";
import { RefundPage } from "../refund/RefundPage";

const told = boot<ReturnTold>();
atEvent(told.event);
keepFragment();
const returning = new Returning(told);

/** Scanning first, money last. */
function Return() {
  const step = returning.step.value;
  useEffect(() => {
    scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [step]);
  switch (step) {
    case "start": return <StartStep returning={returning} />;
    case "scan": return <ScanStep returning={returning} />;
    case "drop": return <DropStep returning={returning} />;
    case "money": return <TheirMoney />;
  }
}

function TheirMoney() {
  const visit = returning.visit.value;
  if (!visit) return null;
  return <RefundPage money={moneyOf(visit.id, visit.claim)} />;
}

let money: Money | null = null;

function moneyOf(id: string, claim: string): Money {
  if (money?.id !== id) {
    // From here on a reload, a bookmark or a shared link opens the visit's own page.
    history.replaceState(null, "", visitPath(id, claim));
    money = new Money(id, claim, told.event, told.box.name, returning.slip.value);
  }
  return money;
}

render(<Return />, stage());
