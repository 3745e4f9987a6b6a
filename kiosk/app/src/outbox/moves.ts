// Moves of this device that the server was not told yet. They go before everything else of their station: the server takes
// what was made there only from a device of which it knows that it stood there.

import type { Store, WaitingLetter } from "./store";

export const MOVE = "/station/move";
const LOOKED_AT_MAX = 5_000;

/** The oldest move to this station that waits to be told. One the server failed over, again and again, holds up nothing. */
export async function untoldMove(letters: Store<WaitingLetter>): Promise<WaitingLetter | undefined> {
  return (await letters.oldest(LOOKED_AT_MAX)).find(isUntoldMove);
}

export function isUntoldMove(letter: WaitingLetter): boolean {
  return letter.path === MOVE && !letter.setAside;
}
