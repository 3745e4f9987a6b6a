import { nameIn, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import type { Stall } from "./stall";

/** How many were scanned to be put back, and the one press that does it. */
export function PutBackPanel({ stall }: { stall: Stall }) {
  const unsold = stall.putBack.scans.value;
  const byType = new Map<string, { name: string; picture: string; count: number }>();
  for (const { container: { type } } of unsold) {
    const key = String(type?.id ?? "?");
    const before = byType.get(key);
    byType.set(key, { name: type ? nameIn(type.names) : say("container"), picture: type?.picture ?? "generic", count: (before?.count ?? 0) + 1 });
  }
  return (
    <section class="put-back" aria-label={say("put-back")}>
      {unsold.length === 0 && <p class="lead">{say("put-back-how")}</p>}
      <ul class="order-lines" aria-live="polite" aria-label={say("put-back")} tabIndex={0}>
        {[...byType].map(([key, { name, picture, count }]) => (
          <li key={key} class="order-line"><Picture name={picture} /><span class="order-line-text">{count} × {name}</span></li>
        ))}
      </ul>
      <button type="button" class="button primary large block" disabled={unsold.length === 0} onClick={() => void stall.confirmPutBack()}>
        <Icon name="check" />{say("put-back-do", { count: unsold.length })}
      </button>
    </section>
  );
}
