// What a scanner read, as far as its own text says: the same as the server's `pantbox/containers/codes.py`, to the letter.
// `tests/cases/codes.json` holds both to it. Only whether a container's serial is genuine, the server alone can tell.

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TEXT_LENGTH_MAX = 200;
const BEARER_LENGTH = 16;
const SIGN_LENGTH = 6;
const HUMAN_LENGTH = 8;
const FNC1 = "\u001d";
const SYMBOLOGY = /^\][A-Za-z]\d/;
// On a Danish keyboard a scanner that believes in an American one types : as Æ and / as -; on a German one : as Ö.
const OTHER_KEYBOARD = /^HTTPS?[ÆÖ]-{2}/;
const LINK = /^HTTPS?:\/\/([^/]+)(\/[^\n]*)$/;
const GRAI = /^0(\d{13})([0-9A-Z]{0,16})$/;
// Never of fifteen signs: with its letter before it, it would be the sixteen of a voucher.
const TAG = /^([0-9A-Z]{4,14}|[0-9A-Z]{16})$/;
const VISIT = /^([0-9A-F]{8})-?([0-9A-F]{4})-?([0-9A-F]{4})-?([0-9A-F]{4})-?([0-9A-F]{12})$/;
const MISREAD: Record<string, string> = { I: "1", L: "1", O: "0", U: "V" };

export type Reading =
  | { kind: "container"; asset: string; serial: string }
  | { kind: "type"; asset: string }
  | { kind: "human" | "slip" | "voucher" | "station" | "crew"; value: string }
  /** `host`, in capitals, of a link: nothing else of such a code says whose it is. Empty for what was typed. */
  | { kind: "crate" | "bag"; value: string; host: string }
  /** A voucher's or slip's sixteen signs, typed without the letter that tells which. */
  | { kind: "bearer"; value: string }
  | { kind: "ticket"; visitId: string; claim: string }
  | { kind: "unknown" };

const UNKNOWN: Reading = { kind: "unknown" };

/** What `text` names. */
export function readText(text: string): Reading {
  if (text.length > TEXT_LENGTH_MAX || text.includes("\0")) return UNKNOWN;
  const told = plain(text);
  return readLink(told) ?? readElementString(told) ?? readBarcode(told) ?? readTyped(told) ?? UNKNOWN;
}

function plain(text: string): string {
  const told = trim(trim(text, " \t\r\n" + FNC1).replace(SYMBOLOGY, ""), FNC1).toUpperCase();
  if (!OTHER_KEYBOARD.test(told)) return told;
  // A host may have hyphens of its own; the last two parts are always the path.
  const parts = told.replace(OTHER_KEYBOARD, "").split("-");
  return `HTTPS://${parts.slice(0, -2).join("-")}/${parts.slice(-2).join("/")}`;
}

function trim(text: string, signs: string): string {
  let [from, to] = [0, text.length];
  while (from < to && signs.includes(text.charAt(from))) from++;
  while (to > from && signs.includes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

function readLink(told: string): Reading | null {
  const [, host, rest] = LINK.exec(told) ?? [];
  if (host === undefined || rest === undefined) return null;
  const hash = rest.indexOf("#");
  const [path, fragment] = hash < 0 ? [rest, ""] : [rest.slice(0, hash), rest.slice(hash + 1)];
  const parts = (path.split("?")[0] ?? "").split("/").filter(Boolean);
  const [kind, value] = parts.slice(-2);
  if (kind === undefined || value === undefined) return null;
  if (kind === "8003") return readGrai(value);
  if (kind === "R") return readTicket(value, fragment);
  const read = prefixed(kind, value);
  return read?.kind === "crate" || read?.kind === "bag" ? { ...read, host } : read;
}

function readTicket(value: string, claim: string): Reading {
  const visit = VISIT.exec(value);
  if (!visit || !claim) return UNKNOWN;
  return { kind: "ticket", visitId: visit.slice(1).join("-").toLowerCase(), claim };
}

function readElementString(told: string): Reading | null {
  const bare = told.replace("(8003)", "8003");
  return /^80030\d{13}/.test(bare) ? readGrai(bare.slice(4).split(FNC1)[0] ?? "") : null;
}

function readBarcode(told: string): Reading | null {
  const [kind, value] = [told.slice(0, 1), told.slice(1).replace(/^-+/, "")];
  return "SVK".includes(kind) && told.length > BEARER_LENGTH ? prefixed(kind, value) : null;
}

function readTyped(told: string): Reading | null {
  const human = readHumanCode(told);
  if (human) return { kind: "human", value: human };
  const bare = told.replace(/[- ]/g, "");
  if (bare.length === BEARER_LENGTH && isCrockford(bare)) return { kind: "bearer", value: bare };
  const kind = told.slice(0, 1);
  return kind === "C" || kind === "G" ? prefixed(kind, told.slice(1).replace(/^-/, "")) : null;
}

function readGrai(text: string): Reading {
  const match = GRAI.exec(text);
  const [asset, serial] = [match?.[1], match?.[2]];
  if (asset === undefined || serial === undefined || checkDigit(asset.slice(0, -1)) !== asset.slice(-1)) return UNKNOWN;
  return serial === "" ? { kind: "type", asset } : { kind: "container", asset, serial };
}

function prefixed(kind: string, value: string): Reading | null {
  const bare = value.replace(/[- ]/g, "");
  const isBearer = bare.length === BEARER_LENGTH && isCrockford(bare);
  if (kind === "S" && isBearer) return { kind: "slip", value: bare };
  if (kind === "V" && isBearer) return { kind: "voucher", value: bare };
  if (kind === "K" && isBearer) return { kind: "crew", value: bare };
  if (kind === "B" && bare.length === SIGN_LENGTH && isCrockford(bare)) return { kind: "station", value: bare };
  if (kind === "C" && TAG.test(bare)) return { kind: "crate", value: bare, host: "" };
  if (kind === "G" && TAG.test(bare)) return { kind: "bag", value: bare, host: "" };
  return null;
}

function isCrockford(text: string): boolean {
  return [...text].every((sign) => CROCKFORD.includes(sign));
}

/** The GS1 check digit: weights 3, 1, 3, … from the right, up to the next ten. */
export function checkDigit(digits: string): string {
  const total = [...digits].reverse().reduce((sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return String((10 - (total % 10)) % 10);
}

/** The human code that somebody typed, common misreadings mended; null when it is none, or mistyped. */
export function readHumanCode(text: string): string | null {
  const code = [...text.toUpperCase()].filter((sign) => /[\p{L}\p{N}]/u.test(sign)).map((sign) => MISREAD[sign] ?? sign).join("");
  if (code.length !== HUMAN_LENGTH || !isCrockford(code)) return null;
  const total = [...code.slice(0, -1)].reduce((sum, sign, place) => sum + (2 * place + 1) * CROCKFORD.indexOf(sign), 0);
  return CROCKFORD.charAt(total % 32) === code.slice(-1) ? code : null;
}

/** The signs of a serial that people read and type. */
export function humanCodeOf(serial: string): string {
  return serial.slice(1, 1 + HUMAN_LENGTH);
}
