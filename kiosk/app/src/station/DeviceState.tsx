import type { ComponentChildren } from "preact";

import { say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import type { Tone } from "../ui/tones";
import { battery, isBatteryLow } from "./battery";
import { canBeFull, isFull, toggleFull } from "./fullscreen";
import type { Session } from "./session";
import { isKept, isNewerHere, restart } from "./update";

/** How the device itself is: its line, its battery, whether it works alone; and what can be done about it. */
export function DeviceState({ session }: { session: Session }) {
  return (
    <section class="stack tight">
      <ul class="rows">
        <Line session={session} />
        <Alone />
        {!session.canPromise && <Row tone="held" text={say("device-no-tickets")}><Icon name="ticket" /></Row>}
        <Power />
      </ul>
      {isNewerHere() && (
        <button type="button" class="button primary large block" onClick={restart}><Icon name="refresh" />{say("device-newer")}</button>
      )}
      {canBeFull() && (
        <button type="button" class="button large block" aria-pressed={isFull.value} onClick={toggleFull}>
          {isFull.value ? <Icon name="minimize" /> : <Icon name="maximize" />}
          {say(isFull.value ? "device-not-full" : "device-full")}
        </button>
      )}
    </section>
  );
}

function Line({ session }: { session: Session }) {
  const waiting = session.outbox.waiting.value;
  if (!session.outbox.connected.value) return <Row tone="held" text={say("offline", { count: waiting })}><Icon name="wifi-off" /></Row>;
  return <Row tone="accepted" text={say("device-sent", { count: waiting })}><Icon name="wifi" /></Row>;
}

function Alone() {
  if (isKept.value) return <Row tone="accepted" text={say("device-kept")}><Icon name="circle-check" /></Row>;
  const text = isSecureContext ? say("device-not-kept-yet") : say("device-never-kept");
  return <Row tone="held" text={text}><Icon name="cloud-off" /></Row>;
}

function Power() {
  if (!battery.value) return null;
  const { percent, isCharging } = battery.value;
  const text = say(isCharging ? "device-charging" : "device-battery", { percent });
  return (
    <Row tone={isBatteryLow() ? "held" : "accepted"} text={text}>
      {isCharging ? <Icon name="battery-charging" /> : isBatteryLow() ? <Icon name="battery-1" /> : <Icon name="battery-3" />}
    </Row>
  );
}

function Row({ tone, text, children }: { tone: Tone; text: string; children: ComponentChildren }) {
  return <li class="row device-row" data-tone={tone}>{children}<span class="row-text">{text}</span></li>;
}
