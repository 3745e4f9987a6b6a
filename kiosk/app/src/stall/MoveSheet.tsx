import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { NoAnswer, Refused } from "../api/client";
import { say } from "../i18n/words";
import { moveTo } from "../station/move";
import { flash } from "../ui/Flash";
import { Icon } from "../ui/Icon";
import { reasonText } from "../ui/reasons";
import { Sheet } from "../ui/Sheet";
import type { Elsewhere, Stall } from "./stall";

const isMoving = signal(false);

/** The sign of another stall was scanned: does this device belong there now? What was scanned here is sent first. */
export function MoveSheet({ stall, elsewhere }: { stall: Stall; elsewhere: Elsewhere }) {
  const { session } = stall;
  const waiting = session.outbox.waiting.value + session.letters.waiting.value.length;
  const close = () => {
    isMoving.value = false;
    stall.elsewhere.value = null;
  };
  useEffect(() => {
    if (isMoving.value && waiting === 0) void move(stall, elsewhere.sign).then(close);
  }, [isMoving.value, waiting]);
  return (
    <Sheet title={say("move-title")} onClose={close}>
      <p class="lead">{say("move-text", { name: elsewhere.name })}</p>
      {waiting > 0 && <p class="banner" data-tone="held" role="status"><Icon name="clock-pause" /><span>{say("move-waits", { count: waiting })}</span></p>}
      <div class="actions">
        <button type="button" class="button large" onClick={close}>{say("cancel")}</button>
        <button type="button" class="button primary large" disabled={isMoving.value} onClick={() => { isMoving.value = true; }}>
          <Icon name="arrow-right" />{say("move-do")}
        </button>
      </div>
    </Sheet>
  );
}

async function move(stall: Stall, sign: string): Promise<void> {
  try {
    await moveTo(stall.session, sign);
  } catch (error) {
    if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
    flash({ tone: "rejected", word: say("no"), sentence: reasonText(error instanceof Refused ? error.code : "no_network") });
  }
}
