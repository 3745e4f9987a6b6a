// Code 128, drawn where it is shown: a voucher must stay on the screen without a network.

import { CODE128 as Code128 } from "jsbarcode/bin/barcodes/CODE128/index.js";

/** Light modules the standard asks for before and after the bars. */
const QUIET_MODULES = 10;
const HEIGHT = 60;

/** The bars as the path of an SVG, and its size in modules with the quiet zones. */
export function barsPath(text: string): { path: string; width: number; height: number } {
  const modules = new Code128(text, {}).encode().data;
  const path = [...modules.matchAll(/1+/g)]
    .map(({ 0: bar, index }) => `M${index + QUIET_MODULES} 0h${bar.length}v${HEIGHT}h-${bar.length}z`).join("");
  return { path, width: modules.length + 2 * QUIET_MODULES, height: HEIGHT };
}
