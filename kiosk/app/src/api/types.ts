// What the API says, as far as stations read it. Amounts are whole øre.

export type StationKind = "stall" | "pant_box" | "cash_desk" | "wash" | "store";
export type FillState = "open" | "nearly_full" | "full" | "out_of_order" | "closed";
export type RailName = "voucher" | "slip" | "cash" | "donation";
export type Verdict = "accepted" | "duplicate" | "held" | "rejected";
export type ScanKind =
  | "issue" | "return" | "collect" | "wash" | "dispatch" | "receive" | "count" | "retire" | "lost" | "write_off"
  | "undo" | "swap" | "empty" | "refill";
export type Names = Record<string, string>;

export interface ContainerType {
  id: number;
  slug: string;
  names: Names;
  picture: string;
  /** GRAI asset type: 12 digits and a check digit. */
  asset: string;
  deposit_ore: number;
}

export interface Box {
  sign: string;
  name: string;
  number: number;
  fill_state: FillState;
  latitude: number | null;
  longitude: number | null;
}

export interface Cause {
  key: string;
  name: string;
}

/** `GET /station`: who this device is, and what holds here now. */
export interface StationView {
  device: { id: number; name: string };
  station: {
    id: number; kind: StationKind; name: string; number: number; sign: string; has_screen: boolean; fill_state: FillState;
    fill_percent: number | null; fill_at: string | null; capacity: number | null;
    /** At a stall: what is done with a container that is out. Not told by an older server: it is asked. */
    when_out?: "ask" | "refill";
  };
  event: {
    id: number; slug: string; name: string; timezone: string; currency: string; rails: RailName[]; causes: Cause[];
    return_until: string | null; self_moving?: boolean;
  };
  terms: { version: number; deposits: Record<string, number> };
  types: ContainerType[];
  /** Hashes of containers that are no longer handed out. */
  retired: string[];
  /** The rules, by language; kept by an older version of the app they were something else. */
  rulebook?: Record<string, { own: string; guests: RuleSection[]; stalls: RuleSection[] }>;
  /** Hashes of the crew's slips. */
  crew?: string[];
  today: { issued: number; returned: number; unseen: number };
  boxes: Box[];
  /** The bounds that hold now. */
  limits?: { offline_redeem_ore: number; unreadable_per_visit_max: number; unseen_per_period_max: number };
  /** Something fails, and bounds are looser until it works again. */
  continuity?: { since: string; reason: "network" | "printers" | "payments" } | null;
  /** The event's stalls, told to stalls only: to any of them a stall's device may be moved. */
  stalls?: { id: number; sign: string; name: string; number: number }[];
  stock?: StockHere[];
  /** How many requests for more nobody answered, and how many deliveries are on their way here. */
  requests_open?: number;
  deliveries_open?: number;
  box_code: string | null;
  server_time: string;
}

/** A part of the rules. `picture` is one of our drawings. */
export interface RuleSection {
  key: string;
  picture: string;
  title: string;
  lines: string[];
}

/** A type at this stall. `left` is null where it is handed out without scanning; `minutes_left` where it lasts. */
export interface StockHere {
  type_id: number;
  delivered: number;
  out: number;
  left: number | null;
  basis: "scanned" | "counted" | "unknown";
  minutes_left: number | null;
}

/** `GET /codes`: what a code names, and where that stands. */
export interface CodeView {
  kind: "container" | "type" | "crate" | "bag" | "slip" | "voucher" | "station" | "ticket";
  container: {
    id: number; grai: string; human_code: string; type_id: number; state: string; out?: boolean; out_here: boolean; trip?: string | null; again?: boolean;
  } | null;
  bearer: BearerView | null;
  station: { sign: string; kind: StationKind; name: string; number: number } | null;
}

export interface BearerView {
  kind: "slip" | "voucher";
  number: number | null;
  amount_ore: number;
  left_ore: number;
  valid_until: string | null;
}

/** What one scan was told. */
export interface ScanAnswer {
  id: string;
  verdict: Verdict;
  reason?: string | null;
  standing: Verdict;
  container?: string | null;
  human_code?: string | null;
  type?: string | null;
  type_id?: number | null;
  deposit_ore?: number | null;
  /** The scan that opened the trip it belongs to. */
  trip?: string | null;
  elsewhere?: { station: string; at: string } | null;
}

/** The money of one guest's returns. */
export interface VisitSum {
  id: string;
  claim: string;
  credited_ore: number;
  paid_ore: number;
  left_ore: number;
  held: number;
  /** The slip it went onto by itself, because the guest scanned that first. */
  slip?: { number: number; left_ore: number } | null;
  /** Why the slip that was named did not take it. */
  slip_refused?: string | null;
}
