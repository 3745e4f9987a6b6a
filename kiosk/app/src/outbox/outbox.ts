// The one way a station's scans go out: written down first, sent in order, sent again with the same id until answered.

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";

import { type Client, NoAnswer, Refused } from "../api/client";
import type { ScanAnswer, VisitSum } from "../api/types";
import type { ServerClock } from "./clock";
import { type Draft, type OutboxStore, StorageRefused, type WaitingScan } from "./store";
import { type Floor, Grapevine } from "./tabs";
import { uuid7 } from "./uuid7";

/** What came back for one scan. `visit` is how its visit stands after it. */
export interface Answered {
  scan: WaitingScan;
  answer: ScanAnswer;
  visit: VisitSum | null;
}

interface ScansAnswer {
  results: ScanAnswer[];
  visits?: VisitSum[];
}

type Told = { waits: true } | { answered: Answered[] };

/** Some days of the busiest stall. More would mean that nobody has looked for days. */
export const OUTBOX_MAX = 50_000;
const WARN_FROM = 0.8 * OUTBOX_MAX;
const BATCH_SIZE_MAX = 500;
const FIRST_PAUSE_MS = 500;
const PAUSE_MS_MAX = 20_000;

export class Outbox {
  /** How many scans wait for their answer. */
  readonly waiting: Signal<number> = signal(0);
  /** Whether the last attempt reached the server. */
  readonly connected: Signal<boolean> = signal(navigator.onLine !== false);
  /** How much room is left: people are warned while there still is some. */
  readonly level: ReadonlySignal<"ok" | "warn" | "full"> = computed(() =>
    this.waiting.value >= OUTBOX_MAX ? "full" : this.waiting.value >= WARN_FROM ? "warn" : "ok",
  );
  /** Told of every answer that nobody on this page waited for. */
  onLateAnswer: (answered: Answered) => void = () => undefined;
  private readonly listeners = new Map<string, (answered: Answered) => void>();
  private readonly ending = new AbortController();
  private readonly grapevine: Grapevine<Told>;
  private pauseMs = FIRST_PAUSE_MS;
  private isStirred = false;
  private wake: () => void = () => undefined;

  constructor(
    name: string,
    private readonly store: OutboxStore,
    private readonly client: Pick<Client, "post">,
    private readonly clock: ServerClock,
    private readonly floor: Floor,
    /** Measure the clock by a round trip. Rejects as the client does. */
    private readonly measure: () => Promise<void>,
  ) {
    this.grapevine = new Grapevine(name, (told) => this.overhear(told));
  }

  /** Whether what is written down here outlives the page. */
  get isLasting(): boolean {
    return this.store.isLasting;
  }

  /** Send what an earlier page left, and all that comes, whenever there is a network. */
  async start(): Promise<void> {
    const newest = await this.store.newest();
    if (newest) this.clock.startAfter(newest.at);
    await this.recount();
    for (const moment of ["online", "pageshow"]) addEventListener(moment, () => this.stir(), { signal: this.ending.signal });
    void this.floor.take(this.ending.signal, () => this.sendAlways());
  }

  /** Send no more from this page. What waits is still written down. */
  end(): void {
    this.ending.abort();
    this.stir();
    this.grapevine.end();
  }

  /** Write a scan down. When this returns it will be sent, whatever happens; `answer` waits for what it is told. */
  async put(draft: Draft): Promise<{ scan: WaitingScan; answer: Promise<Answered> }> {
    const [put] = await this.putTogether([draft]);
    if (!put) throw new StorageRefused();
    return put;
  }

  /** Write scans down that belong together, all or none. Throws `StorageRefused`: then nobody may be told yes. */
  async putTogether(drafts: readonly Draft[]): Promise<{ scan: WaitingScan; answer: Promise<Answered> }[]> {
    if (this.waiting.value + drafts.length > OUTBOX_MAX) throw new StorageRefused();
    const scans = await this.store.add(drafts.map((draft) => ({ ...draft, id: draft.id ?? uuid7(), ...this.clock.stamp() })));
    const written = scans.map((scan) => ({
      scan, answer: new Promise<Answered>((resolve) => this.listeners.set(scan.id, resolve)),
    }));
    this.waiting.value += scans.length;
    this.stir();
    this.grapevine.tell({ waits: true });
    return written;
  }

  /** Up to when everything scanned here has reached the server. */
  async sentEverythingUntil(): Promise<string> {
    const [oldest] = await this.store.oldest(1);
    const at = oldest ? Date.parse(oldest.at) + this.clock.correcting(oldest).offset_ms - 1 : this.clock.now().getTime();
    return new Date(at).toISOString();
  }

  private async recount(): Promise<void> {
    this.waiting.value = await this.store.count();
  }

  private overhear(told: Told): void {
    void this.recount();
    if ("waits" in told) return this.stir();
    told.answered.forEach((answered) => this.tell(answered));
  }

  private async sendAlways(): Promise<void> {
    while (!this.ending.signal.aborted) {
      this.isStirred = false;
      const batch = await this.next();
      if (batch.length > 0) await this.sendBatch(batch);
      else await this.rest(PAUSE_MS_MAX);
    }
  }

  /** The oldest scans, as far as one reading of the clock corrects them all. */
  private async next(): Promise<WaitingScan[]> {
    const oldest = await this.store.oldest(BATCH_SIZE_MAX);
    const [first] = oldest;
    if (!first) return [];
    const offset = this.clock.correcting(first).offset_ms;
    const end = oldest.findIndex((scan) => this.clock.correcting(scan).offset_ms !== offset);
    return end < 0 ? oldest : oldest.slice(0, end);
  }

  private async sendBatch(batch: WaitingScan[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    try {
      if (!this.clock.isKnown) await this.measureIfAllowed();
      const said = await this.client.post<ScansAnswer>("/scans", {
        clock: this.clock.correcting(first), sent_everything_until: await this.sentEverythingUntil(),
        scans: batch.map(asSent),
      });
      if (said.results.length !== batch.length) throw new NoAnswer();
      this.connected.value = true;
      this.pauseMs = FIRST_PAUSE_MS;
      await this.settle(batch, said);
    } catch (error) {
      if (error instanceof Refused && error.status !== 401) return this.refuse(batch, error);
      if (!(error instanceof NoAnswer || error instanceof Refused)) console.error(error);
      this.connected.value = false;
      await this.backOff(error instanceof NoAnswer ? error.retryAfterMs : 0);
    }
  }

  /** A revoked device may not ask the time, and still hands in what it has. */
  private async measureIfAllowed(): Promise<void> {
    await this.measure().catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
  }

  private async settle(batch: WaitingScan[], said: ScansAnswer): Promise<void> {
    await this.store.remove(batch);
    await this.recount();
    const visits = new Map((said.visits ?? []).map((visit) => [visit.id, visit]));
    const answered = batch.map((scan, place) => ({
      scan, answer: said.results[place] as ScanAnswer, visit: (scan.visit && visits.get(scan.visit)) || null,
    }));
    answered.forEach((one) => this.tell(one));
    this.grapevine.tell({ answered });
  }

  private tell(answered: Answered): void {
    const listener = this.listeners.get(answered.scan.id);
    this.listeners.delete(answered.scan.id);
    if (listener) listener(answered);
    else this.onLateAnswer(answered);
  }

  /** The envelope was refused: one rotten scan must not hold up its neighbours, and it too gets a final answer. */
  private async refuse(batch: WaitingScan[], error: Refused): Promise<void> {
    const [only] = batch;
    if (batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      await this.sendBatch(batch.slice(0, middle));
      // What is left of the second half is asked for anew: the first may not have gone out.
    } else if (only) {
      await this.settle(batch, { results: [{ id: only.id, verdict: "rejected", standing: "rejected", reason: error.code }] });
    }
  }

  /** Wait longer after each failure, and not all devices of a festival at the same moment. */
  private backOff(atLeastMs: number): Promise<void> {
    const ms = Math.max(atLeastMs, this.pauseMs * (0.5 + Math.random()));
    this.pauseMs = Math.min(PAUSE_MS_MAX, this.pauseMs * 2);
    return this.rest(ms);
  }

  /** Something happened that is worth a look: a new scan, a network. */
  private stir(): void {
    this.isStirred = true;
    this.wake();
  }

  private async rest(ms: number): Promise<void> {
    if (this.isStirred || this.ending.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
  }
}

/** As the API takes it: without what only this device needs to know. */
function asSent({ era: _era, clock: _clock, ...scan }: WaitingScan): Omit<WaitingScan, "era" | "clock"> {
  return scan;
}
