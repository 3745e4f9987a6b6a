import { useEffect, useState } from "preact/hooks";

import { say } from "../i18n/words";
import { Deadline } from "../station/deadline";
import { Countdown } from "../ui/Countdown";
import { Icon } from "../ui/Icon";
import { LanguageChoice } from "../ui/LanguageChoice";
import { Rules } from "../ui/Rulebook";
import { Sheet } from "../ui/Sheet";
import type { Box } from "./box";

/** Whoever reads turns a page, or scrolls, more often than this. */
const READING_SECONDS = 60;

/** The rules at a box: in its lower half, and gone by themselves when nobody reads on. */
export function RulesSheet({ box, onClose }: { box: Box; onClose: () => void }) {
  const [ends] = useState(() => new Deadline());
  useEffect(() => {
    ends.set(READING_SECONDS, () => { onClose(); box.leave(); });
    return () => {
      ends.clear();
      onClose();
    };
  }, []);
  const readOn = () => ends.again();
  return (
    <Sheet title={say("rulebook")} onClose={onClose}>
      <div class="box-rules" tabIndex={0} role="region" aria-label={say("rulebook")} onScroll={readOn} onPointerDown={readOn} onKeyDown={readOn}>
        <Rules view={box.session.view.value} />
      </div>
      <div class="actions">
        <LanguageChoice />
        <Countdown seconds={ends.secondsLeft.value} message="box-ends-in" />
        <button type="button" class="button primary large" onClick={onClose}><Icon name="check" />{say("close")}</button>
      </div>
    </Sheet>
  );
}
