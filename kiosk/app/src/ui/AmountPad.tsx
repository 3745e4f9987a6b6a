import { useState } from "preact/hooks";

import { money, moneyParts, say } from "../i18n/words";
import { Icon } from "./Icon";

/** Amounts are typed in whole crowns, then with a comma the øre: the keys a till has. */
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0"];
const DIGITS_MAX = 7;
const ORE = 100;

interface Props {
  label: string;
  /** What may be taken at most; `null`: no bound. */
  maxOre: number | null;
  confirm: string;
  onAmount: (ore: number) => void;
}

/** A sum typed with large keys, and below it all that is left at one tap. */
export function AmountPad({ label, maxOre, confirm, onAmount }: Props) {
  const [crowns, setCrowns] = useState("");
  const ore = Number(crowns || "0") * ORE;
  const isTooMuch = maxOre !== null && ore > maxOre;
  return (
    <div class="amount-pad">
      <p class="label">{label}</p>
      <output class="figure" data-tone={isTooMuch ? "rejected" : undefined}>{figure(ore)}</output>
      {isTooMuch && maxOre !== null && <p class="error" role="alert">{say("amount-too-much", { left: money(maxOre) })}</p>}
      <div class="digits" role="group" aria-label={label}>
        {KEYS.map((key) => (
          <button key={key} type="button" class="key" onClick={() => setCrowns((before) => added(before, key))}>{key}</button>
        ))}
        <button type="button" class="key" aria-label={say("code-erase")} onClick={() => setCrowns((before) => before.slice(0, -1))}>
          <Icon name="backspace" />
        </button>
      </div>
      <button type="button" class="button primary large block" disabled={ore === 0 || isTooMuch} onClick={() => onAmount(ore)}>
        {ore > 0 ? `${confirm} ${money(ore)}` : confirm.replace(/:$/, "")}
      </button>
    </div>
  );
}

function added(before: string, key: string): string {
  return (before + key).replace(/^0+/, "").slice(0, DIGITS_MAX);
}

function figure(ore: number) {
  const { figure: amount, unit } = moneyParts(ore);
  return <>{amount}<span class="unit">{unit}</span></>;
}
