// This device's time, and what to add to it to get the server's: measured by round trip.
//
// The wall clock may be set by hand, two hours and more, in the middle of a day without network. Between two settings it
// is even: that is an era. Each scan remembers its era, so that what is measured later corrects the right scans.

import { uuid7 } from "./uuid7";

/** How far the wall clock may drift from the steady one before somebody has set it, or the device has slept. */
const JUMP_MS = 1_000;
/** A longer leap ahead than this no device sleeps through: its clock had lost the time, and was set. */
const SLEEP_MS_MAX = 7 * 24 * 3_600_000;
/** How far ahead what was scanned last may be for the clock to have run on evenly since. */
const EVEN_MS = 60_000;

/** What to add to a device's time to get the server's, and how sure that is. */
export interface ClockReading {
  offset_ms: number;
  uncertainty_ms: number;
}

/** A device's own time of something: `clock` is what was known of it at once. */
export interface Stamp {
  at: string;
  era: string;
  clock?: ClockReading;
}

export class ServerClock {
  private reading: ClockReading | null = null;
  /** What was measured in the era before: better than nothing until this one is. */
  private lastReading: ClockReading = { offset_ms: 0, uncertainty_ms: 0 };
  private era = uuid7();
  private wallMinusSteady = Date.now() - performance.now();
  private lastAt = 0;
  /** What the wall clock was ahead of the steady one in this page's earlier eras. */
  private readonly eras = new Map<string, number>();

  /** Learn from an answer that said what time it is, asked at `askedAt` and got now (both `performance.now()`). */
  learn(serverTime: string, askedAt: number): void {
    const told = Date.parse(serverTime);
    // An answer that says no time teaches nothing; an offset that is no number would hold up every scan after it.
    if (Number.isNaN(told)) return;
    this.notice();
    const half = (performance.now() - askedAt) / 2;
    // A slower round trip says less than a faster one said before.
    if (this.reading && half > 4 * this.reading.uncertainty_ms) return;
    this.reading = { offset_ms: Math.round(told + half - Date.now()), uncertainty_ms: Math.max(1, Math.round(half)) };
    this.lastReading = this.reading;
  }

  /** Whether this device's clock was measured since it was last set. */
  get isKnown(): boolean {
    this.notice();
    return this.reading !== null;
  }

  /** This device's time, later for each scan than for the one before, whatever is done to the clock. */
  stamp(): Stamp {
    this.notice();
    this.lastAt = Math.max(this.lastAt + 1, Date.now());
    const at = new Date(this.lastAt).toISOString();
    return { at, era: this.era, ...(this.reading && { clock: this.reading }) };
  }

  /** Nothing is scanned before this any more: an earlier page of this device went so far. */
  startAfter(at: string): void {
    const told = Date.parse(at) || 0;
    // Set back meanwhile, the clock is right to say less: its own offset will tell what comes later.
    if (told < Date.now() + EVEN_MS) this.lastAt = Math.max(this.lastAt, told);
  }

  /** What corrects a scan: what was measured in its era, else what was known when it was made, else what is known now. */
  correcting(stamp: Stamp): ClockReading {
    this.notice();
    const now = this.reading ?? this.lastReading;
    if (stamp.era === this.era) return now;
    if (stamp.clock) return stamp.clock;
    return { ...now, offset_ms: now.offset_ms + this.setSince(stamp.era) };
  }

  /** What was measured last. */
  get latest(): ClockReading {
    return this.lastReading;
  }

  /** The server's time, as well as we know it. */
  now(): Date {
    return new Date(Date.now() + this.lastReading.offset_ms);
  }

  /** How far the clock was set since an era of this page. A small leap ahead is a device that slept: that sets nothing. */
  private setSince(era: string): number {
    const then = this.eras.get(era);
    if (then === undefined) return 0;
    const by = Math.round(this.wallMinusSteady - then);
    return by < 0 || by > SLEEP_MS_MAX ? by : 0;
  }

  /** A set clock begins a new era. A device that slept looks the same, and loses nothing: it is measured anew. */
  private notice(): void {
    const difference = Date.now() - performance.now();
    if (Math.abs(difference - this.wallMinusSteady) <= JUMP_MS) return;
    // Set back, the clock would have later scans happen before earlier ones: the old offset is of no use to them.
    if (difference < this.wallMinusSteady) this.lastAt = 0;
    this.eras.set(this.era, this.wallMinusSteady);
    this.wallMinusSteady = difference;
    this.era = uuid7();
    this.reading = null;
  }
}
