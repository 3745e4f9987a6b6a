import { say, says } from "../i18n/words";

/** The kind sentence for a code of the API, in the reader's language. */
export function reasonText(code: string | null | undefined): string {
  const key = `reason-${(code ?? "unknown").replaceAll("_", "-")}`;
  return says(key) ? say(key) : say("reason-other", { code: code ?? "–" });
}
