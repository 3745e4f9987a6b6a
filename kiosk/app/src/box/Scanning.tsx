import { clockTime, money, nameIn, say } from "../i18n/words";
import { shownCode } from "../station/codes";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import { reasonText } from "../ui/reasons";
import { Sum } from "../ui/Sum";
import { type Tone, ToneIcon } from "../ui/tones";
import type { Box } from "./box";
import type { Return, Returns } from "./returns";

/** More rows than these nobody reads at a box, and hundreds would make it slow. */
const ROWS_MAX = 40;
const ROWS_OF_MANY = 6;

/** The guest's containers so far, the sum, and Done. */
export function Scanning({ box, onType, isWaiting }: { box: Box; onType: () => void; isWaiting: boolean }) {
  const slip = box.slip.value;
  const isMany = box.bulk.value;
  return (
    <>
      <section class="box-main scanning" data-many={isMany}>
        <h1 class="visually-hidden">{say("box-title")}</h1>
        {isMany ? <ManySoFar returns={box.returns.value} /> : <SumSoFar returns={box.returns.value} />}
        {slip && (
          <p class="banner" data-tone="info">
            <Icon name="receipt" />
            <span>
              {slip.bearer
                ? say("box-goes-on-slip", { number: slip.bearer.number ?? 0, sum: money(slip.bearer.left_ore) })
                : say("box-goes-on-your-slip")}
            </span>
          </p>
        )}
        {isWaiting && <p class="banner" data-tone="held" role="status"><Icon name="wifi-off" /><span>{say("box-waits-network")}</span></p>}
        <Rows returns={box.returns.value} max={isMany ? ROWS_OF_MANY : ROWS_MAX} />
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        <p class="lead">{say(isMany ? "box-many-how" : "box-scan-more")}</p>
        <button type="button" class="button primary large block done" disabled={isWaiting} onClick={() => box.done()}>
          <Icon name="check" />{say("box-done")}
        </button>
        <div class="actions">
          <button type="button" class="button large" onClick={onType}><Icon name="keyboard" />{say("box-cannot-read")}</button>
          {!isMany && <button type="button" class="button large" onClick={() => box.bringMany()}><Icon name="stack-2" />{say("box-many")}</button>}
          {slip && <button type="button" class="button large" onClick={() => box.forgetSlip()}>{say("box-without-slip")}</button>}
        </div>
      </section>
    </>
  );
}

/** What it comes to; while answers are missing, what it may come to. */
function SumSoFar({ returns }: { returns: Returns }) {
  const waiting = returns.unanswered.value;
  const count = returns.accepted.value + waiting;
  const isSure = waiting === 0;
  return <Sum ore={isSure ? onTheWay(returns) : returns.upToOre.value} label={say(isSure ? "box-total" : "box-up-to", { count })} />;
}

/** For who empties a sack: how many, large enough to be seen while looking at the sack. */
function ManySoFar({ returns }: { returns: Returns }) {
  const count = returns.accepted.value + returns.unanswered.value + returns.held.value;
  return (
    <div class="sum-block many" role="status" aria-live="off">
      <p class="label">{say("box-many-count")}</p>
      <p class="sum many-count" key={count}>{count}</p>
      <p class="many-sum">{say(returns.unanswered.value > 0 ? "box-many-up-to" : "box-many-sum", { sum: money(returns.upToOre.value || onTheWay(returns)) })}</p>
    </div>
  );
}

/** With a slip scanned first the money is on it already. */
function onTheWay(returns: Returns): number {
  const visit = returns.visit.value;
  return visit?.slip ? visit.credited_ore : returns.left.value;
}

function Rows({ returns, max }: { returns: Returns; max: number }) {
  const items = returns.items.value;
  if (items.length === 0) return <p class="lead">{say("box-scan-now")}</p>;
  return (
    <ul class="rows returns" aria-label={say("box-list")} tabIndex={0}>
      {items.slice(0, max).map((item) => <ReturnRow key={item.scanId} item={item} />)}
      {items.length > max && <li class="row soft">{say("box-more-rows", { count: items.length - max })}</li>}
    </ul>
  );
}

const TONES: Record<Return["verdict"], Tone> = {
  accepted: "accepted", duplicate: "info", held: "held", rejected: "rejected", waiting: "info",
};

/** One container, what it gave, and if nothing, why. */
export function ReturnRow({ item }: { item: Return }) {
  const tone = TONES[item.verdict];
  return (
    <li class="row" data-tone={tone}>
      <Picture name={item.type?.picture ?? "generic"} />
      <span class="row-text">
        <strong>{item.type ? nameIn(item.type.names) : shownCode(item.humanCode) || say("container")}</strong>
        <span class="small soft">{explanation(item)}</span>
      </span>
      <span class="row-end return-end" data-tone={tone}>
        <ToneIcon tone={tone} />
        {item.verdict === "accepted" ? money(item.depositOre) : say(`verdict-${item.verdict}`)}
      </span>
    </li>
  );
}

function explanation(item: Return): string {
  if (item.verdict === "accepted" || item.verdict === "waiting") return "";
  if (item.reason === "already_returned" && item.elsewhere) {
    return say("box-returned-at", { time: clockTime(item.elsewhere.at), station: item.elsewhere.station });
  }
  return item.verdict === "duplicate" ? say("box-counted-already") : reasonText(item.reason);
}
