// The last five payouts and tickets of this box, for the crew: somebody's voucher may have been gone too soon.

import { type Signal, signal } from "@preact/signals";

import type { Kept } from "../outbox/database";

const KEPT = 5;
const DAY_MS = 24 * 60 * 60 * 1_000;
const NAME = "recent";

export interface Payout {
  kind: "voucher" | "ticket";
  ore: number;
  at: string;
  link: string;
  count?: number;
  /** What it is known by where nobody may read its code: a voucher's number, a ticket's visit. */
  of?: string;
  /** When the crew looked at it again. */
  shownAt?: string;
}

export class Recent {
  readonly payouts: Signal<Payout[]> = signal([]);

  constructor(private readonly kept: Kept) {}

  /** Once, before anything is kept: later it would undo what is being written down at that moment. */
  async load(now: Date): Promise<void> {
    this.payouts.value = youngest((await this.kept.get<Payout[]>(NAME)) ?? [], now);
    await this.kept.put(NAME, this.payouts.value);
  }

  /** Drop what is too old to be shown. */
  age(now: Date): void {
    this.payouts.value = youngest(this.payouts.value, now);
  }

  /** The crew looks at one again. */
  async markShown(payout: Payout, now: Date): Promise<void> {
    const shown = { ...payout, shownAt: now.toISOString() };
    this.payouts.value = this.payouts.value.map((one) => (one.link === payout.link ? shown : one));
    await this.kept.put(NAME, this.payouts.value);
  }

  async keep(payout: Payout, now: Date): Promise<void> {
    const others = this.payouts.value.filter((one) => one.link !== payout.link);
    this.payouts.value = youngest([payout, ...others], now);
    await this.kept.put(NAME, this.payouts.value);
  }
}

/** The newest five, none older than a day. */
export function youngest(payouts: readonly Payout[], now: Date): Payout[] {
  return payouts.filter((one) => now.getTime() - Date.parse(one.at) < DAY_MS).slice(0, KEPT);
}
