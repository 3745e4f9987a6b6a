// What this phone remembers, and only this phone: a random name for itself, returns that are going on, and visits with
// money in them, so that a page that was closed, reloaded or run out of battery goes on where it was.

const PHONE = "pantbox.phone";
const GOING_ON = "pantbox.return.";
const VISITS = "pantbox.visits";
const VISITS_MAX = 20;

/** A visit whose page can be opened again. */
export interface KnownVisit {
  id: string;
  claim: string;
  place: string;
  at: string;
}

/** A random name that says nothing of whose phone it is. */
export function phoneId(): string {
  const known = read<string>(PHONE);
  if (known) return known;
  const made = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  write(PHONE, made);
  return made;
}

export function goingOn<T>(sign: string): T | null {
  return read<T>(GOING_ON + sign);
}

export function keepGoingOn(sign: string, state: unknown): void {
  write(GOING_ON + sign, state);
}

export function endGoingOn(sign: string): void {
  attempt(() => localStorage.removeItem(GOING_ON + sign));
}

/** The newest first. */
export function knownVisits(): KnownVisit[] {
  return read<KnownVisit[]>(VISITS) ?? [];
}

export function rememberVisit(visit: KnownVisit): void {
  const others = knownVisits().filter((known) => known.id !== visit.id);
  write(VISITS, [visit, ...others].slice(0, VISITS_MAX));
}

export function forgetVisit(id: string): void {
  write(VISITS, knownVisits().filter((known) => known.id !== id));
}

/** The page of a visit. The claim comes after `#`, which never leaves the phone. */
export function visitPath(id: string, claim: string): string {
  return `/r/${id}#${claim}`;
}

function read<T>(key: string): T | null {
  return attempt(() => JSON.parse(localStorage.getItem(key) ?? "null") as T | null) ?? null;
}

function write(key: string, value: unknown): void {
  attempt(() => localStorage.setItem(key, JSON.stringify(value)));
}

// A private window or a full phone may have no storage: everything works without, as long as the page is open.
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
