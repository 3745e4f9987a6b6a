// The one way a station's scans go out: written down first, sent in order, sent again with the same id until answered.

import { type Signal, signal } from "@preact/signals";

import { type Client, NoAnswer, Refused } from "../api/client";
import type { ScanAnswer, VisitSum } from "../api/types";
import type { ServerClock } from "./clock";
import type { Draft, OutboxStore, WaitingScan } from "./store";
import { uuid7 } from "./uuid7";

/** What came back for one scan. `visit` is how its visit stands after it. */
export interface Answered {
  scan: WaitingScan;
  answer: ScanAnswer;
  visit: VisitSum | null;
}

interface ScansAnswer {
  results: ScanAnswer[];
  visit?: VisitSum | null;
}

const BATCH_SIZE_MAX = 500;
const FIRST_PAUSE_MS = 500;
const PAUSE_MS_MAX = 20_000;

export class Outbox {
  /** How many scans wait for their answer. */
  readonly waiting: Signal<number> = signal(0);
  /** Whether the last attempt reached the server. */
  readonly connected: Signal<boolean> = signal(true);
  private readonly listeners = new Map<string, (answered: Answered) => void>();
  private sending = false;
  private pauseMs = FIRST_PAUSE_MS;
  private wake: (() => void) | null = null;

  constructor(
    private readonly store: OutboxStore,
    private readonly client: Client,
    private readonly clock: ServerClock,
  ) {}

  /** Send what an earlier page left, and whenever the network comes back. */
  start(): void {
    addEventListener("online", () => this.wake?.());
    void this.recount().then(() => this.send());
  }

  /** Write a scan down. When this returns it will be sent, whatever happens; `answer` waits for what it is told. */
  async put(draft: Draft): Promise<{ scan: WaitingScan; answer: Promise<Answered> }> {
    const [put] = await this.putTogether([draft]);
    if (!put) throw new Error("a scan was not written down");
    return put;
  }

  /** Write scans down that belong together and go out in one request. */
  async putTogether(drafts: readonly Draft[]): Promise<{ scan: WaitingScan; answer: Promise<Answered> }[]> {
    const written = [];
    for (const draft of drafts) {
      const scan = await this.store.add({ ...draft, id: draft.id ?? uuid7(), at: this.clock.stamp() });
      const answer = new Promise<Answered>((resolve) => this.listeners.set(scan.id, resolve));
      written.push({ scan, answer });
    }
    this.waiting.value += written.length;
    void this.send();
    return written;
  }

  /** Up to when everything scanned here has reached the server. */
  async sentEverythingUntil(): Promise<string> {
    const [oldest] = await this.store.oldest(1);
    const at = oldest ? Date.parse(oldest.at) + this.clock.reading.offset_ms - 1 : this.clock.now().getTime();
    return new Date(at).toISOString();
  }

  private async recount(): Promise<void> {
    this.waiting.value = await this.store.count();
  }

  private async send(): Promise<void> {
    if (this.sending) return this.wake?.();
    this.sending = true;
    try {
      for (let batch = await this.next(); batch.length > 0; batch = await this.next()) {
        await this.sendBatch(batch);
      }
    } finally {
      this.sending = false;
    }
  }

  /** Scans of one visit only: its sum comes back once for the whole request. */
  private async next(): Promise<WaitingScan[]> {
    const oldest = await this.store.oldest(BATCH_SIZE_MAX);
    const end = oldest.findIndex((scan) => scan.visit !== oldest[0]?.visit);
    return end < 0 ? oldest : oldest.slice(0, end);
  }

  private async sendBatch(batch: WaitingScan[]): Promise<void> {
    try {
      const said = await this.client.post<ScansAnswer>("/scans", {
        clock: this.clock.reading, sent_everything_until: await this.sentEverythingUntil(), scans: batch,
      });
      if (said.results.length !== batch.length) throw new NoAnswer();
      this.connected.value = true;
      this.pauseMs = FIRST_PAUSE_MS;
      await this.settle(batch, said);
    } catch (error) {
      if (error instanceof Refused && error.status !== 401) return this.refuse(batch, error);
      if (!(error instanceof NoAnswer || error instanceof Refused)) console.error(error);
      this.connected.value = false;
      await this.pause(error instanceof NoAnswer ? error.retryAfterMs : 0);
    }
  }

  private async settle(batch: WaitingScan[], said: ScansAnswer): Promise<void> {
    await this.store.remove(batch);
    this.waiting.value = Math.max(0, this.waiting.value - batch.length);
    batch.forEach((scan, place) => {
      const answer = said.results[place];
      if (answer) this.listeners.get(scan.id)?.({ scan, answer, visit: said.visit ?? null });
      this.listeners.delete(scan.id);
    });
  }

  /** The envelope was refused: one rotten scan must not hold up its neighbours, and it too gets a final answer. */
  private async refuse(batch: WaitingScan[], error: Refused): Promise<void> {
    const [only] = batch;
    if (batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      await this.sendBatch(batch.slice(0, middle));
      await this.sendBatch(batch.slice(middle));
    } else if (only) {
      await this.settle(batch, { results: [{ id: only.id, verdict: "rejected", standing: "rejected", reason: error.code }] });
    }
  }

  private pause(atLeastMs: number): Promise<void> {
    const ms = Math.max(atLeastMs, this.pauseMs * (0.5 + Math.random()));
    this.pauseMs = Math.min(PAUSE_MS_MAX, this.pauseMs * 2);
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => {
      this.wake = null;
    });
  }
}
