import { useState } from "preact/hooks";

import { money as amount, say } from "../i18n/words";
import { COIN_ORE, half, type Money } from "./money";
import { Panel } from "./Panel";
import { Trouble, usePaying } from "./paying";

const ORE = 100;

/** All, half, or some of it to a cause. The rest stays to be chosen. */
export function DonatePanel({ money, back }: { money: Money; back: () => void }) {
  const { busy, trouble, pay } = usePaying(money);
  const causes = money.event.value?.causes ?? [];
  const [cause, setCause] = useState(causes[0]?.key ?? "");
  const left = money.leftOre.value;
  const [given, setGiven] = useState(left);
  const wanted = Math.min(given, left);

  async function give(): Promise<void> {
    if (await pay([{ rail: "donation", amount_ore: wanted, to: cause }])) back();
  }

  return (
    <Panel title={say("phone-way-donation")} back={back}>
      <fieldset class="choices">
        <legend>{say("phone-donate-cause")}</legend>
        {causes.map((one) => (
          <label class="choice" key={one.key}>
            <input type="radio" name="cause" checked={cause === one.key} onChange={() => setCause(one.key)} />
            <span>{one.name}</span>
          </label>
        ))}
      </fieldset>
      <HowMuch left={left} given={wanted} give={setGiven} />
      <p class="hint">{say("phone-donate-final")}</p>
      <Trouble sentence={trouble} />
      <button class="button primary large block" disabled={busy || wanted <= 0} onClick={() => void give()}>
        {say("phone-donate-give", { amount: amount(wanted) })}
      </button>
    </Panel>
  );
}

function HowMuch({ left, given, give }: { left: number; given: number; give: (ore: number) => void }) {
  const halves = half(left);
  return (
    <div class="stack tight" role="group" aria-label={say("phone-donate-how-much")}>
      <div class="cluster">
        <button type="button" class="button" aria-pressed={given === left} onClick={() => give(left)}>
          {say("phone-donate-all", { amount: amount(left) })}
        </button>
        {halves < left && (
          <button type="button" class="button" aria-pressed={given === halves} onClick={() => give(halves)}>
            {say("phone-donate-half", { amount: amount(halves) })}
          </button>
        )}
      </div>
      {left > COIN_ORE && (
        <div class="field">
          <label for="donate-part">{say("phone-donate-part")}</label>
          <input
            id="donate-part" type="number" inputMode="decimal" min={COIN_ORE / ORE} max={left / ORE} step={COIN_ORE / ORE}
            value={given / ORE} onInput={(event) => give(inOre(event.currentTarget.valueAsNumber))}
          />
        </div>
      )}
    </div>
  );
}

/** What was typed in kroner, as whole coins: what is left must be payable too. */
function inOre(kroner: number): number {
  return Number.isFinite(kroner) ? Math.max(0, Math.round((kroner * ORE) / COIN_ORE) * COIN_ORE) : 0;
}
