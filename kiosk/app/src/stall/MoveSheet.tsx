import { Refused } from "../api/client";
import { say } from "../i18n/words";
import { moveTo } from "../station/move";
import { flash } from "../ui/Flash";
import { Icon } from "../ui/Icon";
import { reasonText } from "../ui/reasons";
import { Sheet } from "../ui/Sheet";
import type { Stall } from "./stall";

/** The sign of another stall was scanned: does this device belong there now? */
export function MoveSheet({ stall, sign, name }: { stall: Stall; sign: string; name: string }) {
  const close = () => { stall.aside.value = null; };
  async function move(): Promise<void> {
    close();
    try {
      await moveTo(stall.session, sign);
    } catch (error) {
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(error instanceof Refused ? error.code : "no_network") });
    }
  }
  return (
    <Sheet title={say("move-title")} onClose={close}>
      <p class="lead">{say("move-text", { name })}</p>
      <div class="actions">
        <button type="button" class="button large" onClick={close}>{say("cancel")}</button>
        <button type="button" class="button primary large" onClick={() => void move()}><Icon name="arrow-right" />{say("move-do")}</button>
      </div>
    </Sheet>
  );
}
