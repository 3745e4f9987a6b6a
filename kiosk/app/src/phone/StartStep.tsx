import { useState } from "preact/hooks";

import { NoAnswer, Refused } from "../api/client";
import { day, money, nameIn, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import { NextBoxes, StateBadge } from "./boxes";
import { type KnownVisit, knownVisits, visitPath } from "./memory";
import type { Returning } from "./returning";
import { reason } from "./verdicts";

const TOO_MANY = 429;

/** Before the first scan: what this box takes, what it pays, and its bounds. A full box says so here, never later. */
export function StartStep({ returning }: { returning: Returning }) {
  const { box, event, running, others } = returning.told;
  const takes = box.takes_visits && running;
  return (
    <div class="stack">
      <div class="stack tight">
        <p class="label">{event.name}</p>
        <h1>{say("phone-box", { number: box.number, name: box.name })}</h1>
        <p><StateBadge state={running ? box.fill_state : "closed"} /></p>
      </div>
      {takes ? <Begin returning={returning} /> : <NotNow running={running} others={others} />}
      <Known visits={knownVisits()} />
      <Prices returning={returning} />
    </div>
  );
}

function Begin({ returning }: { returning: Returning }) {
  const { box, rules } = returning.told;
  const known = returning.boxCode.value;
  const [code, setCode] = useState("");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);

  async function begin(event: Event, boxCode: string): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await returning.open(boxCode);
      // It has done its work: a link that is shared or kept leads to the box, and proves nothing.
      history.replaceState(null, "", location.pathname + location.search);
    } catch (error) {
      returning.boxCode.value = "";
      setTrouble(why(error));
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
    } finally {
      setBusy(false);
    }
  }

  return (
    <form class="stack" onSubmit={(event) => void begin(event, known || code.replace(/\s/g, ""))}>
      {box.has_screen && known !== "" && (
        <p class="banner" data-tone="accepted"><Icon name="check" /><span>{say("phone-box-code-known")}</span></p>
      )}
      {box.has_screen && known === "" && (
        <div class="field card">
          <label for="box-code">{say("phone-box-code")}</label>
          <p class="hint" id="box-code-hint">{say("phone-box-code-hint")}</p>
          <input
            id="box-code" class="large code-input" inputMode="numeric" autocomplete="one-time-code" maxLength={11}
            aria-describedby="box-code-hint" value={code} onInput={(event) => setCode(event.currentTarget.value)}
          />
        </div>
      )}
      {!box.has_screen && (
        <p class="banner" data-tone="info"><Icon name="info-circle" /><span>{rules.bound}</span></p>
      )}
      <p class="error" role="alert" hidden={!trouble}>{trouble}</p>
      <button class="button primary large block" disabled={busy || (box.has_screen && known === "" && code.trim() === "")}>
        <Icon name="camera" /><span>{say("phone-begin")}</span>
      </button>
      {box.has_screen && known === "" && (
        <div class="stack tight">
          <p class="hint">{say("phone-skip-hint")}</p>
          <button type="button" class="button block" disabled={busy} onClick={(event) => { setCode(""); void begin(event, ""); }}>
            {say("phone-skip")}
          </button>
        </div>
      )}
    </form>
  );
}

/** Why the visit did not open. */
function why(error: unknown): string {
  if (error instanceof Refused) return reason(error.code);
  return error instanceof NoAnswer && error.status === TOO_MANY ? reason("too_many_requests") : say("phone-no-network");
}

function NotNow({ running, others }: { running: boolean; others: Returning["told"]["others"] }) {
  return (
    <div class="stack">
      <p class="banner" data-tone="rejected">
        <Icon name="ban" /><span>{running ? say("phone-not-now") : say("phone-not-running")}</span>
      </p>
      {running && <NextBoxes boxes={others} />}
    </div>
  );
}

function Known({ visits }: { visits: KnownVisit[] }) {
  if (visits.length === 0) return null;
  return (
    <details class="fold">
      <summary>{say("phone-known", { visits: visits.length })}</summary>
      <ul class="rows">
        {visits.map((visit) => (
          <li class="row" key={visit.id}>
            <a class="row-text" href={visitPath(visit.id, visit.claim)}>{visit.place}</a>
            <time class="row-end soft small" dateTime={visit.at}>{day(new Date(visit.at))}</time>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Prices({ returning }: { returning: Returning }) {
  const { event: { types }, rules } = returning.told;
  return (
    <section class="stack tight" aria-labelledby="prices">
      <h2 id="prices">{rules.takes}</h2>
      <ul class="rows">
        {types.map((type) => (
          <li class="row" key={type.id}>
            <Picture name={type.picture} />
            <span class="row-text"><strong>{nameIn(type.names)}</strong></span>
            <span class="row-end">{money(type.deposit_ore)}</span>
          </li>
        ))}
      </ul>
      {rules.until && <p class="soft small">{rules.until}</p>}
    </section>
  );
}
