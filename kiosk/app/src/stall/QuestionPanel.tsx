import { money, nameIn, say } from "../i18n/words";
import { shownCode } from "../station/codes";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import type { Question, Stall } from "./stall";

/** What the screen is set to, when it is not set to handing out: a word and a shape, and how long. */
export function ModeBanner({ stall }: { stall: Stall }) {
  const mode = stall.mode.value;
  if (mode === "issue") return null;
  const seconds = stall.modeEnds.secondsLeft.value ?? 0;
  const old = stall.hands.swapped.value?.container;
  return (
    <div class="mode-banner">
      {mode === "take_back" && <Icon name="arrow-back-up" />}
      {mode === "swap" && <Icon name="exchange" />}
      {mode === "put_back" && <Icon name="package-import" />}
      <p role="status">
        <strong>{wordOf(mode, old !== undefined)}</strong>
        {old && <span>{old.type ? nameIn(old.type.names) : shownCode(old.humanCode)} {say("stall-came-back")}</span>}
      </p>
      <button type="button" class="button" onClick={() => stall.setMode("issue")}>{say("stall-mode-ends", { seconds })}</button>
    </div>
  );
}

function wordOf(mode: "take_back" | "swap" | "put_back", hasOld: boolean): string {
  if (mode === "take_back") return say("stall-mode-take-back");
  if (mode === "put_back") return say("put-back-mode");
  return say(hasOld ? "stall-mode-swap-new" : "stall-mode-swap-old");
}

/** A container that is already out lies before the scanner: four ways on, none of them a refusal. */
export function QuestionPanel({ stall, question }: { stall: Stall; question: Question }) {
  const { container, again } = question;
  return (
    <section class="question" aria-labelledby="question-title">
      <div class="question-what" role="status">
        <Picture name={container.type?.picture ?? "generic"} />
        <h2 id="question-title">{say("stall-out-already", { code: shownCode(container.humanCode) })}</h2>
      </div>
      {!again && <p class="lead">{say("stall-out-just-now")}</p>}
      <button type="button" class="button primary large" data-tone="refill" onClick={() => void stall.decide("refill")}>
        <Icon name="refresh" />{say("stall-refill-for", { sum: money(0) })}
      </button>
      {again && (
        <button type="button" class="button large" onClick={() => void stall.decide("again")}>
          <Icon name="arrow-right" />{say("stall-again")}
        </button>
      )}
      <button type="button" class="button large" onClick={() => void stall.decide("swap")}><Icon name="exchange" />{say("stall-swap")}</button>
      <button type="button" class="button large" onClick={() => void stall.decide("take_back")}>
        <Icon name="arrow-back-up" />{say("stall-take-back")}
      </button>
      <button type="button" class="button plain" onClick={() => void stall.decide("nothing")}>{say("stall-nothing")}</button>
      <p class="soft small">{say("stall-question-ends", { seconds: stall.questionEnds.secondsLeft.value ?? 0 })}</p>
    </section>
  );
}
