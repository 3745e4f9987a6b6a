import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { ContainerType } from "../api/types";
import { nameIn, say } from "../i18n/words";
import type { Session } from "../station/session";
import { Counter, CRATE } from "../ui/Counter";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import { Sheet } from "../ui/Sheet";
import { type Delivery, type Logistics, shownWhen, type Stock } from "./logistics";

interface Props {
  logistics: Logistics;
  session: Session;
}

/** What stalls ask for, what is on its way out and in, what runs out, and what is left here. */
export function DeliveriesPanel({ logistics, session }: Props) {
  const { coming, going, asked, differing } = logistics;
  const { runningOut } = logistics;
  const isQuiet = coming.length + going.length + asked.length + runningOut.length === 0;
  return (
    <div class="deliveries">
      <button type="button" class="button primary large block" onClick={() => logistics.pack()}><Icon name="truck-delivery" />{say("store-pack")}</button>
      {isQuiet && <p class="lead soft">{say("store-quiet")}</p>}
      <Part title={say("store-asked")}>
        {asked.map((request) => (
          <Row key={request.id} type={session.typeById(request.type_id)} title={`${request.quantity} × ${nameOf(session, request.type_id)}`} under={request.station.name}>
            <button type="button" class="button large" onClick={() => logistics.pack(request.station.sign, { [request.type_id]: request.quantity })}>{say("store-fill")}</button>
          </Row>
        ))}
      </Part>
      <Part title={say("store-running-out")}>
        {runningOut.map((stock) => <RunningOut key={`${stock.station_id}:${stock.type_id}`} logistics={logistics} session={session} stock={stock} />)}
      </Part>
      <Part title={say("store-coming")}>
        {coming.map((delivery) => (
          <Row key={delivery.id} title={contents(session, delivery)} under={`${delivery.sender.name} · ${shownWhen(delivery)}`}>
            <button type="button" class="button large" onClick={() => { logistics.counting.value = delivery; }}>{say("store-count")}</button>
          </Row>
        ))}
      </Part>
      <Part title={say("store-going")}>
        {going.map((delivery) => (
          <Row key={delivery.id} title={contents(session, delivery)} under={`${delivery.receiver.name} · ${shownWhen(delivery)}`}>
            <button type="button" class="button" aria-label={say("store-withdraw-one", { name: delivery.receiver.name })} onClick={() => void logistics.withdraw(delivery)}>{say("store-withdraw")}</button>
          </Row>
        ))}
      </Part>
      <Part title={say("store-differing")}>
        {differing.map((delivery) => (
          <Row key={delivery.id} tone="held" title={differences(session, delivery)} under={`${delivery.sender.name} → ${delivery.receiver.name} · ${shownWhen(delivery)}`} />
        ))}
      </Part>
      <StockHere logistics={logistics} session={session} />
      {logistics.packing.value && <PackSheet logistics={logistics} session={session} />}
      {logistics.counting.value && <ReceiveSheet logistics={logistics} session={session} delivery={logistics.counting.value} />}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  if (Array.isArray(children) && children.length === 0) return null;
  return <section class="part"><h2>{title}</h2><ul class="rows">{children}</ul></section>;
}

function Row({ title, under, type, tone, children }: { title: string; under: string; type?: ContainerType | undefined; tone?: string; children?: ComponentChildren }) {
  return (
    <li class="row" data-tone={tone}>
      {type && <Picture name={type.picture} />}
      <span class="row-text"><strong>{title}</strong><span class="soft small">{under}</span></span>
      {children}
    </li>
  );
}

function RunningOut({ logistics, session, stock }: Props & { stock: Stock }) {
  const station = logistics.stationOf(stock);
  if (!station) return null;
  const type = session.typeById(stock.type_id);
  return (
    <Row type={type} tone="held" title={`${nameOf(session, stock.type_id)}: ${say("stock-lasts", { minutes: stock.minutes_left ?? 0 })}`} under={`${station.name} · ${say("stock-left", { count: stock.left ?? 0 })}`}>
      <button type="button" class="button large" onClick={() => logistics.pack(station.sign, { [stock.type_id]: CRATE })}>{say("store-fill")}</button>
    </Row>
  );
}

/** What the books say is here. On its way out it still is: it leaves when somebody has counted it there. */
function StockHere({ logistics, session }: Props) {
  const here = session.view.value.station.id;
  const rows = logistics.papers.value.stock.filter((one) => one.station_id === here && one.left !== null);
  if (rows.length === 0) return null;
  return (
    <section class="part"><h2>{say("store-here")}</h2>
      <ul class="stock-tiles">
        {rows.map((row) => (
          <li key={row.type_id}><Picture name={session.typeById(row.type_id)?.picture ?? "generic"} /><strong>{row.left}</strong><span class="small">{nameOf(session, row.type_id)}</span></li>
        ))}
      </ul>
    </section>
  );
}

/** To whom, and how many of what: counted with large keys, or crate by crate with the scanner. */
function PackSheet({ logistics, session }: Props) {
  const packing = logistics.packing.value;
  if (!packing) return null;
  const change = (more: Partial<typeof packing>) => { logistics.packing.value = { ...packing, ...more }; };
  const total = Object.values(packing.counts).reduce((sum, count) => sum + count, 0) + CRATE * packing.crates.length;
  return (
    <Sheet title={say("store-pack")} onClose={() => { logistics.packing.value = null; }}>
      <label class="field"><span>{say("store-to")}</span>
        <select value={packing.to} onChange={(event) => change({ to: event.currentTarget.value })}>
          <option value="">{say("store-choose")}</option>
          {logistics.papers.value.stations.map((one) => <option key={one.sign} value={one.sign}>{one.number}. {one.name}</option>)}
        </select>
      </label>
      {session.types.value.map((type) => (
        <Counter
          key={type.id} type={type} count={packing.counts[type.id] ?? 0} note={crateNote(packing.crates.filter((crate) => crate.typeId === type.id).map((crate) => crate.tag))}
          onCount={(count) => change({ counts: { ...packing.counts, [type.id]: count }, typeId: type.id })}
        />
      ))}
      <label class="field"><span>{say("store-crates-of")}</span>
        <select value={String(packing.typeId ?? "")} onChange={(event) => change({ typeId: Number(event.currentTarget.value) })}>
          {session.types.value.map((type) => <option key={type.id} value={String(type.id)}>{nameIn(type.names)}</option>)}
        </select>
      </label>
      <button type="button" class="button primary large block" disabled={packing.to === "" || total === 0} onClick={() => void logistics.send()}>
        <Icon name="truck-delivery" />{say("store-send", { count: total })}
      </button>
    </Sheet>
  );
}

function crateNote(tags: readonly string[]): string | undefined {
  return tags.length > 0 ? tags.map((tag) => `C-${tag}`).join(", ") : undefined;
}

/** The receiver's own count: what was said is the start of it, what is counted is what counts. */
export function ReceiveSheet({ logistics, session, delivery }: Props & { delivery: Delivery }) {
  const [counts, setCounts] = useState<Record<number, number>>(() => Object.fromEntries(delivery.lines.map((line) => [line.type_id, line.sent])));
  const isAsSent = delivery.lines.every((line) => counts[line.type_id] === line.sent);
  return (
    <Sheet title={say("store-count-from", { name: delivery.sender.name })} onClose={() => { logistics.counting.value = null; }}>
      <p class="soft">{say("store-count-how")}</p>
      {delivery.lines.map((line) => {
        const type = session.typeById(line.type_id);
        const crates = crateNote(line.crates);
        const note = say("store-was-sent", { count: line.sent }) + (crates ? ` · ${crates}` : "");
        return type && <Counter key={type.id} type={type} count={counts[type.id] ?? 0} note={note} onCount={(count) => setCounts({ ...counts, [type.id]: count })} />;
      })}
      <button type="button" class="button primary large block" onClick={() => void logistics.confirm(delivery, counts)}>
        <Icon name="check" />{say(isAsSent ? "store-all-there" : "store-confirm-count")}
      </button>
    </Sheet>
  );
}

function nameOf(session: Session, typeId: number): string {
  const type = session.typeById(typeId);
  return type ? nameIn(type.names) : say("container");
}

function contents(session: Session, delivery: Delivery): string {
  return delivery.lines.map((line) => `${line.sent} × ${nameOf(session, line.type_id)}`).join(", ");
}

function differences(session: Session, delivery: Delivery): string {
  return delivery.lines.flatMap((line) => {
    const name = nameOf(session, line.type_id);
    const off = line.difference ? [say("store-difference", { name, sent: line.sent, counted: line.counted ?? 0 })] : [];
    return line.beyond_pool ? [...off, say("store-beyond-pool", { name, count: line.beyond_pool })] : off;
  }).join(", ");
}
