// What this device scanned itself today, kept across reloads and without network: to know a container again, and to undo.

import { type Signal, signal } from "@preact/signals";

import type { ScanKind } from "../api/types";
import type { Kept } from "../outbox/database";

/** A scan of this stall's day. */
export interface DayScan {
  id: string;
  kind: ScanKind;
  code: string;
  humanCode: string;
  typeId: number | null;
  at: Date;
  isUndone: boolean;
}

/** Kept in pages, so that one scan more rewrites a few rows and not the whole day. */
const PAGE_SIZE = 100;
const PAGES_MAX = 40;
const DAY_MS = 24 * 3_600_000;

export class OwnScans {
  /** Newest first. */
  readonly all: Signal<readonly DayScan[]> = signal([]);
  private readonly latest = new Map<string, DayScan>();
  private pages: DayScan[][] = [[]];
  private page = 0;

  constructor(private readonly kept: Kept, private readonly now: () => Date) {}

  /** Remember what an earlier page of this device scanned. */
  async load(): Promise<void> {
    const found = await Promise.all(
      Array.from({ length: PAGES_MAX }, (_, place) => this.kept.get<DayScan[]>(nameOf(place))),
    );
    const since = this.now().getTime() - DAY_MS;
    this.pages = found.map((page) => (page ?? []).filter((scan) => scan.at.getTime() > since));
    const all = this.pages.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
    this.page = Math.max(0, this.pages.findIndex((page) => all.length > 0 && page.includes(all.at(-1) as DayScan)));
    for (const scan of all) if (!scan.isUndone) this.latest.set(scan.humanCode, scan);
    this.all.value = all.reverse();
  }

  /** Remember a scan. Of more than some thousand a day the oldest are forgotten here; the server has them. */
  note(scan: Omit<DayScan, "isUndone">): void {
    if ((this.pages[this.page]?.length ?? 0) >= PAGE_SIZE) {
      this.page = (this.page + 1) % PAGES_MAX;
      this.pages[this.page] = [];
    }
    const noted = { ...scan, isUndone: false };
    this.pages[this.page] = [...(this.pages[this.page] ?? []), noted];
    this.latest.set(noted.humanCode, noted);
    this.all.value = [noted, ...this.all.value].slice(0, PAGE_SIZE * PAGES_MAX);
    void this.kept.put(nameOf(this.page), this.pages[this.page]);
  }

  /** It never was, or it was after all. */
  mark(scanId: string, isUndone: boolean): void {
    const place = this.pages.findIndex((page) => page.some((scan) => scan.id === scanId));
    if (place < 0) return;
    this.all.value = this.all.value.map((scan) => (scan.id === scanId ? { ...scan, isUndone } : scan));
    this.pages[place] = (this.pages[place] ?? []).map((scan) => (scan.id === scanId ? { ...scan, isUndone } : scan));
    for (const scan of this.pages[place] ?? []) if (scan.id === scanId) this.remember(scan.humanCode);
    void this.kept.put(nameOf(place), this.pages[place]);
  }

  /** The last that was done with a container here, of what was not undone. */
  lastOf(humanCode: string): DayScan | null {
    return humanCode === "" ? null : (this.latest.get(humanCode) ?? null);
  }

  private remember(humanCode: string): void {
    const standing = this.all.value.find((scan) => scan.humanCode === humanCode && !scan.isUndone);
    if (standing) this.latest.set(humanCode, standing);
    else this.latest.delete(humanCode);
  }
}

function nameOf(page: number): string {
  return `day-${page}`;
}
