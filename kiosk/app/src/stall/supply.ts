// What a stall has left, what it asks for, and what it sends back.

import { computed, effect, type ReadonlySignal } from "@preact/signals";

import type { ContainerType, StockHere } from "../api/types";
import { nameIn, say } from "../i18n/words";
import { uuid7 } from "../outbox/uuid7";
import type { Session } from "../station/session";
import { flash } from "../ui/Flash";
import { Logistics, type Request } from "../wash/logistics";

/** Less time than this to the last one of a type, and the store must hear of it now. */
const SOON_MINUTES = 45;

export interface Shelf {
  type: ContainerType;
  stock: StockHere | null;
  /** Whether it will be gone before more can be here. */
  runsOut: boolean;
  /** What was asked for and has not arrived: the latest. */
  asked: { quantity: number; state: Request["state"] | "waiting" } | null;
}

export class Supply {
  readonly logistics: Logistics;
  readonly shelves: ReadonlySignal<Shelf[]>;
  /** Deliveries that wait to be counted here. */
  readonly coming: ReadonlySignal<number>;
  private hadComing = 0;

  constructor(private readonly session: Session) {
    this.logistics = new Logistics(session);
    this.shelves = computed(() => session.types.value.map((type) => this.shelfOf(type)));
    this.coming = computed(() => this.logistics.coming.length);
    // The view is asked for anyway: only when it says that something changed, the papers are asked for too.
    effect(() => {
      const { deliveries_open: coming = 0, requests_open: asked = 0 } = session.view.value;
      if (coming + asked !== this.hadComing) void this.logistics.refresh();
      this.hadComing = coming + asked;
    });
  }

  /** What will be gone soon and nobody has asked for yet. */
  get short(): Shelf | undefined {
    return this.shelves.value.find((shelf) => shelf.runsOut && !shelf.asked);
  }

  /** Ask the store for more of a type. */
  async ask(type: ContainerType, quantity: number): Promise<void> {
    const about = say("more-asked-about", { quantity, name: nameIn(type.names) });
    const body = { id: uuid7(), type_id: type.id, quantity, at: this.session.clock.now().toISOString() };
    const { reply } = await this.session.letters.put({ path: "/station/requests", body, about });
    flash({ tone: "accepted", word: say("more-asked"), sentence: about });
    void reply.then(() => this.logistics.refresh());
  }

  /** Whether this device has ever been told who else is on the ground: without a network and before that, nothing can be sent. */
  get knowsTheGround(): boolean {
    return this.logistics.papers.value.stations.length > 0;
  }

  /** Send clean containers back to the store; it counts them there. */
  sendBack(): void {
    const store = this.logistics.papers.value.stations.find((one) => one.kind === "store");
    if (store) this.logistics.pack(store.sign);
    else flash({ tone: "held", word: say("more-no-store"), sentence: say("more-no-store-how") });
  }

  private shelfOf(type: ContainerType): Shelf {
    const stock = this.session.view.value.stock?.find((one) => one.type_id === type.id) ?? null;
    const runsOut = stock?.left != null && (stock.left <= 0 || (stock.minutes_left !== null && stock.minutes_left <= SOON_MINUTES));
    return { type, stock, runsOut, asked: this.askedOf(type) };
  }

  private askedOf(type: ContainerType): Shelf["asked"] {
    const waiting = this.session.letters.waiting.value.filter((letter) => letter.path === "/station/requests" && letter.body["type_id"] === type.id).at(-1);
    if (waiting) return { quantity: Number(waiting.body["quantity"]), state: "waiting" };
    const open = this.logistics.papers.value.requests.filter((one) => one.type_id === type.id && (one.state === "open" || one.state === "sent"));
    const latest = open.sort((a, b) => b.at.localeCompare(a.at))[0];
    return latest ? { quantity: latest.quantity, state: latest.state } : null;
  }
}
