// Closing a stall for the night: clean stock counted, the till's deposits typed, everything sent, and only then "go home".

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";

import { say } from "../i18n/words";
import { uuid7 } from "../outbox/uuid7";
import type { Session } from "../station/session";

/** What the server found: `expected` null where nobody could know. */
export interface Closed {
  id: string;
  /** It is of the time since then; null: of all that the stall ever did. */
  since: string | null;
  at: string;
  till_ore: number | null;
  expected_till_ore: number;
  difference_ore: number | null;
  counted: { type_id: number; quantity: number; expected: number | null; difference: number | null }[];
}

interface KeptClosing {
  at: string;
  closed: Closed | null;
}

export type Step = "count" | "till" | "send";

const CLOSING = "closing";

export class Closing {
  readonly isOpen = signal(false);
  readonly step: Signal<Step> = signal("count");
  readonly counts: Signal<Readonly<Record<number, number>>> = signal({});
  readonly closed: Signal<Closed | null> = signal(null);
  readonly failed: Signal<string | null> = signal(null);
  /** How many scans and letters have not been answered yet. */
  readonly waiting: ReadonlySignal<number>;
  /** How many there were when the stall was closed: the length of the way. */
  readonly total = signal(0);

  constructor(private readonly session: Session) {
    this.waiting = computed(() => session.outbox.waiting.value + session.letters.waiting.value.length);
  }

  /** The closing that is counted again. */
  private corrects: string | null = null;

  /** Whether everything is in, and nothing is left that only this phone knows. */
  get isSafe(): boolean {
    return this.step.value === "send" && this.waiting.value === 0;
  }

  /** A closed stall whose phone was put away before everything was sent shows that first. */
  async load(): Promise<void> {
    const kept = await this.session.kept.get<KeptClosing>(CLOSING);
    if (!kept || this.waiting.value === 0) return;
    this.closed.value = kept.closed;
    this.total.value = this.waiting.value;
    this.step.value = "send";
    this.isOpen.value = true;
  }

  /** Whether till and stock are as the scans say: null where nobody knows yet, or nobody counted. */
  get isRight(): boolean | null {
    const closed = this.closed.value;
    if (!closed) return null;
    const differences = [closed.difference_ore, ...closed.counted.map((line) => line.difference)];
    return differences.every((difference) => !difference);
  }

  /** Count all of it anew: what is told then stands instead of what was told just now. */
  again(): void {
    const wrong = this.closed.value?.id ?? null;
    this.open();
    this.corrects = wrong;
  }

  open(): void {
    this.corrects = null;
    this.counts.value = {};
    this.closed.value = null;
    this.failed.value = null;
    this.step.value = "count";
    this.isOpen.value = true;
  }

  /** Work goes on: what was told stays told. */
  leave(): void {
    this.isOpen.value = false;
    if (this.step.value === "send") void this.session.kept.drop(CLOSING);
  }

  setCount(typeId: number, count: number): void {
    this.counts.value = { ...this.counts.value, [typeId]: count };
  }

  /** Tell what was counted and, if somebody looked, what the till took for deposits. */
  async send(tillOre: number | null): Promise<void> {
    const at = this.session.clock.now().toISOString();
    const counted = Object.entries(this.counts.value).map(([id, quantity]) => ({ type_id: Number(id), quantity }));
    const body = { id: uuid7(), at, counted, till_ore: tillOre, ...(this.corrects && { corrects: this.corrects }) };
    const { reply } = await this.session.letters.put<Closed>({ path: "/station/close", body, about: say("close-title"), afterScans: true });
    await this.keep({ at, closed: null });
    this.total.value = Math.max(1, this.waiting.value);
    this.step.value = "send";
    void reply.then((said) => {
      if (!said.ok) {
        this.failed.value = said.code;
        return undefined;
      }
      this.closed.value = said.body;
      return this.keep({ at, closed: said.body });
    });
  }

  private keep(closing: KeptClosing): Promise<void> {
    return this.session.kept.put(CLOSING, closing);
  }
}
