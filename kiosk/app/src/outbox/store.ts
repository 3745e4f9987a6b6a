// Where scans wait until the server has answered them: in the browser's database, so that a killed page loses none.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import type { ScanKind } from "../api/types";

/** What happened, as a station says it. */
export interface Draft {
  kind: ScanKind;
  code: string;
  /** By default the outbox gives it one. */
  id?: string;
  visit?: string;
  terms?: number;
  undoes?: string;
  swap_with?: string;
  quantity?: number;
  bag?: string;
  reason?: string;
}

/** A scan on its way. Sent again it is the same, to the letter. */
export interface WaitingScan extends Draft {
  id: string;
  seq: number;
  at: string;
}

export interface OutboxStore {
  add(scan: Omit<WaitingScan, "seq">): Promise<WaitingScan>;
  oldest(count: number): Promise<WaitingScan[]>;
  remove(scans: readonly WaitingScan[]): Promise<void>;
  count(): Promise<number>;
}

interface Schema extends DBSchema {
  scans: { key: number; value: WaitingScan };
}

/** The outbox of one station on this device; in memory where the browser has no database to give. */
export async function openStore(sign: string): Promise<OutboxStore> {
  try {
    const database = await openDB<Schema>(`pantbox-${sign}`, 1, {
      // The key is the sequence number, and never used twice.
      upgrade: (made) => void made.createObjectStore("scans", { keyPath: "seq", autoIncrement: true }),
    });
    void navigator.storage?.persist?.();
    return new DatabaseStore(database);
  } catch {
    return new MemoryStore();
  }
}

class DatabaseStore implements OutboxStore {
  constructor(private readonly database: IDBPDatabase<Schema>) {}

  async add(scan: Omit<WaitingScan, "seq">): Promise<WaitingScan> {
    const transaction = this.database.transaction("scans", "readwrite", { durability: "strict" });
    const [seq] = await Promise.all([transaction.store.add(scan as WaitingScan), transaction.done]);
    return { ...scan, seq };
  }

  oldest(count: number): Promise<WaitingScan[]> {
    return this.database.getAll("scans", null, count);
  }

  async remove(scans: readonly WaitingScan[]): Promise<void> {
    const transaction = this.database.transaction("scans", "readwrite");
    await Promise.all([...scans.map((scan) => transaction.store.delete(scan.seq)), transaction.done]);
  }

  count(): Promise<number> {
    return this.database.count("scans");
  }
}

class MemoryStore implements OutboxStore {
  private scans: WaitingScan[] = [];
  private seq = 0;

  async add(scan: Omit<WaitingScan, "seq">): Promise<WaitingScan> {
    const waiting = { ...scan, seq: ++this.seq };
    this.scans.push(waiting);
    return waiting;
  }

  async oldest(count: number): Promise<WaitingScan[]> {
    return this.scans.slice(0, count);
  }

  async remove(scans: readonly WaitingScan[]): Promise<void> {
    const gone = new Set(scans.map((scan) => scan.seq));
    this.scans = this.scans.filter((scan) => !gone.has(scan.seq));
  }

  async count(): Promise<number> {
    return this.scans.length;
  }
}
