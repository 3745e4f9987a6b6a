import { signal } from "@preact/signals";

import { clockTime, money, say } from "../i18n/words";
import { QrPicture } from "../ui/CodePicture";
import { Icon } from "../ui/Icon";
import type { Box } from "./box";
import type { Payout } from "./recent";

const shown = signal<Payout | null>(null);
/** What the lower half offers: all a crew presses is there. */
const sheet = signal<"deeds" | "moved" | "recent">("deeds");
const FULL_PERCENT = 100;

/** The crew's menu, behind a slip of the crew's own. */
export function Staff({ box }: { box: Box }) {
  const leave = () => {
    shown.value = null;
    sheet.value = "deeds";
    box.leave();
  };
  return (
    <>
      <section class="box-main staff">
        <h1>{say("staff-title", { name: box.session.view.value.station.name })}</h1>
        {sheet.value === "recent" && shown.value ? (
          <div class="staff-payout">
            <QrPicture text={shown.value.link} title={say("voucher-qr")} />
            <p class="figure">{money(shown.value.ore)}</p>
          </div>
        ) : (
          <Standing box={box} />
        )}
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        {sheet.value === "deeds" && <Deeds box={box} />}
        {sheet.value === "moved" && <Moved box={box} />}
        {sheet.value === "recent" && <LastFive box={box} />}
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
      {!box.session.canPromise && <p class="banner" data-tone="held"><Icon name="ticket" /><span>{say("device-no-tickets")}</span></p>}
      <dl class="staff-facts">
        <div><dt>{say("staff-fill")}</dt><dd>{box.standing.percent.value === null ? say("staff-fill-unknown") : `${box.standing.percent.value} %`}</dd></div>
        <div><dt>{say("staff-today")}</dt><dd>{today.returned}</dd></div>
        <div><dt>{say("staff-unsent")}</dt><dd>{box.session.outbox.waiting.value}</dd></div>
      </dl>
    </>
  );
}

/** Somebody's voucher was gone too soon: the crew shows it once more, and that is written down. */
function LastFive({ box }: { box: Box }) {
  const payouts = box.recent.payouts.value;
  const show = async (payout: Payout) => {
    box.moreTime();
    if (!(await box.crew.writeShowing(payout))) return;
    await box.recent.markShown(payout, box.session.clock.now());
    shown.value = payout;
  };
  return (
    <>
      <h2>{say(payouts.length > 0 ? "staff-recent" : "staff-recent-none")}</h2>
      <div class="staff-buttons">
        {payouts.map((one) => (
          <button key={one.link} type="button" class="button large" aria-pressed={shown.value?.link === one.link} onClick={() => void show(one)}>
            {clockTime(new Date(one.at))} · {say(one.kind)} · {money(one.ore)}
            {one.shownAt && ` · ${say("staff-shown", { time: clockTime(new Date(one.shownAt)) })}`}
          </button>
        ))}
        <BackToDeeds />
      </div>
    </>
  );
}

function BackToDeeds() {
  return <button type="button" class="button large" onClick={() => { sheet.value = "deeds"; }}><Icon name="arrow-left" />{say("back")}</button>;
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
        <button type="button" class="button large" onClick={() => { sheet.value = "moved"; box.moreTime(); }}>
          <Icon name="map-pin" />{say("staff-moved")}
        </button>
        <button type="button" class="button large" onClick={() => { sheet.value = "recent"; box.moreTime(); }}>
          <Icon name="history" />{say("staff-recent")}
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
        <BackToDeeds />
      </div>
    </>
  );
}
