import { useState } from "preact/hooks";

import { nameIn, say } from "../i18n/words";
import { CRATE, RACK } from "../ui/Counter";
import { Counter } from "../ui/Counter";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import { Sheet } from "../ui/Sheet";
import { ReceiveSheet } from "../wash/DeliveriesPanel";
import type { Delivery } from "../wash/logistics";
import type { Stall } from "./stall";
import type { Shelf } from "./supply";

/** What is left, what was asked for, what is on its way: and the presses that change it. */
export function SupplySheet({ stall, onClose }: { stall: Stall; onClose: () => void }) {
  const { supply, session } = stall;
  const { logistics } = supply;
  const [asking, setAsking] = useState<Shelf | null>(null);
  const counting = logistics.counting.value;
  if (counting) return <ReceiveSheet logistics={logistics} session={session} delivery={counting} />;
  if (logistics.packing.value) return <SendBackSheet stall={stall} />;
  if (asking) return <AskSheet stall={stall} shelf={asking} onClose={() => setAsking(null)} />;
  return (
    <Sheet title={say("stall-supply")} onClose={onClose}>
      {logistics.coming.map((delivery) => <Coming key={delivery.id} stall={stall} delivery={delivery} />)}
      <ul class="rows">
        {supply.shelves.value.map((shelf) => (
          <li key={shelf.type.id} class="row" data-tone={shelf.runsOut ? "held" : undefined}>
            <Picture name={shelf.type.picture} />
            <span class="row-text">
              <strong>{nameIn(shelf.type.names)}</strong>
              <span class="soft small">{leftOf(shelf)}{shelf.asked && <> · {askedText(shelf.asked)}</>}</span>
            </span>
            <button type="button" class="button large" aria-label={say("more-send-one", { name: nameIn(shelf.type.names) })} onClick={() => setAsking(shelf)}>
              {say("stall-send-more")}
            </button>
          </li>
        ))}
      </ul>
      {logistics.going.map((delivery) => (
        <p key={delivery.id} class="soft">{say("more-on-its-way", { name: delivery.receiver.name, what: contentsOf(stall, delivery) })}</p>
      ))}
      <button type="button" class="button large block" disabled={!supply.knowsTheGround} onClick={() => supply.sendBack()}>
        <Icon name="truck-return" />{say("more-send-back")}
      </button>
    </Sheet>
  );
}

/** Something waits to be counted: with one large press. */
function Coming({ stall, delivery }: { stall: Stall; delivery: Delivery }) {
  return (
    <button type="button" class="button primary large block" onClick={() => { stall.supply.logistics.counting.value = delivery; }}>
      <Icon name="truck-delivery" />{say("more-count", { what: contentsOf(stall, delivery) })}
    </button>
  );
}

/** One press for a rack, a crate, or two. */
function AskSheet({ stall, shelf, onClose }: { stall: Stall; shelf: Shelf; onClose: () => void }) {
  const name = nameIn(shelf.type.names);
  return (
    <Sheet title={say("more-title", { name })} onClose={onClose}>
      <div class="type-buttons">
        {[RACK, CRATE, 2 * CRATE].map((quantity) => (
          <button
            key={quantity} type="button" class="type-button"
            onClick={() => { onClose(); void stall.supply.ask(shelf.type, quantity); }}
          >
            <Picture name={shelf.type.picture} /><strong>{quantity}</strong><span>{name}</span>
          </button>
        ))}
      </div>
    </Sheet>
  );
}

/** Clean containers that go back to the store. The store counts them too, and that is what counts. */
function SendBackSheet({ stall }: { stall: Stall }) {
  const { logistics } = stall.supply;
  const packing = logistics.packing.value;
  if (!packing) return null;
  const total = Object.values(packing.counts).reduce((sum, count) => sum + count, 0);
  return (
    <Sheet title={say("more-send-back")} onClose={() => { logistics.packing.value = null; }}>
      <p class="soft">{say("more-send-back-how")}</p>
      {stall.session.types.value.map((type) => (
        <Counter
          key={type.id} type={type} count={packing.counts[type.id] ?? 0}
          onCount={(count) => { logistics.packing.value = { ...packing, counts: { ...packing.counts, [type.id]: count } }; }}
        />
      ))}
      <button type="button" class="button primary large block" disabled={total === 0} onClick={() => void logistics.send()}>
        <Icon name="truck-return" />{say("more-send-back-do", { count: total })}
      </button>
    </Sheet>
  );
}

function leftOf({ stock }: Shelf): string {
  if (stock?.left == null) return say("more-left-unknown");
  const left = say("stock-left", { count: stock.left });
  return stock.minutes_left === null ? left : `${left} · ${say("stock-lasts", { minutes: stock.minutes_left })}`;
}

function askedText({ quantity, state }: NonNullable<Shelf["asked"]>): string {
  return say(state === "waiting" ? "more-state-waiting" : state === "sent" ? "more-state-sent" : "more-state-open", { quantity });
}

function contentsOf(stall: Stall, delivery: Delivery): string {
  return delivery.lines.map((line) => {
    const type = stall.session.typeById(line.type_id);
    return `${line.sent} × ${type ? nameIn(type.names) : say("container")}`;
  }).join(", ");
}
