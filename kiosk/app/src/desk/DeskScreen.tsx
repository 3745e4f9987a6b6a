import { signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

import type { Return } from "../box/returns";
import { ReturnRow } from "../box/Scanning";
import { clockTime, money, say } from "../i18n/words";
import { StationHead } from "../station/StationHead";
import { AmountPad } from "../ui/AmountPad";
import { CodePad } from "../ui/CodePad";
import { Flash } from "../ui/Flash";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { Sum } from "../ui/Sum";
import { Viewfinder } from "../ui/Viewfinder";
import type { Customer, Desk } from "./desk";
import { HeldItems } from "./HeldItems";
import { TillSheet } from "./TillSheet";
import { UnreadableSheet } from "./UnreadableSheet";

const SLEEP_AFTER_SECONDS = 120;

const open = signal<"till" | "code" | "part" | "unreadable" | null>(null);
const close = () => { open.value = null; };

/** The whole screen of a cash desk. */
export function DeskScreen({ desk }: { desk: Desk }) {
  // In the same breath as the screen: what is scanned at the first sight of it must not lose its first signs.
  useLayoutEffect(() => desk.intake.listen(), [desk]);
  return (
    <main class="desk">
      <StationHead session={desk.session} />
      <section class="desk-customer" aria-live="polite" aria-label={say("desk-idle")} tabIndex={0}><NoNetwork desk={desk} /><CustomerPanel desk={desk} customer={desk.customer.value} /></section>
      <div class="desk-scan"><Viewfinder onCode={desk.intake.take} sleepAfterSeconds={SLEEP_AFTER_SECONDS} anywhere /></div>
      <DeskActions desk={desk} />
      <Flash />
      {open.value === "till" && <TillSheet desk={desk} onClose={close} />}
      {open.value === "code" && <CodePad title={say("code-title")} hint={say("code-hint")} onCode={desk.intake.take} onClose={close} />}
      {open.value === "unreadable" && <UnreadableSheet desk={desk} onClose={close} />}
      {open.value === "part" && (
        <Sheet title={say("desk-part")} onClose={close}>
          <AmountPad label={say("desk-part-how")} maxOre={desk.leftOre} confirm={say("desk-pay")} onAmount={(ore) => { close(); void desk.pay(ore); }} />
        </Sheet>
      )}
    </main>
  );
}

/** Cash goes out only after the server has said so: without it the desk says what it cannot do, and what it can. */
function NoNetwork({ desk }: { desk: Desk }) {
  if (desk.session.online.value) return null;
  const isIdle = desk.customer.value.kind === "nobody";
  return (
    <div class="banner desk-offline" data-tone="held">
      <Icon name="wifi-off" />
      <div><strong>{say("desk-offline")}</strong>{isIdle && <ul><li>{say("desk-offline-not")}</li><li>{say("desk-offline-ticket")}</li><li>{say("desk-offline-slip")}</li></ul>}</div>
    </div>
  );
}

function DeskActions({ desk }: { desk: Desk }) {
  const left = desk.leftOre;
  const isSomebody = desk.customer.value.kind !== "nobody";
  return (
    <nav class="desk-actions" aria-label={say("actions")}>
      {isSomebody && left > 0 && (
        <button type="button" class="button primary large block" disabled={desk.paying.value} onClick={() => void desk.pay(left)}>
          <Icon name="cash" />{say("desk-pay-all", { sum: money(left) })}
        </button>
      )}
      {isSomebody && left > 0 && (
        <button type="button" class="button large" onClick={() => { open.value = "part"; }}>{say("desk-part")}</button>
      )}
      {isSomebody && <button type="button" class="button large" onClick={() => desk.next()}><Icon name="users" />{say("stall-next")}</button>}
      <button type="button" class="button" onClick={() => { open.value = "code"; }}><Icon name="keyboard" />{say("code-type")}</button>
      <button type="button" class="button" onClick={() => { open.value = "unreadable"; }}><Icon name="eye-off" />{say("desk-unreadable")}</button>
      <button type="button" class="button" onClick={() => { open.value = "till"; }}><Icon name="coins" />{say("till")}</button>
    </nav>
  );
}

function CustomerPanel({ desk, customer }: { desk: Desk; customer: Customer }) {
  const paid = desk.handedOver.value;
  if (customer.kind === "nobody") {
    return (
      <div class="desk-idle">
        <h2>{say("desk-idle")}</h2>
        <p class="lead soft">{say("desk-idle-how")}</p>
        <p class="soft">{say("desk-contested")}</p>
      </div>
    );
  }
  if (customer.kind === "early") {
    return (
      <div class="desk-idle">
        <h2>{say("desk-early", { count: customer.count })}</h2>
        <p class="lead">{say("desk-early-why")}</p>
        <ul class="bulleted"><li>{say("desk-early-keep")}</li><li>{say("desk-early-hold")}</li><li>{say("desk-early-slip")}</li></ul>
        <p class="soft small" role="status">{say("desk-early-looks")}</p>
      </div>
    );
  }
  return (
    <>
      {paid !== null && <p class="banner" data-tone="accepted"><Icon name="circle-check" /><span>{say("desk-paid", { sum: money(paid) })}</span></p>}
      <Sum ore={desk.leftOre} label={title(customer)} />
      <EarlierDeposits desk={desk} />
      {customer.kind === "bearer" && desk.leftOre <= 0 && <p class="lead soft">{say("redeem-empty")}</p>}
      {customer.kind === "containers" && (
        <ul class="rows">{customer.returns.items.value.map((item) => <ReturnRow key={item.scanId} item={item} />)}</ul>
      )}
      {customer.kind === "containers" && <InHand desk={desk} held={customer.returns.items.value.filter((item) => item.verdict === "held")} />}
      {desk.missing > 0 && <p class="banner" data-tone="held" role="status"><Icon name="clock" /><span>{say("desk-missing", { count: desk.missing })}</span></p>}
      {customer.kind === "ticket" && <HeldItems desk={desk} visit={customer.visit} />}
    </>
  );
}

/** What waits and was scanned at this desk lies on it: the desk sees who else claimed it, and pays who brought it. */
function InHand({ desk, held }: { desk: Desk; held: Return[] }) {
  if (held.length === 0) return null;
  const sum = money(held.reduce((ore, item) => ore + item.depositOre, 0));
  return (
    <button type="button" class="button large block" onClick={() => void desk.release(held.map((item) => item.scanId))}>
      <Icon name="hand-stop" />{say("desk-i-hold", { count: held.length, sum })}
    </button>
  );
}

/** Containers whose guest paid for them at two stalls: the first deposit is paid too, with one tap. */
function EarlierDeposits({ desk }: { desk: Desk }) {
  return (
    <>
      {desk.earlier.value.map((earlier) => (
        <div class="banner desk-earlier" data-tone="held" key={earlier.scanId}>
          <span>{say("desk-earlier", { station: earlier.station, time: clockTime(earlier.at) })}</span>
          <button type="button" class="button" onClick={() => void desk.payEarlier(earlier)}>
            <Icon name="coins" />{say("desk-earlier-pay", { sum: money(earlier.depositOre) })}
          </button>
        </div>
      ))}
    </>
  );
}

function title(customer: Customer): string {
  switch (customer.kind) {
    case "containers":
      return say("desk-containers", { count: customer.returns.accepted.value });
    case "ticket":
      return say("desk-ticket", { count: customer.visit.items.length });
    case "bearer":
      return `${say(customer.bearer.kind)} ${customer.bearer.number ?? ""}`;
    default:
      return "";
  }
}
