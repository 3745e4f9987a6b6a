import { money, say, says } from "../i18n/words";
import type { Credited } from "../outbox/troubles";

/** The kind sentence for a code of the API, in the reader's language. */
export function reasonText(code: string | null | undefined): string {
  const key = `reason-${(code ?? "unknown").replaceAll("_", "-")}`;
  return says(key) ? say(key) : say("reason-other", { code: code ?? "–" });
}

/** Why a letter came to nothing, or to less: then with what the stall is credited all the same. */
export function letterText(reason: string, credited: Credited | undefined): string {
  if (!credited) return reasonText(reason);
  const waits = credited.waitsOre > 0 ? [say("redeem-waits", { sum: money(credited.waitsOre) })] : [];
  return [reasonText(reason), say("redeem-credited", { sum: money(credited.creditedOre) }), ...waits].join(" ");
}
