// Deliveries between store and stalls, as one end of them sees it. What was told last is shown without network too, and
// what is said meanwhile is written down and sent later.

import { type Signal, signal } from "@preact/signals";

import type { StationKind } from "../api/types";
import { clockTime, say } from "../i18n/words";
import { uuid7 } from "../outbox/uuid7";
import type { Read } from "../station/codes";
import type { Session } from "../station/session";
import { CRATE } from "../ui/Counter";
import { flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";

export interface End {
  id: number;
  sign: string;
  kind: StationKind;
  number: number;
  name: string;
}

export interface Delivery {
  id: string;
  sender: End;
  receiver: End;
  state: "sent" | "confirmed" | "withdrawn";
  sent_at: string;
  confirmed_at: string | null;
  lines: { type_id: number; sent: number; counted: number | null; difference: number | null; crates: string[]; beyond_pool: number }[];
}

export interface Request {
  id: string;
  station: End;
  type_id: number;
  quantity: number;
  at: string;
  state: "open" | "sent" | "arrived" | "withdrawn";
}

export interface Stock {
  station_id: number;
  type_id: number;
  left: number | null;
  minutes_left: number | null;
  runs_out: boolean;
}

export interface Papers {
  deliveries: Delivery[];
  requests: Request[];
  stock: Stock[];
  stations: End[];
}

/** A delivery being packed: to whom, and how many of what, some of it in crates with tags. */
export interface Packing {
  to: string;
  counts: Readonly<Record<number, number>>;
  crates: readonly { tag: string; typeId: number }[];
  /** The type a crate is of that is scanned now. */
  typeId: number | null;
}

const NOTHING: Papers = { deliveries: [], requests: [], stock: [], stations: [] };
const PAPERS = "papers";
const REFRESH_MS = 15_000;

export class Logistics {
  readonly papers: Signal<Papers> = signal(NOTHING);
  readonly packing: Signal<Packing | null> = signal(null);
  /** The delivery whose containers are being counted. */
  readonly counting: Signal<Delivery | null> = signal(null);
  private isRunning = false;

  constructor(private readonly session: Session) {}

  /** Keep up with what is on its way. Returns what ends it. */
  follow(): () => void {
    if (!this.isRunning) void this.begin();
    this.isRunning = true;
    const timer = setInterval(() => void this.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }

  private async begin(): Promise<void> {
    this.papers.value = (await this.session.kept.get<Papers>(PAPERS)) ?? NOTHING;
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const said = await this.session.client.get<Papers>("/deliveries").catch(() => null);
    if (!said) return;
    this.papers.value = said;
    await this.session.kept.put(PAPERS, said);
  }

  get here(): string {
    return this.session.view.value.station.sign;
  }

  /** On their way to us, without those we have counted already. */
  get coming(): Delivery[] {
    return this.open.filter((one) => one.receiver.sign === this.here);
  }

  get going(): Delivery[] {
    return this.open.filter((one) => one.sender.sign === this.here);
  }

  get asked(): Request[] {
    return this.papers.value.requests.filter((one) => one.state === "open");
  }

  /** What stalls will soon have none of. */
  get runningOut(): Stock[] {
    return this.papers.value.stock.filter((one) => one.runs_out && this.stationOf(one));
  }

  stationOf(stock: Stock): End | undefined {
    return this.papers.value.stations.find((one) => one.id === stock.station_id);
  }

  /** Counted by whoever received it, and something else than was sent, or more than lowers a stall's debt. */
  get differing(): Delivery[] {
    return this.papers.value.deliveries.filter((one) => one.lines.some((line) => line.difference || line.beyond_pool));
  }

  private get open(): Delivery[] {
    const told = new Set(this.session.letters.waiting.value.map((letter) => letter.path.split("/")[2]));
    return this.papers.value.deliveries.filter((one) => one.state === "sent" && !told.has(one.id));
  }

  pack(to = "", counts: Readonly<Record<number, number>> = {}): void {
    const [first] = Object.keys(counts);
    this.packing.value = { to, counts, crates: [], typeId: first ? Number(first) : (this.session.types.value[0]?.id ?? null) };
  }

  /** A crate or a station's sign was scanned while a delivery is packed. */
  meet(read: Extract<Read, { kind: "station" } | { tag: string }>): void {
    const packing = this.packing.value;
    if (read.kind === "station") {
      if (!this.papers.value.stations.some((one) => one.sign === read.sign)) return flash({ tone: "rejected", word: say("no"), sentence: say("store-not-there") });
      this.packing.value = packing ? { ...packing, to: read.sign } : null;
      if (!packing) this.pack(read.sign);
      return undefined;
    }
    if (!packing || packing.typeId === null) return flash({ tone: "info", word: say("store-pack-first") });
    if (packing.crates.some((crate) => crate.tag === read.tag)) return flash({ tone: "info", word: say("stall-counted-already") });
    this.packing.value = { ...packing, crates: [...packing.crates, { tag: read.tag, typeId: packing.typeId }] };
    return flash({ tone: "accepted", word: `+${CRATE}`, sentence: say("store-crate", { tag: read.tag }) });
  }

  /** Send what was packed on its way. */
  async send(): Promise<void> {
    const packing = this.packing.value;
    if (!packing) return;
    const loose = Object.entries(packing.counts).map(([id, quantity]) => ({ type_id: Number(id), quantity }));
    const crated = packing.crates.map((crate) => ({ type_id: crate.typeId, quantity: CRATE, crate: crate.tag }));
    const station = this.papers.value.stations.find((one) => one.sign === packing.to);
    const body = { id: uuid7(), to: packing.to, at: this.now, lines: [...crated, ...loose.filter((line) => line.quantity > 0)] };
    await this.write("/deliveries", body, say("store-sent", { station: station?.name ?? "" }));
    this.packing.value = null;
  }

  /** So many were received of each type: that is what counts. */
  async confirm(delivery: Delivery, counts: Readonly<Record<number, number>>): Promise<void> {
    const lines = Object.entries(counts).map(([id, quantity]) => ({ type_id: Number(id), quantity }));
    await this.write(`/deliveries/${delivery.id}/confirm`, { id: uuid7(), at: this.now, lines }, say("store-confirmed"));
    this.counting.value = null;
  }

  async withdraw(delivery: Delivery): Promise<void> {
    await this.write(`/deliveries/${delivery.id}/withdraw`, { id: uuid7(), at: this.now }, say("store-withdrawn"));
  }

  private async write(path: string, body: { id: string } & Record<string, unknown>, about: string): Promise<void> {
    const { reply } = await this.session.letters.put({ path, body, about });
    flash({ tone: "accepted", word: about });
    void reply.then((told) => {
      if (!told.ok) flash({ tone: "rejected", word: about, sentence: reasonText(told.code) });
      return this.refresh();
    });
  }

  private get now(): string {
    return this.session.clock.now().toISOString();
  }
}

/** When it left: `Suppe, 21.04`. */
export function shownWhen(delivery: Delivery): string {
  return clockTime(new Date(delivery.sent_at));
}
