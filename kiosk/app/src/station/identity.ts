// Who this browser is. One browser can be several stations, one in each tab, each with a token of its own.
//
// They are kept where the scans are: the browser's simpler storage is written to disk when it pleases, and a device that
// lost its power a moment after it was paired would have forgotten who it is.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** A station this browser was paired to. */
export interface Identity {
  sign: string;
  token: string;
  name: string;
  /** The station's id, once the device was moved: then it says with everything where it stood. */
  stationId?: number;
}

interface Schema extends DBSchema {
  identities: { key: string; value: Identity & { usedAt: number } };
}

const TAB_KEY = "pantbox.at";
let opened: Promise<IDBPDatabase<Schema> | null> | null = null;
/** Where the browser keeps nothing, who it is lasts as long as the page. */
const inMemory = new Map<string, Identity>();

/** The identity of this tab: the one the address names (`#at=SIGN`), the tab's own, or the one used last. */
export async function currentIdentity(): Promise<Identity | null> {
  const wanted = fromAddress("at") ?? sessionStorage.getItem(TAB_KEY);
  const all = await identities();
  const found = wanted ? all.find((one) => one.sign === wanted.toUpperCase()) : all[0];
  if (found) await use(found);
  return found ?? null;
}

/** This tab is that station, and so is the next one that does not say which. */
async function use(identity: Identity): Promise<void> {
  sessionStorage.setItem(TAB_KEY, identity.sign);
  await (await database())?.put("identities", { ...identity, usedAt: Date.now() }).catch(() => undefined);
}

/** The one-time code in the address (`#pair=CODE`), once: it is wiped from the address as it is read. */
export function takePairingCode(): string | null {
  const code = fromAddress("pair");
  if (code) history.replaceState(null, "", location.pathname);
  return code;
}

/** Keep an identity, first in line, and make it this tab's; with what it was `before`, whose scans may still wait. */
export async function remember(identity: Identity, before: Identity | null = null): Promise<void> {
  inMemory.set(identity.sign, identity);
  const transaction = (await database())?.transaction("identities", "readwrite", { durability: "strict" });
  if (before && before.sign !== identity.sign) {
    inMemory.set(before.sign, before);
    await transaction?.store.put({ ...before, usedAt: Date.now() - 1 });
  }
  await transaction?.store.put({ ...identity, usedAt: Date.now() });
  await transaction?.done;
  sessionStorage.setItem(TAB_KEY, identity.sign);
  if (fromAddress("at")) history.replaceState(null, "", `${location.pathname}#at=${identity.sign}`);
}

/** Drop an identity: its device was revoked. */
export async function forget(identity: Identity): Promise<void> {
  inMemory.delete(identity.sign);
  await (await database())?.delete("identities", identity.sign);
  sessionStorage.removeItem(TAB_KEY);
}

/** All stations this browser was paired to, the one used last first. */
export async function identities(): Promise<Identity[]> {
  const kept = await (await database())?.getAll("identities");
  return kept ? kept.sort((a, b) => b.usedAt - a.usedAt) : [...inMemory.values()].reverse();
}

function database(): Promise<IDBPDatabase<Schema> | null> {
  opened ??= openDB<Schema>("pantbox", 1, {
    upgrade: (made) => void made.createObjectStore("identities", { keyPath: "sign" }),
  }).catch(() => null);
  return opened;
}

function fromAddress(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}
