// Who this browser is. One browser can be several stations, one in each tab, each with a token of its own.

/** A station this browser was paired to. */
export interface Identity {
  sign: string;
  token: string;
  name: string;
}

const KEY = "pantbox.identities";
const TAB_KEY = "pantbox.at";

/** The identity of this tab: the one the address names (`#at=SIGN`), the tab's own, or the one used last. */
export function currentIdentity(): Identity | null {
  const wanted = fromAddress("at") ?? sessionStorage.getItem(TAB_KEY);
  const all = identities();
  const found = wanted ? all.find((one) => one.sign === wanted.toUpperCase()) : all[0];
  if (found) sessionStorage.setItem(TAB_KEY, found.sign);
  return found ?? null;
}

/** The one-time code in the address (`#pair=CODE`), once: it is wiped from the address as it is read. */
export function takePairingCode(): string | null {
  const code = fromAddress("pair");
  if (code) history.replaceState(null, "", location.pathname);
  return code;
}

/** Keep an identity, first in line, and make it this tab's. */
export function remember(identity: Identity, instead: Identity | null = null): void {
  const others = identities().filter((one) => one.sign !== identity.sign && one.token !== instead?.token);
  localStorage.setItem(KEY, JSON.stringify([identity, ...others]));
  sessionStorage.setItem(TAB_KEY, identity.sign);
  if (fromAddress("at")) history.replaceState(null, "", `${location.pathname}#at=${identity.sign}`);
}

/** Drop an identity: its device was revoked. */
export function forget(identity: Identity): void {
  localStorage.setItem(KEY, JSON.stringify(identities().filter((one) => one.token !== identity.token)));
  sessionStorage.removeItem(TAB_KEY);
}

function identities(): Identity[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]") as Identity[];
  } catch {
    return [];
  }
}

function fromAddress(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}
