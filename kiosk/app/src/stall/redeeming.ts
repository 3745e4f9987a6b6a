// What a stall may take of a voucher or slip without network. Pure.

/** Why a voucher or slip is not taken without network; null: it is, up to `maxOre`. */
export interface OfflineOffer {
  maxOre: number;
  refused: "never_offline" | "taken_already" | null;
}

/** The event's limit holds for one voucher or slip, and one that was taken here without network is not taken so again. */
export function offlineOffer(limitOre: number, takenOre: number): OfflineOffer {
  if (limitOre <= 0) return { maxOre: 0, refused: "never_offline" };
  if (takenOre > 0) return { maxOre: 0, refused: "taken_already" };
  return { maxOre: limitOre, refused: null };
}
