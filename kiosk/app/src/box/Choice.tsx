import type { ComponentChildren } from "preact";

import type { RailName } from "../api/types";
import { money, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { Sum } from "../ui/Sum";
import { donationAmounts } from "./amounts";
import type { Box } from "./box";

/** How to get the money: only ways that there are here. */
export function Choice({ box }: { box: Box }) {
  const { rails, causes } = box.session.view.value.event;
  const left = box.returns.value.left.value;
  const has = (rail: RailName) => rails.includes(rail);
  return (
    <>
      <section class="box-main choice-sum">
        <Sum ore={left} label={say("choice-yours")} />
        <h1>{say("choice-title")}</h1>
      </section>
      <section class="box-controls" aria-label={say("choice-title")}>
        <div class="ways">
          {has("voucher") && <Way text="way-voucher" onPick={() => void box.payVoucher()} busy={box.paying.value}><Icon name="ticket" /></Way>}
          {has("slip") && <Way text="way-slip" onPick={() => box.wantSlip()} busy={box.paying.value}><Icon name="receipt" /></Way>}
          {has("cash") && <Way text="way-cash" onPick={() => void box.showTicket("cash")} busy={box.paying.value}><Icon name="cash" /></Way>}
          {has("donation") && causes.length > 0 && (
            <Way text="way-donation" onPick={() => box.wantDonation()} busy={box.paying.value}><Icon name="heart" /></Way>
          )}
          <Way text="way-later" onPick={() => void box.showTicket("later")} busy={box.paying.value}><Icon name="qrcode" /></Way>
        </div>
      </section>
    </>
  );
}

function Way({ text, onPick, busy, children }: { text: string; onPick: () => void; busy: boolean; children: ComponentChildren }) {
  return (
    <button type="button" class="way" disabled={busy} onClick={onPick}>
      {children}
      <strong>{say(text)}</strong>
      <span class="soft small">{say(`${text}.how`)}</span>
    </button>
  );
}

/** Which slip, or none after all. */
export function SlipWanted({ box, onType }: { box: Box; onType: () => void }) {
  return (
    <>
      <section class="box-main choice-sum">
        <Sum ore={box.returns.value.left.value} label={say("choice-yours")} />
        <h1>{say("slip-scan")}</h1>
        <p class="lead">{say("slip-scan-how")}</p>
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        <div class="actions">
          <button type="button" class="button large" onClick={() => box.toChoice()}><Icon name="arrow-left" />{say("back")}</button>
          <button type="button" class="button large" onClick={onType}><Icon name="keyboard" />{say("code-type")}</button>
        </div>
      </section>
    </>
  );
}

/** All, half or a little for a good cause. */
export function Donate({ box }: { box: Box }) {
  const { causes } = box.session.view.value.event;
  const left = box.returns.value.left.value;
  return (
    <>
      <section class="box-main choice-sum">
        <Sum ore={left} label={say("choice-yours")} />
        <h1>{say("donate-title")}</h1>
        <p class="lead">{say("donate-how")}</p>
      </section>
      <section class="box-controls donate" aria-label={say("donate-title")}>
        {causes.map((cause) => (
          <fieldset key={cause.key} class="cause">
            <legend><Icon name="heart" /> {cause.name}</legend>
            <div class="amounts">
              {donationAmounts(left).map((ore) => (
                <button key={ore} type="button" class="button large" disabled={box.paying.value} onClick={() => void box.donate(ore, cause)}>
                  {ore === left ? say("donate-all", { sum: money(ore) }) : money(ore)}
                </button>
              ))}
            </div>
          </fieldset>
        ))}
        <div class="actions">
          <button type="button" class="button large" onClick={() => box.toChoice()}><Icon name="arrow-left" />{say("back")}</button>
        </div>
      </section>
    </>
  );
}
