import { money, nameIn, say } from "../i18n/words";
import { AmountPad } from "../ui/AmountPad";
import { Counter } from "../ui/Counter";
import { Icon } from "../ui/Icon";
import { reasonText } from "../ui/reasons";
import { Sheet } from "../ui/Sheet";
import { ToneIcon } from "../ui/tones";
import type { Closed } from "./closing";
import type { Stall } from "./stall";

/** The last thing of a day: count, type, send, and then go home. */
export function CloseSheet({ stall }: { stall: Stall }) {
  const { closing } = stall;
  const step = closing.step.value;
  return (
    <Sheet title={say("close-title")} onClose={() => closing.leave()}>
      {step === "count" && <CountStep stall={stall} />}
      {step === "till" && <TillStep stall={stall} />}
      {step === "send" && <SendStep stall={stall} />}
    </Sheet>
  );
}

function CountStep({ stall }: { stall: Stall }) {
  const { closing, session } = stall;
  return (
    <>
      <p class="lead">{say("close-count")}</p>
      {session.types.value.map((type) => (
        <Counter key={type.id} type={type} count={closing.counts.value[type.id] ?? 0} onCount={(count) => closing.setCount(type.id, count)} />
      ))}
      <button type="button" class="button primary large block" onClick={() => { confirmCounts(stall); }}>
        <Icon name="arrow-right" />{say("close-on")}
      </button>
    </>
  );
}

/** What nobody touched was counted as none: it says so in the list. */
function confirmCounts({ closing, session }: Stall): void {
  for (const type of session.types.value) closing.setCount(type.id, closing.counts.value[type.id] ?? 0);
  closing.step.value = "till";
}

function TillStep({ stall }: { stall: Stall }) {
  const { closing } = stall;
  return (
    <>
      <AmountPad label={say("close-till")} maxOre={null} confirm={say("close-send")} onAmount={(ore) => void closing.send(ore)} />
      <button type="button" class="button large block" onClick={() => void closing.send(null)}>{say("close-no-till")}</button>
    </>
  );
}

function SendStep({ stall }: { stall: Stall }) {
  const { closing, session } = stall;
  const waiting = closing.waiting.value;
  const closed = closing.closed.value;
  if (closing.failed.value) return <p class="banner" data-tone="rejected" role="alert"><Icon name="hand-stop" /><span>{reasonText(closing.failed.value)}</span></p>;
  if (closing.isSafe) {
    return (
      <div class="close-end" data-tone="accepted" role="status">
        <div class="shape"><ToneIcon tone="accepted" /></div>
        <p class="close-word">{say("close-safe")}</p>
        {closed && <Difference stall={stall} closed={closed} />}
        <button type="button" class="button primary large block" onClick={() => closing.leave()}>{say("finish")}</button>
      </div>
    );
  }
  const total = Math.max(closing.total.value, waiting, 1);
  return (
    <div class="close-end" data-tone="held">
      <div class="shape"><ToneIcon tone="held" /></div>
      <p class="close-word" role="status">{say("close-waits", { count: waiting })}</p>
      <progress class="close-progress" max={total} value={total - waiting} aria-label={say("close-progress")} />
      <p class="lead">{say(session.online.value ? "close-stay" : "close-offline")}</p>
      <button type="button" class="button large block" onClick={() => closing.leave()}>{say("close-leave")}</button>
    </div>
  );
}

/** The difference of the till, and of every type where one is. */
function Difference({ stall, closed }: { stall: Stall; closed: Closed }) {
  const off = closed.counted.filter((line) => line.difference);
  return (
    <div class="close-difference">
      {closed.difference_ore === null ? (
        <p>{say("close-expected", { sum: money(closed.expected_till_ore) })}</p>
      ) : closed.difference_ore === 0 ? (
        <p>{say("till-right")}</p>
      ) : (
        <p><strong>{say(closed.difference_ore < 0 ? "till-short" : "till-over", { sum: money(Math.abs(closed.difference_ore)) })}</strong> {say("close-expected", { sum: money(closed.expected_till_ore) })}</p>
      )}
      {off.map((line) => {
        const type = stall.session.typeById(line.type_id);
        return <p key={line.type_id} class="soft">{say("close-difference", { name: type ? nameIn(type.names) : say("container"), counted: line.quantity, expected: line.expected ?? 0 })}</p>;
      })}
    </div>
  );
}
