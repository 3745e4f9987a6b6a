// Where scans wait until the server has answered them: in the browser's database, so that a killed page loses none.

import type { ScanKind } from "../api/types";
import type { Stamp } from "./clock";
import type { StationDatabase } from "./database";

/** What happened, as a station says it. */
export interface Draft {
  kind: ScanKind;
  code: string;
  /** By default the outbox gives it one. */
  id?: string;
  visit?: string;
  /** A slip the guest scanned first: the money goes onto it. */
  slip?: string;
  terms?: number;
  undoes?: string;
  swap_with?: string;
  quantity?: number;
  bag?: string;
  reason?: string;
  /** What the device told the person by itself, without the server. */
  told?: "accepted" | "held" | "rejected";
}

/** A scan on its way. Sent again it is the same, to the letter. */
export interface WaitingScan extends Draft, Stamp {
  id: string;
  seq: number;
}

/** The browser will not write it down: no room, or no storage. Nobody may be told yes. */
export class StorageRefused extends Error {
  readonly code = "storage_refused";

  constructor() {
    super("storage_refused");
    this.name = "StorageRefused";
  }
}

export interface OutboxStore {
  /** Whether what is written here outlives the page. */
  readonly isLasting: boolean;
  /** Write scans down, all or none. Throws `StorageRefused`. */
  add(scans: readonly Omit<WaitingScan, "seq">[]): Promise<WaitingScan[]>;
  oldest(count: number): Promise<WaitingScan[]>;
  newest(): Promise<WaitingScan | undefined>;
  /** Drop these, which are the oldest. */
  remove(scans: readonly WaitingScan[]): Promise<void>;
  count(): Promise<number>;
}

/** The outbox's store in this database; in memory where there is none. */
export function storeIn(database: StationDatabase | null): OutboxStore {
  return database ? new DatabaseStore(database) : new MemoryStore();
}

class DatabaseStore implements OutboxStore {
  readonly isLasting = true;

  constructor(private readonly database: StationDatabase) {}

  async add(scans: readonly Omit<WaitingScan, "seq">[]): Promise<WaitingScan[]> {
    try {
      const transaction = this.database.transaction("scans", "readwrite", { durability: "strict" });
      const seqs = await Promise.all(scans.map((scan) => transaction.store.add(scan as WaitingScan)));
      await transaction.done;
      return scans.map((scan, place) => ({ ...scan, seq: seqs[place] ?? 0 }));
    } catch {
      throw new StorageRefused();
    }
  }

  oldest(count: number): Promise<WaitingScan[]> {
    return this.database.getAll("scans", null, count);
  }

  async newest(): Promise<WaitingScan | undefined> {
    return (await this.database.transaction("scans").store.openCursor(null, "prev"))?.value;
  }

  async remove(scans: readonly WaitingScan[]): Promise<void> {
    const [first, last] = [scans[0], scans.at(-1)];
    if (first && last) await this.database.delete("scans", IDBKeyRange.bound(first.seq, last.seq));
  }

  count(): Promise<number> {
    return this.database.count("scans");
  }
}

class MemoryStore implements OutboxStore {
  readonly isLasting = false;
  private scans: WaitingScan[] = [];
  private seq = 0;

  async add(scans: readonly Omit<WaitingScan, "seq">[]): Promise<WaitingScan[]> {
    const waiting = scans.map((scan) => ({ ...scan, seq: ++this.seq }));
    this.scans.push(...waiting);
    return waiting;
  }

  async oldest(count: number): Promise<WaitingScan[]> {
    return this.scans.slice(0, count);
  }

  async newest(): Promise<WaitingScan | undefined> {
    return this.scans.at(-1);
  }

  async remove(scans: readonly WaitingScan[]): Promise<void> {
    this.scans.splice(0, scans.length);
  }

  async count(): Promise<number> {
    return this.scans.length;
  }
}
