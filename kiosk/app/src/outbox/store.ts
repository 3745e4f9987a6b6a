// Where scans and letters wait until the server has answered them: in the browser's database, so that a killed page loses none.

import type { IDBPDatabase, StoreNames } from "idb";

import type { ScanKind } from "../api/types";
import type { Stamp } from "./clock";
import type { StationDatabase, StationSchema } from "./database";

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

/** Something else to tell the server. It is known again by its body's id: sent twice it counts once. */
export interface Letter {
  path: string;
  body: { id: string } & Record<string, unknown>;
  /** For people: what it was, should it come to nothing. */
  about: string;
  /** It only makes sense once every scan made before it is in. */
  afterScans?: boolean;
}

/** A letter on its way. `at`: this device's time when it was written; `stamp`: that, to be corrected as a scan's is. */
export interface WaitingLetter extends Letter {
  at: string;
  seq: number;
  stamp?: Stamp;
  /** The server failed over it again and again: nothing waits for it any more. */
  setAside?: boolean;
}

/** A queue that survives the page: in order, oldest first. */
export interface Store<T extends { seq: number }> {
  /** Whether what is written here outlives the page. */
  readonly isLasting: boolean;
  /** Write things down, all or none. Throws `StorageRefused`. */
  add(things: readonly Omit<T, "seq">[]): Promise<T[]>;
  oldest(count: number): Promise<T[]>;
  newest(): Promise<T | undefined>;
  /** Drop these, which are among the oldest. */
  remove(things: readonly T[]): Promise<void>;
  /** Put one behind all others. */
  defer(thing: T): Promise<void>;
  count(): Promise<number>;
}

export type OutboxStore = Store<WaitingScan>;

/** The outbox's store in this database; in memory where there is none. */
export function storeIn(database: StationDatabase | null): OutboxStore {
  return database ? new DatabaseStore<WaitingScan>(database, "scans") : new MemoryStore<WaitingScan>();
}

/** The same for letters. */
export function lettersIn(database: StationDatabase | null): Store<WaitingLetter> {
  return database ? new DatabaseStore<WaitingLetter>(database, "letters") : new MemoryStore<WaitingLetter>();
}

class DatabaseStore<T extends { seq: number }> implements Store<T> {
  readonly isLasting = true;
  private readonly database: IDBPDatabase;

  constructor(database: StationDatabase, private readonly name: StoreNames<StationSchema>) {
    this.database = database as unknown as IDBPDatabase;
  }

  async add(things: readonly Omit<T, "seq">[]): Promise<T[]> {
    try {
      // Power may fail a moment after the screen said yes.
      const transaction = this.database.transaction(this.name, "readwrite", { durability: "strict" });
      // One that fails at once rejects as one that fails later does: either way nothing of its neighbours stays behind.
      const seqs = things.map(async (thing) => transaction.store.add(thing));
      await Promise.all(seqs).catch((error: unknown) => abandon(transaction, error));
      await transaction.done;
      return Promise.all(things.map(async (thing, place) => ({ ...thing, seq: (await seqs[place]) as number }) as T));
    } catch {
      throw new StorageRefused();
    }
  }

  oldest(count: number): Promise<T[]> {
    return this.database.getAll(this.name, null, count);
  }

  async newest(): Promise<T | undefined> {
    return (await this.database.transaction(this.name).store.openCursor(null, "prev"))?.value;
  }

  async remove(things: readonly T[]): Promise<void> {
    const [first, last] = [things[0], things.at(-1)];
    if (!first || !last) return;
    // What is lost of this in a power cut is sent again, and answered as before.
    const transaction = this.database.transaction(this.name, "readwrite", { durability: "relaxed" });
    const isOneRun = last.seq - first.seq === things.length - 1;
    const keys = isOneRun ? [IDBKeyRange.bound(first.seq, last.seq)] : things.map((thing) => thing.seq);
    await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
  }

  async defer(thing: T): Promise<void> {
    const { seq, ...rest } = thing;
    const transaction = this.database.transaction(this.name, "readwrite", { durability: "strict" });
    await Promise.all([transaction.store.delete(seq), transaction.store.add(rest), transaction.done]);
  }

  count(): Promise<number> {
    return this.database.count(this.name);
  }
}

/** Take back what a transaction did so far. */
function abandon(transaction: { abort(): void; done: Promise<void> }, error: unknown): never {
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch {
    // It was taken back already.
  }
  throw error;
}

class MemoryStore<T extends { seq: number }> implements Store<T> {
  readonly isLasting = false;
  private things: T[] = [];
  private seq = 0;

  async add(things: readonly Omit<T, "seq">[]): Promise<T[]> {
    const waiting = things.map((thing) => ({ ...thing, seq: ++this.seq }) as T);
    this.things.push(...waiting);
    return waiting;
  }

  async oldest(count: number): Promise<T[]> {
    return this.things.slice(0, count);
  }

  async newest(): Promise<T | undefined> {
    return this.things.at(-1);
  }

  async remove(things: readonly T[]): Promise<void> {
    const gone = new Set(things.map((thing) => thing.seq));
    this.things = this.things.filter((thing) => !gone.has(thing.seq));
  }

  async defer(thing: T): Promise<void> {
    await this.remove([thing]);
    this.things.push({ ...thing, seq: ++this.seq });
  }

  async count(): Promise<number> {
    return this.things.length;
  }
}
