// The one way a station's scans go out: written down first, sent in order, sent again with the same id until answered.

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";

import { type Client, NoAnswer, Refused } from "../api/client";
import type { ScanAnswer, VisitSum } from "../api/types";
import { Listeners } from "./answers";
import type { ServerClock } from "./clock";
import { isOurs, Sender, type Work } from "./sender";
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
/** How the API refuses an envelope for what is in it. */
const OF_CONTENT = [400, 413, 422];

export class Outbox implements Work<WaitingScan> {
  /** How many scans wait for their answer. */
  readonly waiting: Signal<number> = signal(0);
  /** How much room is left: people are warned while there still is some. */
  readonly level: ReadonlySignal<"ok" | "warn" | "full"> = computed(() =>
    this.waiting.value >= OUTBOX_MAX ? "full" : this.waiting.value >= WARN_FROM ? "warn" : "ok",
  );
  /** Told of every answer that nobody on a page waited for, or that came when they had gone on. */
  onLateAnswer: (answered: Answered) => void = () => undefined;
  private readonly listeners = new Listeners<Answered>();
  private readonly sender: Sender<WaitingScan>;
  private readonly grapevine: Grapevine<Told>;

  constructor(
    name: string,
    private readonly store: OutboxStore,
    private readonly client: Pick<Client, "post">,
    private readonly clock: ServerClock,
    floor: Floor,
    /** Measure the clock by a round trip. Rejects as the client does. */
    private readonly measure: () => Promise<void>,
    /** Whether this device has older scans that wait elsewhere: then it has not sent everything, whatever waits here. */
    readonly hasOlderElsewhere: () => Promise<boolean> = () => Promise.resolve(false),
    /** Whether the server knows that this device stands here: what was scanned here goes after that. */
    private readonly isTold: () => Promise<boolean> = () => Promise.resolve(true),
  ) {
    this.sender = new Sender(floor, this, BATCH_SIZE_MAX);
    this.grapevine = new Grapevine(name, (told) => this.overhear(told));
  }

  /** Whether the last attempt reached the server. */
  get connected(): Signal<boolean> {
    return this.sender.connected;
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
    this.sender.start();
  }

  /** Send no more from this page. What waits is still written down. */
  end(): void {
    this.sender.end();
    this.grapevine.end();
  }

  /** Somebody reached the server: what waits for that need not wait longer. */
  stir(): void {
    this.sender.stir();
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
    this.waiting.value += scans.length;
    const written = scans.map((scan) => ({ scan, answer: this.listeners.answerTo(scan.id) }));
    this.sender.stir();
    this.grapevine.tell({ waits: true });
    return written;
  }

  /** What waits the longest. */
  async oldest(): Promise<WaitingScan | undefined> {
    return (await this.store.oldest(1))[0];
  }

  /** Up to when everything scanned here has reached the server. */
  async sentEverythingUntil(): Promise<string> {
    const oldest = await this.oldest();
    return oldest ? this.justBefore(oldest) : this.clock.now().toISOString();
  }

  /** The oldest scans, as far as one reading of the clock corrects them all. */
  async next(sizeMax: number): Promise<WaitingScan[]> {
    if (!(await this.isTold())) return [];
    const oldest = await this.store.oldest(sizeMax);
    const [first] = oldest;
    if (!first) {
      await this.recount();
      return [];
    }
    const offset = this.clock.correcting(first).offset_ms;
    const end = oldest.findIndex((scan) => this.clock.correcting(scan).offset_ms !== offset);
    return end < 0 ? oldest : oldest.slice(0, end);
  }

  async send(batch: WaitingScan[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    await this.measured();
    const until = (await this.hasOlderElsewhere()) ? null : this.justBefore(first);
    const said = await this.client.post<ScansAnswer>("/scans", {
      clock: this.clock.correcting(first), sent_everything_until: until, scans: batch.map(asSent),
    });
    await this.settle(batch, said);
  }

  isFinal(error: Refused): boolean {
    return OF_CONTENT.includes(error.status) && isOurs(error);
  }

  refuse(scan: WaitingScan, code: string): Promise<void> {
    return this.settle([scan], { results: [{ id: scan.id, verdict: "rejected", standing: "rejected", reason: code }] });
  }

  defer(scan: WaitingScan): Promise<void> {
    return this.store.defer(scan);
  }

  /** Nothing is sent before the clock was measured: what it says would be fixed for ever. */
  async measured(): Promise<void> {
    if (!this.clock.isKnown) await this.measureIfAllowed();
  }

  /** A revoked device may not ask the time, and still hands in what it has. */
  private async measureIfAllowed(): Promise<void> {
    await this.measure().catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      // A time that is not known for sure is fixed for ever with the scan: rather wait.
      if (error.status !== 401) throw new NoAnswer();
    });
  }

  /** Those that were answered leave; should any not be, it is sent again. */
  private async settle(batch: WaitingScan[], said: ScansAnswer): Promise<void> {
    const answers = new Map(said.results.map((answer) => [answer.id, answer]));
    const visits = new Map((said.visits ?? []).map((visit) => [visit.id, visit]));
    const answered = batch.flatMap((scan) => {
      const answer = answers.get(scan.id);
      return answer ? [{ scan, answer, visit: (scan.visit && visits.get(scan.visit)) || null }] : [];
    });
    if (answered.length === 0) throw new NoAnswer();
    await this.store.remove(answered.map(({ scan }) => scan));
    this.waiting.value = Math.max(0, this.waiting.value - answered.length);
    for (const one of answered) if (!this.listeners.tell(one.scan.id, one)) this.onLateAnswer(one);
    this.grapevine.tell({ answered });
  }

  /** Another tab wrote something down, or sent it and was answered. */
  private overhear(told: Told): void {
    void this.recount();
    if ("waits" in told) this.sender.stir();
    else for (const one of told.answered) this.listeners.tell(one.scan.id, one);
  }

  private async recount(): Promise<void> {
    this.waiting.value = await this.store.count();
  }

  private justBefore(scan: WaitingScan): string {
    return new Date(Date.parse(scan.at) + this.clock.correcting(scan).offset_ms - 1).toISOString();
  }
}

/** As the API takes it: without what only this device needs to know. */
function asSent({ era: _era, clock: _clock, ...scan }: WaitingScan): Omit<WaitingScan, "era" | "clock"> {
  return scan;
}
