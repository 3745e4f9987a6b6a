import { useState } from "preact/hooks";

import { money as amount, say } from "../i18n/words";
import { Viewfinder } from "../phone/Viewfinder";
import { Icon } from "../ui/Icon";
import type { Money } from "./money";
import { Panel } from "./Panel";
import { Trouble, usePaying } from "./paying";

const CODE = /([0-9A-HJKMNP-TV-Z]{16})(?:[?#].*)?$/i;

/** All that is left onto a slip: scanned, or its sixteen signs typed. */
export function SlipPanel({ money, back }: { money: Money; back: () => void }) {
  const { busy, trouble, pay } = usePaying(money);
  const [typed, setTyped] = useState("");
  const slip = money.slip.value;
  const left = money.leftOre.value;

  function read(text: string): void {
    const code = CODE.exec(text.replace(/[-\s]/g, ""))?.[1];
    if (code) money.slip.value = code.toUpperCase();
  }

  async function put(): Promise<void> {
    if (!slip) return;
    if (await pay([{ rail: "slip", amount_ore: left, to: slip }])) back();
    else money.slip.value = null;
  }

  return (
    <Panel title={say("phone-way-slip")} back={back}>
      <p>{say("phone-slip-text")}</p>
      <Trouble sentence={trouble} />
      {slip ? (
        <>
          <p class="banner" data-tone="info"><Icon name="qrcode" /><span>{say("phone-slip-read", { end: slip.slice(-4) })}</span></p>
          <button class="button primary large block" disabled={busy} onClick={() => void put()}>
            {say("phone-slip-put", { amount: amount(left) })}
          </button>
          <button type="button" class="button block" onClick={() => { money.slip.value = null; }}>{say("phone-slip-other")}</button>
        </>
      ) : (
        <>
          <Viewfinder onCode={read} shown={null} />
          <form class="cluster type-code" onSubmit={(event) => { event.preventDefault(); read(typed); }}>
            <div class="field">
              <label for="slip-code">{say("phone-slip-type")}</label>
              <input
                id="slip-code" class="code-input" autocomplete="off" autocapitalize="characters" spellcheck={false} maxLength={25}
                value={typed} onInput={(event) => setTyped(event.currentTarget.value)}
              />
            </div>
            <button class="button">{say("phone-type-send")}</button>
          </form>
        </>
      )}
    </Panel>
  );
}
