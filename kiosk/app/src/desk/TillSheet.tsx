import { useState } from "preact/hooks";

import { money, say } from "../i18n/words";
import { AmountPad } from "../ui/AmountPad";
import { Sheet } from "../ui/Sheet";
import type { Desk, TillMove } from "./desk";

const MOVES: readonly TillMove[] = ["float_in", "float_out", "count"];

/** The till: coins brought, coins taken, coins counted. */
export function TillSheet({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const [move, setMove] = useState<TillMove>("float_in");
  const [told, setTold] = useState("");
  async function book(ore: number): Promise<void> {
    const till = await desk.move(move, ore);
    if (!till) return;
    const difference = till.difference_ore ?? 0;
    if (move !== "count") setTold(say("till-booked", { sum: money(ore) }));
    else setTold(difference === 0 ? say("till-right") : say(difference < 0 ? "till-short" : "till-over", { sum: money(Math.abs(difference)) }));
  }
  return (
    <Sheet title={say("till")} onClose={onClose}>
      <div class="segments" role="group" aria-label={say("till")}>
        {MOVES.map((one) => (
          <button key={one} type="button" class="button" aria-pressed={one === move} onClick={() => { setMove(one); setTold(""); }}>
            {say(`till-${one.replace("_", "-")}`)}
          </button>
        ))}
      </div>
      {told && <p class="banner" data-tone="info" role="status"><span>{told}</span></p>}
      <AmountPad key={move + told} label={say(`till-${move.replace("_", "-")}`)} maxOre={null} confirm={say("till-book")} onAmount={(ore) => void book(ore)} />
    </Sheet>
  );
}
