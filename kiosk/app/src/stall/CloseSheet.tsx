import { dayAndTime, money, nameIn, say } from "../i18n/words";
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
  if (closing.isSafe) return <Done stall={stall} closed={closed} />;
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

/** Everything is in. A green tick says that till and stock are right, and nothing else does. */
function Done({ stall, closed }: { stall: Stall; closed: Closed | null }) {
  const { closing } = stall;
  const tone = closing.isRight ? "accepted" : "held";
  return (
    <div class="close-end" data-tone={tone} role="status">
      <div class="shape">{closing.isRight === false ? <Icon name="alert-triangle" /> : <ToneIcon tone={tone} />}</div>
      <p class="close-word">{closing.isRight === false ? <Missing closed={closed} /> : say("close-safe")}</p>
      {closed ? <Found stall={stall} closed={closed} /> : <p class="lead">{say("close-unknown")}</p>}
      {closing.isRight === false && (
        <button type="button" class="button primary large block" onClick={() => closing.again()}><Icon name="refresh" />{say("close-again")}</button>
      )}
      <button type="button" class={`button large block ${closing.isRight === false ? "" : "primary"}`} onClick={() => closing.leave()}>
        {say(closing.isRight === false ? "close-as-it-is" : "finish")}
      </button>
    </div>
  );
}

/** What is wrong, in a word: the till comes before the stock. */
function Missing({ closed }: { closed: Closed | null }) {
  const ore = closed?.difference_ore ?? 0;
  if (ore) return <>{say(ore < 0 ? "till-short" : "till-over", { sum: money(Math.abs(ore)) })}</>;
  return <>{say("close-stock-differs")}</>;
}

/** What was counted beside what was expected, of the till and of each type, and since when. */
function Found({ stall, closed }: { stall: Stall; closed: Closed }) {
  const { since, at, till_ore: till, expected_till_ore: expected } = closed;
  return (
    <div class="close-difference">
      {till !== null && <p>{say("close-till-counted", { counted: money(till), expected: money(expected) })}</p>}
      {till === null && <p>{say("close-expected", { sum: money(expected) })}</p>}
      {closed.counted.filter((line) => line.quantity || line.expected !== null).map((line) => <Counted key={line.type_id} stall={stall} line={line} />)}
      <p class="soft">{since ? say("close-period", { since: dayAndTime(since), until: dayAndTime(at) }) : say("close-period-first", { until: dayAndTime(at) })}</p>
    </div>
  );
}

function Counted({ stall, line }: { stall: Stall; line: Closed["counted"][number] }) {
  const type = stall.session.typeById(line.type_id);
  const told = { name: type ? nameIn(type.names) : say("container"), counted: line.quantity };
  const sentence = line.expected === null ? say("close-counted", told) : say("close-difference", { ...told, expected: line.expected });
  return <p>{line.difference ? <strong>{sentence}</strong> : sentence}</p>;
}
