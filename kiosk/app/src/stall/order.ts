// The order of the guest in front: its lines, its sum for the till. It survives a reload.

import { computed, effect, type Signal, signal } from "@preact/signals";

import { Deadline } from "../station/deadline";
import type { Session } from "../station/session";
import { type Line, pieces, sumOre } from "./lines";

/** How long a guest's order, a question, or a mode other than handing out, lasts by itself. */
export const FALL_BACK_SECONDS = 20;
/** Older than this it is another guest who stands there, after whatever stopped the page. */
const KEPT_MS = 10 * 60_000;
const ORDER = "order";

interface KeptOrder {
  lines: Line[];
  previous: { pieces: number; ore: number } | null;
  at: number;
}

export class Order {
  readonly lines: Signal<readonly Line[]> = signal([]);
  readonly previous: Signal<{ pieces: number; ore: number } | null> = signal(null);
  readonly sum = computed(() => sumOre(this.lines.value));
  readonly pieces = computed(() => pieces(this.lines.value));
  readonly ends = new Deadline();

  constructor(private readonly session: Session, private readonly onEnd: () => void) {}

  /** Take up what was on the counter when the page was killed, and write down what changes from now on. */
  async load(): Promise<void> {
    const kept = await this.session.kept.get<KeptOrder>(ORDER);
    if (kept && Date.now() - kept.at < KEPT_MS && this.lines.value.length === 0) {
      this.lines.value = kept.lines;
      this.previous.value = kept.previous;
      if (kept.lines.length > 0) this.ends.set(FALL_BACK_SECONDS, this.onEnd);
    }
    effect(() => {
      const order: KeptOrder = { lines: [...this.lines.value], previous: this.previous.value, at: Date.now() };
      void this.session.kept.put(ORDER, order);
    });
  }

  add(line: Omit<Line, "state">): void {
    this.lines.value = [...this.lines.value, { ...line, state: "standing" }];
    this.ends.set(FALL_BACK_SECONDS, this.onEnd);
  }

  /** Leave the finished order behind. */
  finish(): void {
    if (this.lines.value.length > 0) this.previous.value = { pieces: this.pieces.value, ore: this.sum.value };
    this.ends.clear();
    this.lines.value = [];
  }

  find(scanId: string): Line | undefined {
    return this.lines.value.find((line) => line.scanId === scanId);
  }

  change(scanId: string, how: Partial<Line>): void {
    this.lines.value = this.lines.value.map((line) => (line.scanId === scanId ? { ...line, ...how } : line));
  }

  /** Whether a container stands in this order already. */
  has(code: string, humanCode: string): boolean {
    return this.lines.value.some(
      (line) => line.state === "standing" && (line.code === code || (line.humanCode !== "" && line.humanCode === humanCode)),
    );
  }
}
