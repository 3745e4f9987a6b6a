import { nameIn, say } from "../i18n/words";
import { shownCode } from "../station/codes";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import type { Question, Stall } from "./stall";

/** What the screen is set to, when it is not set to handing out. */
export function ModeBanner({ stall }: { stall: Stall }) {
  const mode = stall.mode.value;
  if (mode === "issue") return null;
  const seconds = stall.modeEnds.secondsLeft.value ?? 0;
  const old = stall.swapped.value;
  const what = mode === "take_back" ? say("stall-mode-take-back") : say(old ? "stall-mode-swap-new" : "stall-mode-swap-old");
  return (
    <div class="mode-banner" role="status">
      <strong>{what}</strong>
      {old && <span>{old.type ? nameIn(old.type.names) : shownCode(old.humanCode)} {say("stall-came-back")}</span>}
      <button type="button" class="button" onClick={() => stall.setMode("issue")}>{say("stall-mode-ends", { seconds })}</button>
    </div>
  );
}

/** A container that is already out lies before the scanner: three ways on, none of them a refusal. */
export function QuestionPanel({ stall, container }: { stall: Stall; container: Question }) {
  return (
    <section class="question" aria-labelledby="question-title">
      <div class="question-what">
        <Picture name={container.type?.picture ?? "generic"} />
        <h2 id="question-title">{say("stall-out-already", { code: shownCode(container.humanCode) })}</h2>
      </div>
      <button type="button" class="button primary large" onClick={() => void stall.decide("again")}>
        <Icon name="arrow-right" />{say("stall-again")}
      </button>
      <button type="button" class="button large" onClick={() => void stall.decide("swap")}><Icon name="exchange" />{say("stall-swap")}</button>
      <button type="button" class="button large" onClick={() => void stall.decide("take_back")}>
        <Icon name="arrow-back-up" />{say("stall-take-back")}
      </button>
      <button type="button" class="button plain" onClick={() => void stall.decide("nothing")}>{say("stall-nothing")}</button>
      <p class="soft small">{say("stall-question-ends", { seconds: stall.questionEnds.secondsLeft.value ?? 0 })}</p>
    </section>
  );
}
