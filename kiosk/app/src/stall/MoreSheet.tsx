import type { Signal } from "@preact/signals";

import { say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import type { Stall } from "./stall";
import type { Open } from "./StallActions";

/** What is needed once a day, or when a label is torn. */
export function MoreSheet({ stall, open }: { stall: Stall; open: Signal<Open> }) {
  return (
    <Sheet title={say("stall-more")} onClose={() => { open.value = null; }}>
      <button type="button" class="button large block" onClick={() => { open.value = "code"; }}><Icon name="keyboard" />{say("code-type")}</button>
      <button type="button" class="button large block" onClick={() => { open.value = null; stall.closing.open(); }}>
        <Icon name="moon" />{say("close-title")}
      </button>
      <p class="soft">{say("stall-more-how")}</p>
    </Sheet>
  );
}
