// Scans that were refused after the person had gone on: nobody saw it on the screen, so somebody must see it here.

import { type Signal, signal } from "@preact/signals";

import type { Kept } from "./database";
import type { Answered } from "./outbox";
import type { Reply } from "./queue";
import type { WaitingLetter } from "./store";

/** What a stall is credited of a voucher it took without network, and what comes by itself when money is put on it. */
export interface Credited {
  creditedOre: number;
  waitsOre: number;
}

/** A scan, or a letter, that came to nothing or to less. `about`: what a letter was. */
export interface Trouble {
  scanId: string;
  kind: Answered["scan"]["kind"] | null;
  humanCode: string;
  about?: string;
  at: string;
  reason: string;
  credited?: Credited | undefined;
}

const NAME = "troubles";
const KEPT_MAX = 100;

export class Troubles {
  /** Newest first. */
  readonly all: Signal<Trouble[]> = signal([]);

  constructor(private readonly kept: Kept) {}

  async load(): Promise<void> {
    this.all.value = (await this.kept.get<Trouble[]>(NAME)) ?? [];
  }

  /** Keep a late answer if it is one that somebody must know of. */
  async hear({ scan, answer }: Answered): Promise<void> {
    if (answer.verdict !== "rejected") return;
    const trouble = {
      scanId: scan.id, kind: scan.kind, humanCode: answer.human_code ?? "", at: scan.at, reason: answer.reason ?? "other",
    };
    await this.keep([trouble, ...this.all.value].slice(0, KEPT_MAX));
  }

  /** The same for a letter. */
  async hearOf(letter: WaitingLetter, reply: Reply): Promise<void> {
    const reason = refusalIn(reply);
    if (reason === null) return;
    const { body, about, at } = letter;
    const trouble = { scanId: body.id, kind: null, humanCode: "", about, at, reason, credited: creditedIn(reply) };
    await this.keep([trouble, ...this.all.value].slice(0, KEPT_MAX));
  }

  /** Somebody has seen them. */
  async dismiss(): Promise<void> {
    await this.keep([]);
  }

  private async keep(troubles: Trouble[]): Promise<void> {
    this.all.value = troubles;
    await this.kept.put(NAME, troubles);
  }
}

/** Why a letter came to nothing; null if it did not. Vouchers taken without network are answered one by one, inside. */
export function refusalIn(reply: Reply): string | null {
  if (!reply.ok) return reply.code;
  const result = resultIn(reply);
  if (!result || result.outcome === "credited") return null;
  return result.reason ?? (result.outcome === "short" ? "redeemed_short" : "other");
}

/** What a stall is credited of a voucher that paid for less than it gave; undefined for all other letters. */
export function creditedIn(reply: Reply): Credited | undefined {
  const result = resultIn(reply);
  if (result?.outcome !== "short") return undefined;
  return { creditedOre: result.amount_ore ?? 0, waitsOre: result.waits_ore ?? 0 };
}

interface Result {
  outcome: string;
  reason?: string | null;
  amount_ore?: number;
  waits_ore?: number;
}

function resultIn(reply: Reply): Result | undefined {
  return reply.ok ? (reply.body as { results?: Result[] } | null)?.results?.[0] : undefined;
}
