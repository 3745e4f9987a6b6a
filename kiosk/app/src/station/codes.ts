// What a code is, here and now: by its own text at once, and where only the server can know, by asking it.

import { NoAnswer, Refused } from "../api/client";
import type { BearerView, CodeView, ContainerType } from "../api/types";
import { humanCodeOf, type Reading, readText } from "./reading";
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
  /** Whether it is out from any stall, as far as the server told. */
  out?: boolean;
  /** The scan that handed it out, as far as the server told. */
  issuedBy?: string | null;
  /** Whether it was out already when that scan handed it out. */
  again?: boolean;
  retired: boolean;
}

/** A voucher or slip. `bearer` is null without network: then only its form is known. */
export interface ReadBearer {
  kind: "bearer";
  code: string;
  bearer: BearerView | null;
  isSlip: boolean;
}

export type Read =
  | { kind: "container"; container: ReadContainer }
  | ReadBearer
  | { kind: "station"; sign: string; station: NonNullable<CodeView["station"]> | null }
  | { kind: "ticket"; visitId: string; claim: string }
  | { kind: "crew"; code: string }
  | { kind: "bag" | "crate"; tag: string; code: string }
  | { kind: "type"; type: ContainerType; code: string }
  | { kind: "refused"; reason: string };

/** What `text` is. Containers are known by their own text, at once; vouchers, slips and signs are asked for. */
export async function readCode(session: Session, text: string): Promise<Read> {
  const reading = readText(text);
  switch (reading.kind) {
    case "container":
      return { kind: "container", container: await containerOf(session, text, reading) };
    case "human":
      return readHuman(session, text, reading.value);
    case "ticket":
      return reading;
    case "slip":
    case "voucher":
      return readBearer(session, reading.value, reading.kind === "slip");
    case "bearer":
      return readBareBearer(session, reading.value);
    case "station":
      return readSign(session, text, reading.value);
    case "type": {
      const type = session.typeByGrai(`0${reading.asset}`);
      return type ? { kind: "type", type, code: text } : { kind: "refused", reason: "unknown_code" };
    }
    case "crate":
    case "bag":
      return readTag(session, text, reading);
    case "crew":
      return { kind: "crew", code: reading.value };
    case "unknown":
      return { kind: "refused", reason: "unknown_code" };
  }
}

async function containerOf(session: Session, text: string, reading: Extract<Reading, { kind: "container" }>): Promise<ReadContainer> {
  const grai = `0${reading.asset}${reading.serial}`;
  return {
    code: text, type: session.typeByGrai(grai) ?? null, humanCode: humanCodeOf(reading.serial), outHere: false,
    retired: await session.isRetired(grai),
  };
}

/** A code typed by hand names its type only to the server; without it, the scan goes out as it was typed. */
async function readHuman(session: Session, text: string, humanCode: string): Promise<Read> {
  const asTyped = { code: text, type: null, humanCode, outHere: false, retired: false };
  return asked(session, text, (view) => fromServer(session, text, view), () => ({ kind: "container", container: asTyped }));
}

function readBearer(session: Session, code: string, isSlip: boolean): Promise<Read> {
  return asked(
    session, `${isSlip ? "S" : "V"}${code}`,
    (view) => ({ kind: "bearer", code, bearer: view.bearer, isSlip }),
    () => ({ kind: "bearer", code, bearer: null, isSlip }),
  );
}

async function readBareBearer(session: Session, code: string): Promise<Read> {
  const asVoucher = await readBearer(session, code, false);
  const isNone = asVoucher.kind === "refused" && asVoucher.reason === "bearer_unknown";
  return isNone ? readBearer(session, code, true) : asVoucher;
}

function readSign(session: Session, text: string, sign: string): Promise<Read> {
  return asked(
    session, text,
    (view) => ({ kind: "station", sign, station: view.station }),
    () => ({ kind: "station", sign, station: session.knownStation(sign) }),
  );
}

/** A crate or bag. A link of another host may be a stranger's, or one that was printed when we had it: the server knows. */
function readTag(session: Session, text: string, reading: Extract<Reading, { kind: "crate" | "bag" }>): Promise<Read> {
  const asRead: Read = { kind: reading.kind, tag: reading.value, code: text };
  const isOurs = reading.host === "" || reading.host === location.host.toUpperCase();
  return isOurs ? Promise.resolve(asRead) : asked(session, text, () => asRead, () => asRead);
}

/** Where a container stands, by the server: whether this stall handed it out already, or it is none. Null without its word. */
export async function asServerKnows(session: Session, { code }: ReadContainer): Promise<Read | null> {
  if (!session.outbox.connected.value) return null;
  try {
    // Nobody waits for it, so it may take as long as any request.
    return fromServer(session, code, await session.lookUp(code, {}));
  } catch (error) {
    return error instanceof Refused ? { kind: "refused", reason: error.code } : null;
  }
}

async function asked(
  session: Session, text: string, answered: (view: CodeView) => Read, unanswered: () => Read,
): Promise<Read> {
  if (!session.outbox.connected.value) return unanswered();
  try {
    return answered(await session.lookUp(text));
  } catch (error) {
    if (error instanceof Refused) return { kind: "refused", reason: error.code };
    if (error instanceof NoAnswer) return unanswered();
    throw error;
  }
}

function fromServer(session: Session, text: string, view: CodeView): Read {
  if (!view.container) return { kind: "refused", reason: "unknown_code" };
  const { type_id, human_code, out, out_here, state, trip, again } = view.container;
  return {
    kind: "container",
    container: {
      code: text, type: session.typeById(type_id) ?? null, humanCode: human_code, outHere: out_here, out: out ?? out_here,
      issuedBy: trip ?? null, again: again ?? false, retired: state === "retired",
    },
  };
}

/** A human code as it is printed: `ABCD-EFGH`. */
export function shownCode(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code.replace(/(.{4})(?=.)/g, "$1-");
}
