// The way from a box that takes nothing to one that does.

import type { Box } from "../api/types";
import { type DIRECTIONS, directionOf } from "./phases";

const METRES_PER_DEGREE = 111_320;
const STEP_METRES = 10;

/** How far it is to another box, and in which direction. */
export interface Way {
  metres: number;
  direction: (typeof DIRECTIONS)[number];
}

/** The nearest other box that takes containers now; without places, the first one. */
export function nearestOpen(boxes: readonly Box[], sign: string): (Box & { way: Way | null }) | null {
  const here = boxes.find((one) => one.sign === sign);
  const open = boxes
    .filter((one) => one.sign !== sign && (one.fill_state === "open" || one.fill_state === "nearly_full"))
    .map((one) => ({ ...one, way: here ? wayFrom(here, one) : null }));
  return open.sort((a, b) => (a.way?.metres ?? Infinity) - (b.way?.metres ?? Infinity))[0] ?? null;
}

function wayFrom(a: Box, b: Box): Way | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null;
  const north = (b.latitude - a.latitude) * METRES_PER_DEGREE;
  const east = (b.longitude - a.longitude) * METRES_PER_DEGREE * Math.cos((a.latitude * Math.PI) / 180);
  const metres = Math.ceil(Math.hypot(north, east) / STEP_METRES) * STEP_METRES;
  return { metres, direction: directionOf(north, east) };
}
