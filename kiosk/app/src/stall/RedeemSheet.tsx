import type { BearerView } from "../api/types";
import { money, say } from "../i18n/words";
import { AmountPad } from "../ui/AmountPad";
import { Sheet } from "../ui/Sheet";
import { Sum } from "../ui/Sum";
import type { Stall } from "./stall";

/** A voucher or slip pays for goods: all that is on it, or a part. */
export function RedeemSheet({ stall, code, bearer }: { stall: Stall; code: string; bearer: BearerView }) {
  const close = () => { stall.aside.value = null; };
  const left = bearer.left_ore;
  return (
    <Sheet title={say(bearer.kind === "slip" ? "slip" : "voucher")} onClose={close}>
      <Sum ore={left} label={say("redeem-on-it")} />
      {left === 0 ? (
        <p class="lead">{say("redeem-empty")}</p>
      ) : (
        <div class="stack">
          <button type="button" class="button primary large block" onClick={() => void stall.redeem(code, left)}>
            {say("redeem-all", { sum: money(left) })}
          </button>
          <AmountPad
            label={say("redeem-part")} maxOre={left} confirm={say("redeem-use")}
            onAmount={(ore) => void stall.redeem(code, ore)}
          />
        </div>
      )}
    </Sheet>
  );
}
