import { useLayoutEffect, useState } from "preact/hooks";

import type { ContainerType } from "../api/types";
import { nameIn, say } from "../i18n/words";
import { StationHead } from "../station/StationHead";
import { Flash } from "../ui/Flash";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import { Sheet } from "../ui/Sheet";
import { Viewfinder } from "../ui/Viewfinder";
import type { Depot } from "./depot";

const SLEEP_AFTER_SECONDS = 120;

/** The whole screen of a wash or a store. */
export function DepotScreen({ depot }: { depot: Depot }) {
  const [counted, setCounted] = useState<ContainerType | null>(null);
  // In the same breath as the screen: what is scanned at the first sight of it must not lose its first signs.
  useLayoutEffect(() => depot.intake.listen(), [depot]);
  const total = depot.tallies.value.reduce((sum, tally) => sum + tally.count, 0);
  return (
    <main class="depot">
      <StationHead session={depot.session} />
      <div class="segments" role="group" aria-label={say("depot-work")}>
        {depot.works.map((work) => (
          <button key={work} type="button" class="button large" aria-pressed={work === depot.work.value} onClick={() => depot.setWork(work)}>
            {say(`scan-${work}`)}
          </button>
        ))}
      </div>
      <section class="depot-count" aria-live="polite">
        <p class="label">{say(`depot-${depot.work.value}`)}</p>
        <p class="sum">{total}</p>
      </section>
      <div class="depot-scan"><Viewfinder onCode={depot.intake.take} sleepAfterSeconds={SLEEP_AFTER_SECONDS} /></div>
      <section class="depot-types" aria-label={say("depot-by-type")}>
        <h2>{say("depot-by-type")}</h2>
        <div class="type-buttons">
          {depot.session.types.value.map((type) => (
            <button key={type.id} type="button" class="type-button" onClick={() => setCounted(type)}>
              <Picture name={type.picture} />
              <span>{nameIn(type.names)}</span>
              <strong>{depot.tallies.value.find((tally) => tally.type.id === type.id)?.count ?? 0}</strong>
            </button>
          ))}
        </div>
      </section>
      <Flash />
      {counted && <CountSheet type={counted} onClose={() => setCounted(null)} onCount={(count) => void depot.count(counted, count)} />}
    </main>
  );
}

const RACKS = [1, 6, 12, 24, 36, 120];
const QUANTITY_MAX = 10_000;

/** How many: by racks and crates at one tap, or typed. */
function CountSheet({ type, onClose, onCount }: { type: ContainerType; onClose: () => void; onCount: (count: number) => void }) {
  const [count, setCount] = useState(0);
  return (
    <Sheet title={nameIn(type.names)} onClose={onClose}>
      <output class="figure" aria-label={say("depot-quantity")}>{count}</output>
      <div class="digits" role="group" aria-label={say("depot-quantity")}>
        {RACKS.map((rack) => (
          <button key={rack} type="button" class="key" onClick={() => setCount((before) => Math.min(QUANTITY_MAX, before + rack))}>+{rack}</button>
        ))}
      </div>
      <div class="actions">
        <button type="button" class="button large" onClick={() => setCount(0)}>{say("depot-zero")}</button>
        <button type="button" class="button primary large" disabled={count === 0} onClick={() => { onClose(); onCount(count); }}>
          <Icon name="check" />{say("depot-book")}
        </button>
      </div>
    </Sheet>
  );
}
