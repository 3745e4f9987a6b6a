import { signal } from "@preact/signals";

import { clockTime, money, say } from "../i18n/words";
import { CodePicture } from "../ui/CodePicture";
import { Icon } from "../ui/Icon";
import type { Box } from "./box";
import type { Payout } from "./recent";

const shown = signal<Payout | null>(null);
const FULL_PERCENT = 100;

/** The crew's menu, behind the sign of the store, which hangs where only the crew is. */
export function Staff({ box }: { box: Box }) {
  const { station } = box.session.view.value;
  const payout = shown.value;
  const leave = () => {
    shown.value = null;
    box.leave();
  };
  return (
    <>
      <section class="box-main staff">
        <h1>{say("staff-title", { name: station.name })}</h1>
        <p class="lead">{say(`fill-${station.fill_state.replaceAll("_", "-")}`)}</p>
        {payout ? (
          <div class="staff-payout">
            <CodePicture kind="qr" text={payout.link} title={say("voucher-qr")} />
            <p class="figure">{money(payout.ore)}</p>
          </div>
        ) : (
          <>
            <h2>{say("staff-recent")}</h2>
            <ul class="rows">
              {box.recent.payouts.value.map((one) => (
                <li key={one.link} class="row">
                  <span class="row-text"><strong>{say(one.kind)}</strong><span class="soft small">{clockTime(new Date(one.at))}</span></span>
                  <span class="row-end">{money(one.ore)}</span>
                  <button type="button" class="button" onClick={() => { shown.value = one; box.moreTime(); }}>{say("staff-show")}</button>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        <div class="staff-buttons">
          <button type="button" class="button primary large" onClick={() => void box.newBag("")}>
            <Icon name="refresh" />{say("staff-new-bag")}
          </button>
          <button type="button" class="button large" onClick={() => void box.setState({ fill_percent: FULL_PERCENT })}>
            <Icon name="box" />{say("staff-full")}
          </button>
          <button type="button" class="button large" onClick={() => void box.setState({ state: "out_of_order" })}>
            <Icon name="tools" />{say("staff-out-of-order")}
          </button>
          <button type="button" class="button large" onClick={() => void box.setState({ state: "open" })}>
            <Icon name="check" />{say("staff-open")}
          </button>
        </div>
        <p class="soft">{say("staff-bag-hint")}</p>
        <button type="button" class="button large" onClick={leave}><Icon name="x" />{say("close")}</button>
      </section>
    </>
  );
}
