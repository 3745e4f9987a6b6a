import { clockTime, day, money as amount, moneyParts, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { Choices } from "./Choices";
import { Gone } from "./Gone";
import { Items } from "./Items";
import type { Money, VisitView } from "./money";

/** A visit's money: the sum, the choice, what went out, and what it came from. */
export function RefundPage({ money }: { money: Money }) {
  switch (money.standing.value) {
    case "loading": return <Loading money={money} />;
    case "waiting": return <Waiting money={money} />;
    case "wrong": return <Wrong />;
    case "here": return <Here money={money} />;
  }
}

function Here({ money }: { money: Money }) {
  const view = money.view.value;
  const event = money.event.value;
  if (!view || !event) return null;
  const { figure, unit } = moneyParts(view.left_ore);
  const isDone = view.left_ore === 0;
  return (
    <div class="stack">
      <div class="stack tight no-print" role="status">
        <p class="label">{event.name} · {money.place}</p>
        <h1>{say(titleOf(view))}</h1>
        {!isDone && <p class="sum refund-sum">{figure}<span class="unit">{unit}</span></p>}
        {isDone && !waitsForAll(view) && <p class="lead">{say(view.credited_ore > 0 ? "phone-refund-done" : "phone-refund-nothing")}</p>}
      </div>
      {!money.connected.value && <p class="banner" data-tone="held"><Icon name="wifi-off" /><span>{say("phone-no-network")}</span></p>}
      {view.held > 0 && (
        <p class="banner" data-tone="held"><Icon name="clock-pause" /><span>{say("phone-refund-held", { held: view.held })}</span></p>
      )}
      {money.missing.value > 0 && (
        <p class="banner" data-tone="held"><Icon name="wifi-off" /><span>{say("phone-refund-missing", { missing: money.missing.value })}</span></p>
      )}
      {view.contested > 0 && (
        <p class="banner" data-tone="info"><Icon name="info-circle" /><span>{say("phone-refund-contested", { contested: view.contested })}</span></p>
      )}
      {!isDone && <Choices money={money} />}
      <Gone refunds={view.refunds} event={event} />
      <Items items={view.items} types={event.types} />
      <Keep money={money} />
    </div>
  );
}

function titleOf(view: VisitView): string {
  if (waitsForAll(view)) return "phone-refund-later-title";
  return view.left_ore === 0 ? "phone-refund-done-title" : "phone-refund-title";
}

/** Nothing was credited yet, and something may be: then nobody says that there was no deposit. */
function waitsForAll(view: VisitView): boolean {
  return view.credited_ore === 0 && view.held > 0;
}

function Keep({ money }: { money: Money }) {
  const view = money.view.value;
  const opened = view?.items[0];
  const share = { title: say("phone-refund-title"), url: location.href };
  return (
    <section class="card quiet stack tight no-print" aria-labelledby="keep">
      <h2 id="keep" class="small-title">{say("phone-keep-title")}</h2>
      <p class="small">{say("phone-keep-text")}</p>
      {opened && <p class="soft small">{day(new Date(opened.at))} {clockTime(new Date(opened.at))} · {amount(view?.credited_ore ?? 0)}</p>}
      {"share" in navigator && (
        <p><button class="button" onClick={() => void navigator.share(share).catch(() => undefined)}>
          <Icon name="share" /><span>{say("phone-keep-share")}</span>
        </button></p>
      )}
    </section>
  );
}

function Loading({ money }: { money: Money }) {
  return (
    <div class="stack" role="status">
      <h1>{say("phone-refund-title")}</h1>
      <p class="lead soft">{money.connected.value ? say("phone-loading") : say("phone-no-network")}</p>
    </div>
  );
}

function Waiting({ money }: { money: Money }) {
  return (
    <div class="stack" role="status">
      <h1>{say("phone-refund-waiting-title")}</h1>
      {money.promised !== null && <p class="lead">{say("phone-refund-promised", { count: money.promised })}</p>}
      <p class="banner" data-tone="held"><Icon name="clock-pause" /><span>{say("phone-refund-waiting")}</span></p>
    </div>
  );
}

function Wrong() {
  return (
    <div class="stack" role="alert">
      <h1>{say("phone-refund-wrong-title")}</h1>
      <p class="lead">{say("phone-refund-wrong")}</p>
      <p><a class="button" href="/status"><Icon name="map-pin" /><span>{say("phone-all-boxes")}</span></a></p>
    </div>
  );
}
