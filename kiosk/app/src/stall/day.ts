// The scans of this stall's day, by all of its devices: what can be undone.

import { computed, type Signal, signal } from "@preact/signals";

import type { ScanKind, Verdict } from "../api/types";
import type { Session } from "../station/session";
import { type DayScan, OwnScans } from "./own";

export type { DayScan } from "./own";

interface ScanRow {
  id: string;
  kind: ScanKind;
  at: string;
  code: string;
  human_code: string | null;
  type_id: number | null;
  verdict: Verdict;
  undone: boolean;
}

const UNDOABLE: ReadonlySet<ScanKind> = new Set(["issue", "refill", "return", "swap"]);

export class Day {
  readonly own: OwnScans;
  /** What the server said last, of all devices. */
  private readonly told: Signal<readonly DayScan[]> = signal([]);
  /** Newest first: what the server knows, and what it does not know yet. */
  readonly scans = computed(() => {
    const told = new Set(this.told.value.map((scan) => scan.id));
    const undone = new Set(this.own.all.value.filter((scan) => scan.isUndone).map((scan) => scan.id));
    const others = this.told.value.map((scan) => (undone.has(scan.id) ? { ...scan, isUndone: true } : scan));
    const all = [...this.own.all.value.filter((scan) => !told.has(scan.id)), ...others];
    return all.sort((a, b) => b.at.getTime() - a.at.getTime());
  });

  constructor(private readonly session: Session) {
    this.own = new OwnScans(session.kept, () => session.clock.now());
  }

  /** Ask what all devices of this stall scanned today. Without an answer our own scans remain. */
  async refresh(): Promise<void> {
    const said = await this.session.client.get<{ scans: ScanRow[] }>("/station/scans").catch(() => null);
    if (!said) return;
    this.told.value = said.scans
      .filter((row) => UNDOABLE.has(row.kind) && row.verdict !== "rejected")
      .map((row) => ({
        id: row.id, kind: row.kind, code: row.code, humanCode: row.human_code ?? "", typeId: row.type_id,
        at: new Date(row.at), isUndone: row.undone,
      }));
  }

  /** Undone, or not after all: shown at once, whoever scanned it. */
  mark(scanId: string, isUndone: boolean): void {
    this.own.mark(scanId, isUndone);
    this.told.value = this.told.value.map((scan) => (scan.id === scanId ? { ...scan, isUndone } : scan));
  }

  /** The handing out of a container that still stands, if it was today and by one of this stall's devices. */
  issueOf(humanCode: string): DayScan | null {
    const last = this.scans.value.find((scan) => scan.humanCode === humanCode && !scan.isUndone);
    return last?.kind === "issue" ? last : null;
  }
}
