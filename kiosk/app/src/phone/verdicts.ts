// What a reading is told, for people: a tone, a word, and a sentence that says what to do.

import type { ScanAnswer } from "../api/types";
import { clockTime, money, say, says } from "../i18n/words";
import type { Tone } from "../ui/tones";

export interface Told {
  tone: Tone;
  word: string;
  sentence: string;
}

/** What one container was told. `null`: its answer is still on its way. */
export function told(answer: ScanAnswer | null): Told {
  if (!answer) return { tone: "info", word: say("phone-waiting"), sentence: say("phone-waiting-text") };
  // A late scan may have turned "not yet" into "yes" since.
  if (answer.standing === "accepted" && answer.verdict !== "duplicate") return accepted(answer);
  if (answer.verdict === "duplicate") {
    return { tone: "info", word: say("phone-duplicate"), sentence: say("phone-duplicate-text") };
  }
  const tone = answer.verdict === "held" ? "held" : "rejected";
  return { tone, word: say(`phone-${tone}`), sentence: why(answer) };
}

function accepted(answer: ScanAnswer): Told {
  const amount = money(answer.deposit_ore ?? 0);
  const unseen = answer.reason === "issue_unseen";
  return {
    tone: "accepted", word: `+ ${amount}`,
    sentence: unseen ? say("phone-accepted-unseen") : say("phone-accepted-text"),
  };
}

function why(answer: ScanAnswer): string {
  if (answer.reason === "already_returned" && answer.elsewhere?.station) {
    const { station, at } = answer.elsewhere;
    return say("phone-reason-already-returned-there", { place: station, at: clockTime(new Date(at)) });
  }
  return reason(answer.reason);
}

/** The sentence of a code of the API. */
export function reason(code: string | null | undefined): string {
  const key = `phone-reason-${(code ?? "other").replaceAll("_", "-")}`;
  return says(key) ? say(key) : say("phone-reason-other");
}
