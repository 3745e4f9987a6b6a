// What wash and store do with containers, and what each says of them.

import type { ScanKind } from "../api/types";

/** Why containers are sorted out. What is not ours, and rubbish, have no type. */
export const REASONS = ["damaged", "contaminated", "foreign", "rubbish"] as const;
export type SortedOut = (typeof REASONS)[number];
const OF_NO_TYPE: ReadonlySet<SortedOut> = new Set(["foreign", "rubbish"]);

export type Work = "deliveries" | "wash" | "receive" | "collect" | "stock" | "bag" | "sort";

/** What each place does, the usual first. */
export const WORK: Record<"wash" | "store", readonly Work[]> = {
  wash: ["wash", "sort", "bag", "receive", "deliveries"],
  store: ["deliveries", "receive", "bag", "sort", "stock"],
};

/** What a count of this work is as a scan; null: it is none. */
export function kindOf(work: Work): ScanKind | null {
  if (work === "deliveries") return null;
  return work === "stock" || work === "bag" || work === "sort" ? "count" : work;
}

/** Whether single containers may be scanned in this work: a count is of many. */
export function takesSingles(work: Work): boolean {
  return work === "wash" || work === "receive" || work === "collect";
}

/** Whether what is sorted out for this reason has a type of ours. */
export function hasType(reason: SortedOut): boolean {
  return !OF_NO_TYPE.has(reason);
}
