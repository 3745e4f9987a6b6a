// How much of a visit may be given away at a tap.

/** What cannot be halved in coins is not offered. */
const COIN_ORE = 50;

/** All, half, and a small round part, largest first; each leaves a rest that can be paid in coins. */
export function donationAmounts(leftOre: number): number[] {
  const half = Math.round(leftOre / 2 / COIN_ORE) * COIN_ORE;
  const small = 500;
  return [...new Set([leftOre, half, small])].filter((ore) => ore > 0 && ore <= leftOre).sort((a, b) => b - a);
}
