// What one guest's order at a stall comes to. Pure.

import type { ContainerType, ScanKind } from "../api/types";

/** One container of an order. `deltaOre` is what it adds to the sum for the till; what comes back takes off it. */
export interface Line {
  scanId: string;
  kind: Extract<ScanKind, "issue" | "refill" | "return" | "swap">;
  code: string;
  type: ContainerType | null;
  humanCode: string;
  deltaOre: number;
  state: "standing" | "stopped" | "undone";
}

/** Lines of one kind and type together: `2 × small cup`. */
export interface Group {
  key: string;
  kind: Line["kind"];
  type: ContainerType | null;
  count: number;
  deltaOre: number;
}

/** What to type into the till. */
export function sumOre(lines: readonly Line[]): number {
  return standing(lines).reduce((sum, line) => sum + line.deltaOre, 0);
}

/** How many pieces the guest leaves with. */
export function pieces(lines: readonly Line[]): number {
  return standing(lines).filter((line) => line.kind === "issue" || line.kind === "refill").length;
}

export function standing(lines: readonly Line[]): Line[] {
  return lines.filter((line) => line.state === "standing");
}

/** The latest first: on a small screen the rest is scrolled to. */
export function groups(lines: readonly Line[]): Group[] {
  const found = new Map<string, Group>();
  for (const line of standing(lines)) {
    const key = `${line.kind}:${line.type?.id ?? "?"}`;
    const before = found.get(key);
    found.delete(key);
    found.set(key, {
      key, kind: line.kind, type: line.type,
      count: (before?.count ?? 0) + 1, deltaOre: (before?.deltaOre ?? 0) + line.deltaOre,
    });
  }
  return [...found.values()].reverse();
}
