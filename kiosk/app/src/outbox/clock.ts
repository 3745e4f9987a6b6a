// What to add to this device's clock to get the server's, and how sure that is: measured by round trip.

/** How far the wall clock may drift from the steady one before a measurement no longer counts. */
const JUMP_MS = 1_000;

export class ServerClock {
  private offsetMs = 0;
  private uncertaintyMs: number | null = null;
  private wallMinusSteady = 0;
  private lastAt = 0;

  /** Learn from an answer that said what time it is, asked at `askedAt` and got now (both `performance.now()`). */
  learn(serverTime: string, askedAt: number): void {
    const told = Date.parse(serverTime);
    // An answer that says no time teaches nothing; an offset that is no number would hold up every scan after it.
    if (Number.isNaN(told)) return;
    const half = (performance.now() - askedAt) / 2;
    // A slower round trip says less than a faster one said before, unless the clock has jumped since.
    if (this.uncertaintyMs !== null && half > 4 * this.uncertaintyMs && !this.hasJumped) return;
    this.offsetMs = Math.round(told + half - Date.now());
    this.uncertaintyMs = Math.max(1, Math.round(half));
    this.wallMinusSteady = Date.now() - performance.now();
  }

  /** Whether somebody set this device's clock since it was measured. */
  get hasJumped(): boolean {
    return Math.abs(Date.now() - performance.now() - this.wallMinusSteady) > JUMP_MS;
  }

  get isKnown(): boolean {
    return this.uncertaintyMs !== null && !this.hasJumped;
  }

  /** This device's time, later for each scan than for the one before, whatever is done to the clock. */
  stamp(): string {
    this.lastAt = Math.max(this.lastAt + 1, Date.now());
    return new Date(this.lastAt).toISOString();
  }

  /** The server's time, as well as we know it. */
  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  get reading(): { offset_ms: number; uncertainty_ms: number } {
    return { offset_ms: this.offsetMs, uncertainty_ms: this.uncertaintyMs ?? 0 };
  }
}
