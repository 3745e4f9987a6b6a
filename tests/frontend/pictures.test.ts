import "./browser";

import assert from "node:assert/strict";
import { test } from "node:test";

import { barsPath } from "../../kiosk/app/src/ui/bars";

test("a bar code has its quiet zones, starts with a start, ends with a stop, and is as wide as its signs", () => {
  const { path, width, height } = barsPath("V0123456789ABCDEF");
  const bars = [...path.matchAll(/M(\d+) 0h(\d+)v60h-(\d+)z/g)].map(([, from, wide]) => [Number(from), Number(wide)]);
  assert.equal(height, 60);
  assert.deepEqual(bars.slice(0, 3), [[10, 2], [13, 1], [16, 1]]); // 11010010000: text, set B
  assert.deepEqual(bars.slice(-4).map(([, wide]) => wide), [2, 3, 1, 2]); // 1100011101011: stop
  const [from = 0, wide = 0] = bars.at(-1) ?? [];
  assert.equal(from + wide + 10, width);
  assert.equal((width - 20 - 13) % 11, 0);
  // Digits in pairs take half the room.
  assert.ok(width < barsPath("VZZZZZZZZZZABCDEF").width);
});
