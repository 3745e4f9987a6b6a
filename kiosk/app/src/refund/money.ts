// One visit's money: what came in, what went out by which way, and what is left to choose. Whoever has the claim may ask.

import { computed, signal } from "@preact/signals";

import { Client, Refused } from "../api/client";
import { ticketCount } from "../api/refunds";
import type { RailName, ScanAnswer, Verdict } from "../api/types";
import { uuid7 } from "../outbox/uuid7";
import { type EventTold } from "../phone/boot";
import { forgetVisit, rememberVisit } from "../phone/memory";

export interface VisitItem {
  scan_id: string;
  type_id: number | null;
  human_code: string | null;
  deposit_ore: number;
  at: string;
  verdict: Verdict;
  reason: string | null;
  standing: Verdict;
  credited: boolean;
  contested: boolean;
}

export interface RefundView {
  id: string;
  rail: RailName;
  amount_ore: number;
  at: string;
  coins_ore: number | null;
  cause: string | null;
  number: number | null;
  code: string | null;
  left_ore: number | null;
  valid_until: string | null;
}

export interface VisitView {
  id: string;
  credited_ore: number;
  paid_ore: number;
  left_ore: number;
  items: VisitItem[];
  refunds: RefundView[];
  held: number;
  contested: number;
}

export interface Part {
  rail: RailName;
  amount_ore: number;
  to?: string;
}

/** `waiting`: the server has not heard of the visit yet, its box has no network. `wrong`: the link is not whole. */
export type Standing = "loading" | "waiting" | "wrong" | "here";

const LOOK_AGAIN_MS = 6_000;
/** Parts of money that may become coins are whole coins. */
export const COIN_ORE = 50;

export class Money {
  readonly standing = signal<Standing>("loading");
  readonly view = signal<VisitView | null>(null);
  readonly event = signal<EventTold | null>(null);
  readonly slip = signal<string | null>(null);
  readonly connected = signal(true);
  /** How many containers a box's own ticket is for; null for a claim, which does not say. */
  readonly promised: number | null;
  /** How many of them the server has not heard of yet. */
  readonly missing = computed(() => Math.max(0, (this.promised ?? 0) - (this.view.value?.items.length ?? 0)));
  readonly leftOre = computed(() => this.view.value?.left_ore ?? 0);
  private readonly client = new Client();
  /** The request that is on its way: sent again after a lost answer it must be the same, with the same key. */
  private asked: { key: string; content: string } | null = null;
  private timer = 0;

  constructor(
    readonly id: string,
    readonly claim: string,
    event: EventTold | null,
    readonly place: string,
    slip: string | null = null,
  ) {
    this.promised = ticketCount(claim);
    this.event.value = event;
    this.slip.value = slip;
    document.addEventListener("visibilitychange", () => void this.lookIfSeen());
    addEventListener("online", () => void this.lookIfSeen());
    void this.look();
  }

  /** Ask how the visit stands, and again by itself while something may still change. */
  async look(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const view = await this.client.get<VisitView>(`/visits/${this.id}`, { headers: { "Pantbox-Claim": this.claim } });
      this.learn(view);
    } catch (error) {
      this.stumble(error);
    }
    if (this.mayChange) this.timer = setTimeout(() => void this.lookIfSeen(), LOOK_AGAIN_MS);
  }

  /** Pay parts out, all or none. Throws `Refused`; after a lost answer (`NoAnswer`) the same may be asked again. */
  async pay(parts: Part[]): Promise<void> {
    const content = JSON.stringify(parts);
    if (this.asked?.content !== content) this.asked = { key: uuid7(), content };
    await this.client.pay(`/visits/${this.id}/refund`, { claim: this.claim, parts }, this.asked.key);
    this.asked = null;
    await this.look();
  }

  private learn(view: VisitView): void {
    this.view.value = view;
    this.standing.value = "here";
    this.connected.value = true;
    if (view.left_ore > 0 || view.held > 0 || view.refunds.length > 0) {
      rememberVisit({ id: this.id, claim: this.claim, place: this.place, at: view.items[0]?.at ?? new Date().toISOString() });
    }
    // The page came before the visit did: it knows nothing of the event yet.
    if (!this.event.value) location.reload();
  }

  /** Only our own answer counts: a festival's log-in page, or a server that stumbles, says nothing of the money. */
  private stumble(error: unknown): void {
    const code = error instanceof Refused ? error.code : "";
    this.connected.value = code === "visit_unknown" || code === "claim_wrong";
    if (code === "visit_unknown") this.standing.value = "waiting";
    if (code === "claim_wrong") {
      this.standing.value = "wrong";
      forgetVisit(this.id);
    }
  }

  private get mayChange(): boolean {
    if (this.standing.value === "wrong") return false;
    const view = this.view.value;
    return !view || view.left_ore > 0 || view.held > 0 || this.missing.value > 0;
  }

  private async lookIfSeen(): Promise<void> {
    if (document.visibilityState === "visible") await this.look();
  }
}

/** As the answer of a scan, so that both are told in the same words. */
export function asAnswer(item: VisitItem): ScanAnswer {
  const standing = item.credited ? "accepted" : item.standing;
  return { id: item.scan_id, verdict: item.verdict, reason: item.reason, standing, deposit_ore: item.deposit_ore };
}

/** Half of an amount, such that both halves can be paid in coins if the whole can. */
export function half(ore: number): number {
  return Math.floor(ore / 2 / COIN_ORE) * COIN_ORE || ore;
}
