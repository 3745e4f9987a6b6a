// QR codes drawn where they are shown: a ticket must appear without a network, and what it holds is money.

import qrcode from "qrcode-generator";

/** What fits the small alphabet of QR codes, which makes them smaller. */
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]+$/;
const QUIET_MODULES = 4;

/** The squares of a QR code as the path of an SVG, and how many modules wide it is with its quiet zone. */
export function qrPath(text: string): { path: string; size: number } {
  const code = qrcode(0, "M");
  // A fragment's # is not of the small alphabet, what stands on either side of it is.
  for (const part of text.split(/(#)/).filter(Boolean)) code.addData(part, ALPHANUMERIC.test(part) ? "Alphanumeric" : "Byte");
  code.make();
  const count = code.getModuleCount();
  const rows = Array.from({ length: count }, (_, row) => runs(count, (column) => code.isDark(row, column)).map(
    ([from, length]) => `M${from + QUIET_MODULES} ${row + QUIET_MODULES}h${length}v1h-${length}z`,
  ).join(""));
  return { path: rows.join(""), size: count + 2 * QUIET_MODULES };
}

/** Where dark modules stand side by side: first one and how many. */
function runs(count: number, isDark: (column: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (let column = 0; column < count; column++) {
    if (!isDark(column)) continue;
    const last = found.at(-1);
    if (last && last[0] + last[1] === column) last[1]++;
    else found.push([column, 1]);
  }
  return found;
}
