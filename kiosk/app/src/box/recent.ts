// The last five payouts and tickets of this box, for the crew: somebody's voucher may have been gone too soon.

import { type Signal, signal } from "@preact/signals";

const KEPT = 5;

export interface Payout {
  kind: "voucher" | "ticket";
  ore: number;
  at: string;
  link: string;
}

export class Recent {
  readonly payouts: Signal<Payout[]>;
  private readonly key: string;

  constructor(sign: string) {
    this.key = `pantbox.recent.${sign}`;
    this.payouts = signal(this.read());
  }

  keep(payout: Payout): void {
    this.payouts.value = [payout, ...this.payouts.value.filter((one) => one.link !== payout.link)].slice(0, KEPT);
    localStorage.setItem(this.key, JSON.stringify(this.payouts.value));
  }

  private read(): Payout[] {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "[]") as Payout[];
    } catch {
      return [];
    }
  }
}
