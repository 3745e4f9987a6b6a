// What a station keeps in this browser: the scans that wait, and a few things it must still know after it was killed.

import { type DBSchema, type IDBPDatabase, openDB, type OpenDBCallbacks } from "idb";

import type { WaitingLetter, WaitingScan } from "./store";

export interface StationSchema extends DBSchema {
  /** The key is the sequence number, and never used twice. */
  scans: { key: number; value: WaitingScan };
  /** What else must be told, and was not yet. The key is as that of scans. */
  letters: { key: number; value: WaitingLetter };
  /** Small things by name: what the server said last, a guest's visit, what waits to be told. */
  kept: { key: string; value: unknown };
}

export type StationDatabase = IDBPDatabase<StationSchema>;

const VERSION = 3;

const CALLBACKS: OpenDBCallbacks<StationSchema> = {
  upgrade(made, before) {
    if (before < 1) made.createObjectStore("scans", { keyPath: "seq", autoIncrement: true });
    if (before < 2) made.createObjectStore("kept");
    if (before < 3) made.createObjectStore("letters", { keyPath: "seq", autoIncrement: true });
  },
  // Another tab brings a newer version: let it.
  blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
  // Nothing more can be written down by this page: a fresh one finds out whether there is storage at all.
  terminated: () => location.reload(),
};

/**
 * The database of one station on this device, or null where the browser has none to give. A newer version of the app adds
 * to it and takes nothing away: what an older one wrote down is still sent.
 */
export async function openDatabase(sign: string): Promise<StationDatabase | null> {
  const name = `pantbox-${sign}`;
  try {
    return await openDB<StationSchema>(name, VERSION, CALLBACKS);
  } catch (error) {
    // The app went back to an older version than the one that was here: what is there is all it needs, and more.
    const isNewer = (error as DOMException).name === "VersionError";
    return isNewer ? openDB<StationSchema>(name, undefined, CALLBACKS).catch(() => null) : null;
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
