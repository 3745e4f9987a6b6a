// Sends until nothing is left, in one tab at a time; after a failure it waits, longer each time, and goes on by itself.

import { type Signal, signal } from "@preact/signals";

import { NoAnswer, Refused } from "../api/client";
import type { Floor } from "./tabs";

const FIRST_PAUSE_MS = 500;
const PAUSE_MS_MAX = 20_000;
/** A server may wish to be left alone, but not for ever. */
const WISHED_PAUSE_MS_MAX = 5 * 60_000;
/** What a slow network does not get through at once, it may in smaller parts; none is smaller than this for its sake. */
const SIZE_OF_SLOW = 20;
/** How often the server may fail over one and the same, before it goes to the end of the queue. */
const FAILURES_MAX = 3;

/** What there is to send. */
export interface Work<T> {
  /** The oldest that may go out together, `sizeMax` at most. */
  next(sizeMax: number): Promise<T[]>;
  /** Send them, and keep what came back. */
  send(batch: T[]): Promise<void>;
  /** Whether the server itself said that this will never do. */
  isFinal(error: Refused): boolean;
  /** This is the final answer to one that will never do. */
  refuse(one: T, code: string): Promise<void>;
  /** Put one behind all others. */
  defer(one: T): Promise<void>;
}

export class Sender<T> {
  /** Whether the last attempt reached the server. */
  readonly connected: Signal<boolean> = signal(navigator.onLine !== false);
  private readonly ending = new AbortController();
  private pauseMs = FIRST_PAUSE_MS;
  private size: number;
  private failures = 0;
  private isStirred = false;
  private wake: () => void = () => undefined;

  constructor(private readonly floor: Floor, private readonly work: Work<T>, private readonly sizeMax: number) {
    this.size = sizeMax;
  }

  start(): void {
    for (const moment of ["online", "pageshow"]) addEventListener(moment, () => this.stir(), { signal: this.ending.signal });
    void this.floor.take(this.ending.signal, () => this.sendAlways());
  }

  end(): void {
    this.ending.abort();
    this.wake();
  }

  /** Something happened that is worth a look: something to send, a network. */
  stir(): void {
    this.isStirred = true;
    this.wake();
  }

  private async sendAlways(): Promise<void> {
    while (!this.ending.signal.aborted) {
      this.isStirred = false;
      try {
        const batch = await this.work.next(this.size);
        if (this.ending.signal.aborted) return;
        if (batch.length > 0) await this.sendBatch(batch);
        else await this.rest(PAUSE_MS_MAX);
      } catch (error) {
        // Whatever it was, a browser's database that failed once included: what waits is still written down.
        if (!(error instanceof NoAnswer || error instanceof Refused)) console.error(error);
        this.connected.value = false;
        await this.backOff(error instanceof NoAnswer ? error.retryAfterMs : 0);
      }
    }
  }

  private async sendBatch(batch: T[]): Promise<void> {
    try {
      await this.work.send(batch);
      this.size = Math.min(this.sizeMax, this.size * 2);
    } catch (error) {
      if (error instanceof NoAnswer) this.size = Math.min(this.size, Math.max(SIZE_OF_SLOW, half(batch)));
      if (!(error instanceof Refused) || error.status === 401) throw error;
      await this.refused(batch, error);
    }
    this.connected.value = true;
    this.pauseMs = FIRST_PAUSE_MS;
    this.failures = 0;
  }

  /** One that is rotten must not hold up its neighbours: alone, it is known for what it is. */
  private async refused(batch: T[], error: Refused): Promise<void> {
    this.size = half(batch);
    const only = batch.length === 1 ? batch[0] : undefined;
    if (this.work.isFinal(error)) return only && this.work.refuse(only, error.code);
    // A failing server, or a network's log-in page in its place: nothing is lost for that, and none blocks all others.
    if (only && error.status >= 500 && ++this.failures >= FAILURES_MAX) {
      this.failures = 0;
      await this.work.defer(only);
    }
    throw error;
  }

  /** Wait longer after each failure, and not all devices of a festival at the same moment. */
  private async backOff(wishedMs: number): Promise<void> {
    const ms = this.pauseMs * (0.5 + Math.random());
    this.pauseMs = Math.min(PAUSE_MS_MAX, this.pauseMs * 2);
    if (!(wishedMs > 0)) return this.rest(ms);
    // A server that says when it wants to be asked again is asked no sooner, whatever is scanned meanwhile.
    const until = performance.now() + Math.min(WISHED_PAUSE_MS_MAX, wishedMs) + ms;
    for (let left = until - performance.now(); left > 0 && !this.ending.signal.aborted; left = until - performance.now()) {
      this.isStirred = false;
      await this.rest(left);
    }
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

/** Whether it is the API that speaks, with a code of its own: a proxy or a network's log-in page has none. */
export function isOurs(error: Refused): boolean {
  return !error.code.startsWith("http_");
}

function half(batch: readonly unknown[]): number {
  return Math.max(1, Math.floor(batch.length / 2));
}
