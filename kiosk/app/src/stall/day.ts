// The scans of this stall's day, by all of its devices: what can be undone.

import { type Signal, signal } from "@preact/signals";

import type { ScanKind, Verdict } from "../api/types";
import type { Session } from "../station/session";

export interface DayScan {
  id: string;
  kind: ScanKind;
  code: string;
  humanCode: string;
  typeId: number | null;
  at: Date;
  isUndone: boolean;
}

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

const UNDOABLE: ReadonlySet<ScanKind> = new Set(["issue", "return", "swap"]);

export class Day {
  /** Newest first. */
  readonly scans: Signal<DayScan[]> = signal([]);

  constructor(private readonly session: Session) {}

  /** Remember a scan of our own, for when the server cannot be asked. */
  note(scan: Omit<DayScan, "isUndone">): void {
    this.scans.value = [{ ...scan, isUndone: false }, ...this.scans.value];
  }

  /** Ask what all devices of this stall scanned today. Without an answer our own scans remain. */
  async refresh(): Promise<void> {
    const said = await this.session.client.get<{ scans: ScanRow[] }>("/station/scans").catch(() => null);
    if (!said) return;
    this.scans.value = said.scans
      .filter((row) => UNDOABLE.has(row.kind) && row.verdict !== "rejected")
      .map((row) => ({
        id: row.id, kind: row.kind, code: row.code, humanCode: row.human_code ?? "", typeId: row.type_id,
        at: new Date(row.at), isUndone: row.undone,
      }));
  }
}
