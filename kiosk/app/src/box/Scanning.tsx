import { clockTime, money, nameIn, say } from "../i18n/words";
import { shownCode } from "../station/codes";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import { reasonText } from "../ui/reasons";
import { Sum } from "../ui/Sum";
import { type Tone, ToneIcon } from "../ui/tones";
import type { Box } from "./box";
import type { Return } from "./returns";

/** The guest's containers so far, the sum, and Done. */
export function Scanning({ box, onType, isWaiting }: { box: Box; onType: () => void; isWaiting: boolean }) {
  const returns = box.returns.value;
  const slip = box.slip.value;
  return (
    <>
      <section class="box-main scanning">
        <h1 class="visually-hidden">{say("box-title")}</h1>
        <Sum ore={returns.left.value} label={say("box-total", { count: returns.accepted.value })} />
        {slip && (
          <p class="banner" data-tone="info">
            <Icon name="receipt" />
            <span>{say("box-goes-on-slip", { number: slip.bearer.number ?? 0, sum: money(slip.bearer.left_ore) })}</span>
          </p>
        )}
        {isWaiting && <p class="banner" data-tone="held" role="status"><Icon name="wifi-off" /><span>{say("box-waits-network")}</span></p>}
        <ul class="rows returns" aria-label={say("box-list")} tabIndex={0}>
          {returns.items.value.map((item) => <ReturnRow key={item.scanId} item={item} />)}
        </ul>
        {returns.items.value.length === 0 && <p class="lead">{say("box-scan-now")}</p>}
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        <p class="lead">{say("box-scan-more")}</p>
        <button type="button" class="button primary large block done" disabled={isWaiting} onClick={() => box.done()}>
          <Icon name="check" />{say("box-done")}
        </button>
        <div class="actions">
          <button type="button" class="button large" onClick={onType}><Icon name="keyboard" />{say("box-cannot-read")}</button>
          {slip && <button type="button" class="button large" onClick={() => box.forgetSlip()}>{say("box-without-slip")}</button>}
        </div>
      </section>
    </>
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
