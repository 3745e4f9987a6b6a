// What a station keeps in this browser: the scans that wait, and a few things it must still know after it was killed.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import type { WaitingScan } from "./store";

export interface StationSchema extends DBSchema {
  /** The key is the sequence number, and never used twice. */
  scans: { key: number; value: WaitingScan };
  /** Small things by name: what the server said last, a guest's visit, what waits to be told. */
  kept: { key: string; value: unknown };
}

export type StationDatabase = IDBPDatabase<StationSchema>;

const VERSION = 2;

/**
 * The database of one station on this device, or null where the browser has none to give. A newer version of the app adds
 * to it and takes nothing away: what an older one wrote down is still sent.
 */
export async function openDatabase(sign: string): Promise<StationDatabase | null> {
  try {
    return await openDB<StationSchema>(`pantbox-${sign}`, VERSION, {
      upgrade(made, before) {
        if (before < 1) made.createObjectStore("scans", { keyPath: "seq", autoIncrement: true });
        if (before < 2) made.createObjectStore("kept");
      },
      // Another tab brings a newer version: let it.
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    });
  } catch {
    return null;
  }
}

/** Small things a station must still know after its page was killed. */
export class Kept {
  private readonly inMemory = new Map<string, unknown>();

  constructor(private readonly database: StationDatabase | null) {}

  async get<T>(name: string): Promise<T | undefined> {
    const found = await this.database?.get("kept", name).catch(() => undefined);
    return (found ?? this.inMemory.get(name)) as T | undefined;
  }

  /** Keep a value under a name. Where the browser refuses, it is kept until the page ends. */
  async put(name: string, value: unknown): Promise<void> {
    this.inMemory.set(name, value);
    await this.database?.put("kept", value, name).catch(() => undefined);
  }

  async drop(name: string): Promise<void> {
    this.inMemory.delete(name);
    await this.database?.delete("kept", name).catch(() => undefined);
  }
}
