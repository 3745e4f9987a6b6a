import { signal } from "@preact/signals";
import { render } from "preact";
import { useEffect } from "preact/hooks";

import { say } from "../i18n/words";
import { atEvent, boot, keepFragment, stage } from "../phone/boot";
import { fontLater } from "../phone/font";
import { visitPath } from "../phone/memory";
import { Returning, type ReturnTold, boxCodeIn } from "../phone/returning";
import { StartStep } from "../phone/StartStep";
import type { Money } from "../refund/money";

type Later = typeof import("../phone/later");

const told = boot<ReturnTold>();
atEvent(told.event);
keepFragment();
const returning = new Returning(told, boxCodeIn(location.hash));
/** What comes after the first step; `lost` when the network broke off before it was here. */
const later = signal<Later | "coming" | "lost">("coming");

/** Scanning first, money last. */
function Return() {
  const step = returning.step.value;
  useEffect(() => {
    scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [step]);
  if (step === "start") return <StartStep returning={returning} />;
  const parts = later.value;
  if (parts === "coming") return null;
  if (parts === "lost") return <Lost />;
  switch (step) {
    case "scan": return <parts.ScanStep returning={returning} />;
    case "drop": return <parts.DropStep returning={returning} />;
    case "money": return <TheirMoney parts={parts} />;
  }
}

/** The page is opened anew: this return is remembered. */
function Lost() {
  return (
    <div class="stack">
      <p class="banner" data-tone="held" role="alert">{say("phone-no-network")}</p>
      <button class="button primary large block" onClick={() => location.reload()}>{say("phone-camera-again")}</button>
    </div>
  );
}

function TheirMoney({ parts }: { parts: Later }) {
  const visit = returning.visit.value;
  if (!visit) return null;
  return <parts.RefundPage money={moneyOf(parts, visit.id, visit.claim)} />;
}

let money: Money | null = null;

function moneyOf(parts: Later, id: string, claim: string): Money {
  if (money?.id !== id) {
    // From here on a reload, a bookmark or a shared link opens the visit's own page.
    history.replaceState(null, "", visitPath(id, claim));
    money = new parts.Money(id, claim, told.event, told.box.name, returning.slip.value);
  }
  return money;
}

render(<Return />, stage());
import("../phone/later").then((parts) => { later.value = parts; }, () => { later.value = "lost"; });
fontLater();
