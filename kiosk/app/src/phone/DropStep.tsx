import { money, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import type { Returning } from "./returning";
import { reason } from "./verdicts";

/** All of them in the box, the wrong ones too; then the money. */
export function DropStep({ returning }: { returning: Returning }) {
  const pieces = returning.items.value.length;
  const waiting = returning.waiting.value;
  const trouble = returning.trouble.value;
  return (
    <div class="stack drop-step">
      <Picture name="step-drop" large />
      <h1>{say("phone-drop", { pieces })}</h1>
      <p class="lead">{say("phone-drop-text", { amount: money(returning.creditedOre.value) })}</p>
      {trouble && <p class="banner" data-tone="rejected" role="alert"><Icon name="hand-stop" /><span>{reason(trouble)}</span></p>}
      {!trouble && waiting > 0 && (
        <p class="banner" data-tone="held" role="status"><Icon name="wifi-off" /><span>{say("phone-offline", { waiting })}</span></p>
      )}
      <button class="button primary large block" onClick={() => returning.finish()} disabled={waiting > 0 && !trouble}>
        <Icon name="check" /><span>{say("phone-dropped")}</span>
      </button>
      <button class="button block" onClick={() => { returning.step.value = "scan"; }}>
        <Icon name="plus" /><span>{say("phone-more")}</span>
      </button>
    </div>
  );
}
