// "In 30 seconds this happens by itself", with a countdown that people can see.

import { type ReadonlySignal, signal } from "@preact/signals";

const TICK_MS = 250;

export class Deadline {
  private readonly left = signal<number | null>(null);
  private endsAt = 0;
  private seconds = 0;
  private ticking = 0;
  private onEnd: () => void = () => undefined;

  /** Whole seconds left; null when nothing is about to happen. */
  get secondsLeft(): ReadonlySignal<number | null> {
    return this.left;
  }

  /** Start, or start anew. */
  set(seconds: number, onEnd: () => void): void {
    this.clear();
    this.onEnd = onEnd;
    this.seconds = seconds;
    this.endsAt = performance.now() + seconds * 1_000;
    this.ticking = setInterval(() => this.tick(), TICK_MS);
    this.tick();
  }

  /** Give all of its time again, if it is running. */
  again(): void {
    if (this.left.value !== null) this.set(this.seconds, this.onEnd);
  }

  clear(): void {
    clearInterval(this.ticking);
    this.left.value = null;
  }

  private tick(): void {
    const seconds = Math.ceil((this.endsAt - performance.now()) / 1_000);
    if (seconds > 0) {
      this.left.value = seconds;
      return;
    }
    this.clear();
    this.onEnd();
  }
}
