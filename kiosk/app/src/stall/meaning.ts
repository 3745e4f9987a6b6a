// What a container before the scanner means at a stall, from what is known of it here. Pure.
//
// The law: a stall is never stopped for what we believe. Only a container taken out of use is not handed out, and one is
// taken back without network only if this device handed it out itself: then the money is certainly due.

/** What the screen is set to. */
export type Mode = "issue" | "take_back" | "swap" | "put_back";

/** The last this device did with a container today. */
export interface OwnScan {
  kind: "issue" | "refill" | "return" | "swap";
  minutesAgo: number;
  /** Whether the server has it: then the server knows at least as much as we. */
  isSent: boolean;
}

/** What this stall does with a container that is out: fill it again without asking, or ask. */
export type WhenOut = "refill" | "ask";

export interface Facts {
  mode: Mode;
  whenOut: WhenOut;
  isRetired: boolean;
  /** Whether it stands in this guest's order. */
  isInOrder: boolean;
  own: OwnScan | null;
  /** Whether the server says it is out from this stall; null when it did not answer in time. */
  outHere: boolean | null;
  isOnline: boolean;
  /** In a swap: whether the old one was scanned. */
  hasOld: boolean;
}

export type Meaning =
  | { kind: "counted_already" | "take_another" | "issue" | "refill" | "swap_new" | "ask_elsewhere" | "in_stock_already" | "put_back" }
  /** `isSure`: nobody need be asked whether its deposit is due. */
  | { kind: "take_back" | "swap_old"; isSure: boolean }
  /** It is out. `again`: it may be handed out again; read twice so soon it is the same handing out. */
  | { kind: "ask"; again: boolean };

/** Read again within this time, with nothing between, it is the same issue: as the server has it in `circulation/fold.py`. */
export const REREAD_MINUTES = 10;

export function meaningOf(facts: Facts): Meaning {
  const isOut = outHere(facts);
  if (facts.mode === "put_back") return { kind: isOut ? "put_back" : "in_stock_already" };
  if (facts.isInOrder) return { kind: "counted_already" };
  if (facts.mode === "take_back") return backOr("take_back", facts);
  if (facts.mode === "swap" && !facts.hasOld) return backOr("swap_old", facts);
  if (facts.isRetired) return { kind: "take_another" };
  if (facts.mode === "swap") return { kind: "swap_new" };
  return isOut ? whatIsOut(facts.whenOut, facts.own) : { kind: "issue" };
}

/** What a container that is out means, at a stall that hands out. */
export function whatIsOut(whenOut: WhenOut, own: OwnScan | null): Meaning {
  return whenOut === "refill" ? { kind: "refill" } : { kind: "ask", again: !isReread(own) };
}

/** Whether it is out from this stall, by whoever knows it latest. */
function outHere({ own, outHere: told }: Facts): boolean {
  if (own && (!own.isSent || told === null)) return isOutBy(own);
  return told ?? false;
}

function backOr(kind: "take_back" | "swap_old", { own, isOnline }: Facts): Meaning {
  const isSure = isOutBy(own) && !own?.isSent;
  const isLikely = isOutBy(own) && !isOnline;
  if (isSure || isLikely) return { kind, isSure: true };
  return isOnline ? { kind, isSure: false } : { kind: "ask_elsewhere" };
}

/** Whether handing it out now would be the same handing out as before. */
export function isReread(own: OwnScan | null): boolean {
  return own !== null && isOutBy(own) && own.minutesAgo <= REREAD_MINUTES;
}

function isOutBy(own: OwnScan | null): boolean {
  return own?.kind === "issue" || own?.kind === "refill";
}
