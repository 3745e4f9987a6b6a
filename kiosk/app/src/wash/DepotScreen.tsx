import { useLayoutEffect, useState } from "preact/hooks";

import { say } from "../i18n/words";
import { StationHead } from "../station/StationHead";
import { CodePad } from "../ui/CodePad";
import { Counter } from "../ui/Counter";
import { Flash } from "../ui/Flash";
import { Icon } from "../ui/Icon";
import { Viewfinder } from "../ui/Viewfinder";
import "../ui/depot.css";
import type { Depot } from "./depot";
import { DeliveriesPanel } from "./DeliveriesPanel";
import { hasType, REASONS, takesSingles } from "./works";

const SLEEP_AFTER_SECONDS = 120;
const NO_TYPE = 0;

/** The whole screen of a wash or a store. */
export function DepotScreen({ depot }: { depot: Depot }) {
  // In the same breath as the screen: what is scanned at the first sight of it must not lose its first signs.
  useLayoutEffect(() => depot.intake.listen(), [depot]);
  useLayoutEffect(() => depot.logistics.follow(), [depot]);
  const work = depot.work.value;
  const waiting = depot.logistics.coming.length + depot.logistics.asked.length;
  return (
    <main class="depot" data-work={work}>
      <StationHead session={depot.session} />
      <div class="segments" role="group" aria-label={say("depot-work")}>
        {depot.works.map((one) => (
          <button key={one} type="button" class="button large" aria-pressed={one === work} onClick={() => depot.setWork(one)}>
            {say(`work-${one}`)}
            {one === "deliveries" && waiting > 0 && <span class="count-badge">{waiting}<span class="visually-hidden"> {say("depot-waiting")}</span></span>}
          </button>
        ))}
      </div>
      {work === "deliveries" ? <DeliveriesPanel logistics={depot.logistics} session={depot.session} /> : <Counting depot={depot} />}
      <Flash />
    </main>
  );
}

function Counting({ depot }: { depot: Depot }) {
  const work = depot.work.value;
  const needsBag = work === "bag" && depot.bag.value === "";
  return (
    <div class="depot-counting">
      <section class="depot-count" aria-live="polite">
        <p class="label">{say(`depot-${work}`)}{work === "bag" && depot.bag.value && <span class="code"> G-{depot.bag.value}</span>}</p>
        <p class="sum">{depot.total.value}</p>
        <p class="soft">{say(`depot-${work}-how`)}</p>
      </section>
      <div class="depot-scan">
        {takesSingles(work) || work === "bag" ? <Viewfinder onCode={depot.intake.take} sleepAfterSeconds={SLEEP_AFTER_SECONDS} /> : null}
      </div>
      {work === "sort" && (
        <div class="segments reasons" role="group" aria-label={say("sort-why")}>
          {REASONS.map((reason) => (
            <button key={reason} type="button" class="button large" aria-pressed={reason === depot.reason.value} onClick={() => depot.setReason(reason)}>{say(`sort-${reason}`)}</button>
          ))}
        </div>
      )}
      {needsBag ? <BagWanted depot={depot} /> : <Counters depot={depot} />}
    </div>
  );
}

/** A bag is named before it is counted: else its count is nobody's. */
function BagWanted({ depot }: { depot: Depot }) {
  const [isTyping, setTyping] = useState(false);
  return (
    <section class="depot-types">
      <p class="lead">{say("depot-bag-first")}</p>
      <button type="button" class="button large block" onClick={() => setTyping(true)}><Icon name="keyboard" />{say("depot-bag-type")}</button>
      {isTyping && (
        <CodePad title={say("depot-bag-type")} hint={say("depot-bag-hint")} lengthMin={1} onCode={(tag) => depot.openBag(tag)} onClose={() => setTyping(false)} />
      )}
    </section>
  );
}

function Counters({ depot }: { depot: Depot }) {
  const pending = depot.pending.value;
  const seconds = depot.books.secondsLeft.value;
  const counts = depot.counts.value;
  const isOfNoType = depot.work.value === "sort" && !hasType(depot.reason.value);
  return (
    <section class="depot-types" aria-label={say("depot-by-type")}>
      {depot.types.map((type) => (
        <Counter
          key={type.id} type={type} count={counts[type.id] ?? 0} onCount={(count) => depot.setCount(type.id, count)}
          note={depot.booked.value[type.id] ? say("depot-booked", { count: depot.booked.value[type.id] ?? 0 }) : undefined}
        />
      ))}
      {isOfNoType && (
        <Counter
          type={{ id: NO_TYPE, slug: "", names: { x: say(`sort-${depot.reason.value}`) }, picture: "generic", asset: "", deposit_ore: 0 }}
          count={counts[NO_TYPE] ?? 0} onCount={(count) => depot.setCount(NO_TYPE, count)}
        />
      )}
      <div class="depot-book">
        {depot.work.value === "bag" && (
          <button type="button" class="button large" onClick={() => depot.openBag("")}>{say("depot-bag-done")}</button>
        )}
        <button type="button" class="button primary large" disabled={pending === 0} onClick={() => depot.book()}>
          <Icon name="check" />{say("depot-book", { count: pending })}
        </button>
        {seconds !== null && pending > 0 && <p class="soft small">{say("depot-books-itself", { seconds })}</p>}
      </div>
    </section>
  );
}
