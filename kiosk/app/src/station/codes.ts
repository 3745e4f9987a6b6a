// What a device can tell of a code by itself, when the server does not answer in time.

import { NoAnswer, Refused } from "../api/client";
import type { BearerView, CodeView, ContainerType } from "../api/types";
import type { Session } from "./session";

/** A container before a scanner. */
export interface ReadContainer {
  /** The scanner's text: goes out with the scan as it was read. */
  code: string;
  /** Null for a code typed by hand that only the server can resolve. */
  type: ContainerType | null;
  humanCode: string;
  /** Whether it is out, by an open trip of this stall. Unknown counts as not. */
  outHere: boolean;
  retired: boolean;
}

export type Read =
  | { kind: "container"; container: ReadContainer }
  | { kind: "bearer"; code: string; bearer: BearerView; isSlip: boolean }
  | { kind: "station"; sign: string; station: NonNullable<CodeView["station"]> }
  | { kind: "ticket"; visitId: string; claim: string }
  | { kind: "other"; what: CodeView["kind"]; code: string }
  | { kind: "refused"; reason: string };

const GRAI = /8003[/)]?0(\d{13})([0-9A-Z]{16})/i;
/** A voucher's or slip's sixteen signs, typed as they stand on it, without the letter its bar code has. */
const BARE_BEARER = /^([0-9A-HJKMNP-TV-Z]{16})$/i;
const BEARER_IN_TEXT = /([0-9A-HJKMNP-TV-Z]{16})$/i;
const TICKET = /\/r\/([0-9a-f-]{32,36})#([^#]+)$/i;

/** What `text` is: by the server, or when that is silent, as far as its own text says. */
export async function readCode(session: Session, text: string): Promise<Read> {
  const ticket = TICKET.exec(text.trim());
  if (ticket?.[1] && ticket[2]) return { kind: "ticket", visitId: ticket[1].toLowerCase(), claim: ticket[2] };
  const bare = BARE_BEARER.exec(text.trim().replace(/[- ]/g, ""));
  if (bare?.[1]) return readBearer(session, bare[1].toUpperCase());
  try {
    return fromServer(session, text, await session.lookUp(text));
  } catch (error) {
    if (error instanceof Refused) return { kind: "refused", reason: error.code };
    if (error instanceof NoAnswer) return byItself(session, text);
    throw error;
  }
}

function fromServer(session: Session, text: string, view: CodeView): Read {
  if (view.container) {
    const { type_id, human_code, out_here, state } = view.container;
    return {
      kind: "container",
      container: {
        code: text, type: session.typeById(type_id) ?? null, humanCode: human_code, outHere: out_here,
        retired: state === "retired",
      },
    };
  }
  if (view.station) return { kind: "station", sign: view.station.sign, station: view.station };
  if (view.bearer) return { kind: "bearer", code: bearerCode(text), bearer: view.bearer, isSlip: view.bearer.kind === "slip" };
  return { kind: "other", what: view.kind, code: text };
}

async function readBearer(session: Session, code: string): Promise<Read> {
  const asVoucher = await readCode(session, `V${code}`);
  const isNone = asVoucher.kind === "refused" && asVoucher.reason === "bearer_unknown";
  return isNone ? readCode(session, `S${code}`) : asVoucher;
}

/** The signs alone, whether they were read from a link, a bar code or a keypad. */
function bearerCode(text: string): string {
  return (BEARER_IN_TEXT.exec(text.trim().replace(/[- ]/g, ""))?.[1] ?? text).toUpperCase();
}

function byItself(session: Session, text: string): Read {
  const grai = GRAI.exec(text);
  if (!grai?.[1] || !grai[2]) return { kind: "refused", reason: "no_network" };
  const type = session.typeByGrai(`0${grai[1]}`) ?? null;
  const humanCode = grai[2].slice(1, 9).toUpperCase();
  return { kind: "container", container: { code: text, type, humanCode, outHere: false, retired: false } };
}

/** A human code as it is printed: `ABCD-EFGH`. */
export function shownCode(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code.replace(/(.{4})(?=.)/g, "$1-");
}
