import { say } from "../i18n/words";
import { type Elsewhere, moveTo } from "../station/move";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import type { Stall } from "./stall";

/** The sign of another stall was scanned: does this device belong there now? */
export function MoveSheet({ stall, elsewhere }: { stall: Stall; elsewhere: Elsewhere }) {
  const close = () => { stall.elsewhere.value = null; };
  return (
    <Sheet title={say("move-title")} onClose={close}>
      <p class="lead">{say("move-text", { name: elsewhere.name })}</p>
      <div class="actions">
        <button type="button" class="button large" onClick={close}>{say("cancel")}</button>
        <button type="button" class="button primary large" onClick={() => { close(); void moveTo(stall.session, elsewhere); }}>
          <Icon name="arrow-right" />{say("move-do")}
        </button>
      </div>
    </Sheet>
  );
}
