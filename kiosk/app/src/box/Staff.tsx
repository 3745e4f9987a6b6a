import { signal } from "@preact/signals";

import { clockTime, money, say } from "../i18n/words";
import { CodePicture } from "../ui/CodePicture";
import { Icon } from "../ui/Icon";
import type { Box } from "./box";
import type { Payout } from "./recent";

const shown = signal<Payout | null>(null);
const moving = signal(false);
const FULL_PERCENT = 100;

/** The crew's menu, behind a slip of the crew's own or the sign of the store. */
export function Staff({ box }: { box: Box }) {
  const leave = () => {
    shown.value = null;
    moving.value = false;
    box.leave();
  };
  return (
    <>
      <section class="box-main staff">
        <h1>{say("staff-title", { name: box.session.view.value.station.name })}</h1>
        <Standing box={box} />
        {shown.value ? (
          <div class="staff-payout">
            <CodePicture kind="qr" text={shown.value.link} title={say("voucher-qr")} />
            <p class="figure">{money(shown.value.ore)}</p>
          </div>
        ) : (
          <LastFive box={box} />
        )}
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        {moving.value ? <Moved box={box} /> : <Deeds box={box} />}
        <button type="button" class="button large" onClick={leave}><Icon name="x" />{say("close")}</button>
      </section>
    </>
  );
}

function Standing({ box }: { box: Box }) {
  const { today } = box.session.view.value;
  return (
    <>
      <p class="lead">{say(`fill-${box.standing.state.value.replaceAll("_", "-")}`)}</p>
      <dl class="staff-facts">
        <div><dt>{say("staff-fill")}</dt><dd>{box.standing.percent.value} %</dd></div>
        <div><dt>{say("staff-today")}</dt><dd>{today.returned}</dd></div>
        <div><dt>{say("staff-unsent")}</dt><dd>{box.session.outbox.waiting.value}</dd></div>
      </dl>
    </>
  );
}

function LastFive({ box }: { box: Box }) {
  return (
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
  );
}

/** New bag first: it is what the crew comes for. */
function Deeds({ box }: { box: Box }) {
  const { crew } = box;
  return (
    <>
      <p class="soft">{say("staff-bag-hint")}</p>
      <div class="staff-buttons">
        <button type="button" class="button primary large" onClick={() => void crew.newBag("")}>
          <Icon name="refresh" />{say("staff-new-bag")}
        </button>
        <button type="button" class="button large" onClick={() => void crew.setState({ fillPercent: FULL_PERCENT })}>
          <Icon name="box" />{say("staff-full")}
        </button>
        <button type="button" class="button large" onClick={() => void crew.setState({ state: "out_of_order" })}>
          <Icon name="tools" />{say("staff-out-of-order")}
        </button>
        <button type="button" class="button large" onClick={() => void crew.setState({ state: "open" })}>
          <Icon name="check" />{say("staff-open")}
        </button>
        <button type="button" class="button large" onClick={() => { moving.value = true; box.moreTime(); }}>
          <Icon name="map-pin" />{say("staff-moved")}
        </button>
        <button type="button" class="button large" onClick={() => void document.documentElement.requestFullscreen?.().catch(() => undefined)}>
          <Icon name="maximize" />{say("staff-fullscreen")}
        </button>
        <button type="button" class="button large" onClick={() => location.reload()}>
          <Icon name="rotate-clockwise" />{say("staff-restart")}
        </button>
      </div>
    </>
  );
}

/** Where the box stands now: where this device is, or where another box has its place. */
function Moved({ box }: { box: Box }) {
  const { boxes, station } = box.session.view.value;
  const others = boxes.filter((one) => one.sign !== station.sign && one.latitude !== null).sort((a, b) => a.number - b.number);
  return (
    <>
      <p class="soft">{say("staff-moved-how")}</p>
      <div class="staff-buttons">
        <button type="button" class="button primary large" onClick={() => void box.crew.movedHere()}>
          <Icon name="current-location" />{say("staff-moved-here")}
        </button>
        {others.map((one) => (
          <button key={one.sign} type="button" class="button large" onClick={() => void box.crew.movedToBox(one.number)}>
            {say("staff-moved-to", { number: one.number, name: one.name })}
          </button>
        ))}
        <button type="button" class="button large" onClick={() => { moving.value = false; }}><Icon name="arrow-left" />{say("back")}</button>
      </div>
    </>
  );
}
