import type { ComponentChildren } from "preact";

import { say } from "../i18n/words";
import { Icon } from "../ui/Icon";

/** One way opened: what it means, and the way back. */
export function Panel({ title, back, children }: { title: string; back: () => void; children: ComponentChildren }) {
  return (
    <section class="card stack panel" aria-labelledby="panel">
      <h2 id="panel">{title}</h2>
      {children}
      <button type="button" class="button plain" onClick={back}><Icon name="arrow-left" /><span>{say("phone-back")}</span></button>
    </section>
  );
}
