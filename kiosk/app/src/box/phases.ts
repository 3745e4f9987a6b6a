// What a pant box's screen does next. Pure: what is shown, what happened, what is known, and out comes what is shown then.
//
// The law here: the next person never sees another's money, nothing is a dead end, and nothing waits for a network.

export type PhaseName = "attract" | "scanning" | "waiting" | "choice" | "slip-wanted" | "donate" | "ticket" | "paid" | "staff";
export type TicketWhy = "cash" | "later" | "held" | "received";

/** What is known of the visit in progress. */
export interface Facts {
  /** Containers taken, whatever came of them. */
  taken: number;
  /** Of these, those the server has not answered yet. */
  unanswered: number;
  held: number;
  leftOre: number;
  /** A slip was scanned first and took nothing ill. */
  hasSlip: boolean;
  isOnline: boolean;
  /** The device can promise on its own: it has a key. */
  canPromise: boolean;
}

export type Happening = "done" | "time-up" | "answered" | "left";

/** The next phase. `pay-on-slip` and `on-slip` end in a thank-you; `park` leaves a ticket that only the crew can show. */
export type Next =
  | { to: "attract" | "choice" | "waiting" | "stay" | "pay-on-slip" | "on-slip" | "slip-wanted" | "park" }
  | { to: "ticket"; why: TicketWhy };

export const SECONDS: Record<Exclude<PhaseName, "attract">, number> = {
  scanning: 30, waiting: 6, choice: 60, "slip-wanted": 60, donate: 60, ticket: 45, paid: 90, staff: 120,
};
/** Who empties a sack turns round to it now and then. */
export const BULK_SECONDS = 60;
export const THANKS_SECONDS = 15;
/** From so many containers on, answers no longer fill the screen: somebody brings many. */
export const BULK_FROM = 10;
/** After a crash a visit goes on for whoever still stands there; later it is put by. */
export const RESUME_SECONDS = 60;

/** What comes after `happening` while `phase` is shown. */
export function next(phase: PhaseName, happening: Happening, facts: Facts): Next {
  if (happening === "left") return { to: "attract" };
  switch (phase) {
    case "attract":
      return { to: "stay" };
    case "scanning":
      return happening === "answered" ? { to: "stay" } : afterDone(facts);
    case "waiting":
      if (facts.unanswered === 0) return afterDone(facts);
      return happening === "time-up" ? withoutAnswer(facts) : { to: "stay" };
    case "choice":
    case "slip-wanted":
    case "donate":
      return happening === "time-up" ? { to: "park" } : { to: "stay" };
    case "ticket":
    case "paid":
    case "staff":
      return happening === "time-up" ? { to: "attract" } : { to: "stay" };
  }
}

function afterDone(facts: Facts): Next {
  if (facts.taken === 0) return { to: "attract" };
  if (facts.unanswered > 0) return facts.isOnline ? { to: "waiting" } : withoutAnswer(facts);
  if (facts.hasSlip) return { to: facts.leftOre > 0 ? "pay-on-slip" : "on-slip" };
  if (facts.leftOre > 0) return { to: "choice" };
  return facts.held > 0 ? { to: "ticket", why: "held" } : { to: "attract" };
}

/** The server is silent, and nobody stands and waits for it: the slip has it, or a ticket does. */
function withoutAnswer(facts: Facts): Next {
  if (facts.hasSlip) return { to: "on-slip" };
  return facts.canPromise ? { to: "ticket", why: "received" } : { to: "slip-wanted" };
}

/** Whether a container may be taken: whoever brings it must leave with its money, a ticket, or a slip that gets it. */
export function mayTake(facts: Facts): boolean {
  return facts.isOnline || facts.canPromise || facts.hasSlip;
}

/** Whether whoever stands before the box now is plausibly the guest of a visit that was interrupted. */
export function isResumed(keptAtMs: number, nowMs: number): boolean {
  const age = nowMs - keptAtMs;
  return age >= 0 && age <= RESUME_SECONDS * 1_000;
}

export type FillState = "open" | "nearly_full" | "full" | "out_of_order" | "closed";

/** What the crew said at the box that the server has not heard yet. */
export interface Told {
  state?: "open" | "out_of_order" | "closed";
  fillPercent?: number;
}

const FULL_PERCENT = 95;
const NEARLY_FULL_PERCENT = 80;

/** How full a box is by what was known last and what it took since. Without a capacity only what was said counts, and of
 * one that was emptied nobody knows: null. */
export function fillNow(
  knownPercent: number | null, takenSince: number, capacity: number | null, told: Told | null,
): number | null {
  const from = told?.fillPercent ?? knownPercent ?? 0;
  return capacity ? Math.min(100, from + Math.floor((takenSince * 100) / capacity)) : from || null;
}

/** Whether the box takes a visit, and if not why: the same words as the server's. */
export function stateNow(known: FillState, percent: number | null, told: Told | null): FillState {
  const said = told?.state ?? (known === "out_of_order" || known === "closed" ? known : "open");
  if (said !== "open") return said;
  if (percent === null) return "open";
  if (percent >= FULL_PERCENT) return "full";
  return percent >= NEARLY_FULL_PERCENT ? "nearly_full" : "open";
}

/** Eight directions of the compass, clockwise from north: what a sign says of the way. */
export const DIRECTIONS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

/** In which direction `north` and `east` metres lie. */
export function directionOf(north: number, east: number): (typeof DIRECTIONS)[number] {
  const eighth = Math.round((Math.atan2(east, north) * 4) / Math.PI);
  return DIRECTIONS[(eighth + DIRECTIONS.length) % DIRECTIONS.length] ?? "n";
}
