import { useState } from "preact/hooks";

import { NoAnswer, Refused } from "../api/client";
import { say } from "../i18n/words";
import { reason } from "../phone/verdicts";
import type { Money, Part } from "./money";

/** A payment on its way: pressed once, and what went wrong if it did. A lost answer is asked again with the same key. */
export function usePaying(money: Money) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");

  async function pay(parts: Part[]): Promise<boolean> {
    setBusy(true);
    setTrouble("");
    try {
      await money.pay(parts);
      return true;
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      setTrouble(error instanceof Refused ? reason(error.code) : say("phone-pay-again"));
      if (error instanceof Refused) await money.look();
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, trouble, pay };
}

export function Trouble({ sentence }: { sentence: string }) {
  return <p class="error" role="alert" hidden={!sentence}>{sentence}</p>;
}
