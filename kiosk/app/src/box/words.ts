// What a guest is told of one container.

import type { ScanAnswer } from "../api/types";
import { money, nameIn, say } from "../i18n/words";
import type { ReadContainer } from "../station/codes";
import type { FlashMessage } from "../ui/Flash";
import { reasonText } from "../ui/reasons";

/** What fills the screen when a container was answered. */
export function wordsFor(answer: ScanAnswer, container: ReadContainer): FlashMessage {
  const name = container.type ? nameIn(container.type.names) : say("container");
  switch (answer.verdict) {
    case "accepted":
      return { tone: "accepted", word: money(answer.deposit_ore ?? 0), sentence: `${name} · ${say("box-drop-it")}` };
    case "duplicate":
      return { tone: "info", word: say("box-counted-already"), sentence: say("box-drop-it") };
    case "held":
      return { tone: "held", word: say("box-held"), sentence: reasonText(answer.reason) };
    case "rejected":
      return { tone: "rejected", word: say("box-no-money"), sentence: reasonText(answer.reason) };
  }
}
