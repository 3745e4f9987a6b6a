// A visit's money going out, and what came of it.

import { type Client, NoAnswer } from "./client";
import type { RailName, Verdict } from "./types";

export interface Part {
  rail: RailName;
  amount_ore: number;
  /** A slip's code, or a cause's key. */
  to?: string;
}

export interface Refund {
  rail: RailName;
  amount_ore: number;
  coins_ore?: number | null;
  number?: number | null;
  code?: string | null;
  valid_until?: string | null;
}

export interface VisitItem {
  scan_id: string;
  type_id: number | null;
  human_code: string | null;
  deposit_ore: number;
  verdict: Verdict;
  reason: string | null;
  standing: Verdict;
}

export interface Visit {
  id: string;
  credited_ore: number;
  paid_ore: number;
  left_ore: number;
  items: VisitItem[];
}

/** What went out, part by part, and how the visit stands now. */
export interface Paid {
  refunds: Refund[];
  visit: Visit;
}

const TICKET = /^T\d+\.(\d+)\./i;

/** How many containers a box's own ticket is for; null when the claim is none. */
export function ticketCount(claim: string): number | null {
  const count = TICKET.exec(claim)?.[1];
  return count === undefined ? null : Number(count);
}

const ATTEMPTS_MAX = 3;

/** Pay parts of a visit. Asked again with the same `key` after a silence, it still pays once. */
export async function payOut(client: Client, visitId: string, claim: string, parts: Part[], key: string): Promise<Paid> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.pay<Paid>(`/visits/${visitId}/refund`, { claim, parts }, key);
    } catch (error) {
      if (!(error instanceof NoAnswer) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

/** A visit, for whoever has its claim. */
export function readVisit(client: Client, visitId: string, claim: string): Promise<Visit> {
  return client.get<Visit>(`/visits/${visitId}`, { headers: { "Pantbox-Claim": claim } });
}
