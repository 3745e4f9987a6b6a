import { money, say } from "../i18n/words";
import { AmountPad } from "../ui/AmountPad";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { Sum } from "../ui/Sum";
import type { Offer, Redeeming } from "./redeem";

/** A voucher, slip or ticket pays for goods: all that is on it, or a part. */
export function RedeemSheet({ redeeming, offer }: { redeeming: Redeeming; offer: Offer }) {
  const left = offer.leftOre;
  const isOffline = offer.kind === "offline";
  return (
    <Sheet title={say(titleOf(offer))} onClose={() => redeeming.close()}>
      {isOffline ? (
        <p class="banner" data-tone="held"><Icon name="wifi-off" /><span>{say("redeem-offline", { sum: money(left) })}</span></p>
      ) : (
        <Sum ore={left} label={say("redeem-on-it")} />
      )}
      {left === 0 ? (
        <p class="lead">{say("redeem-empty")}</p>
      ) : (
        <div class="stack">
          {!isOffline && (
            <button type="button" class="button primary large block" onClick={() => void redeeming.use(left)}>
              {say("redeem-all", { sum: money(left) })}
            </button>
          )}
          <AmountPad
            label={say(isOffline ? "redeem-how-much" : "redeem-part")} maxOre={left} confirm={say("redeem-use")}
            onAmount={(ore) => void redeeming.use(ore)}
          />
        </div>
      )}
    </Sheet>
  );
}

function titleOf(offer: Offer): "slip" | "voucher" | "ticket" {
  if (offer.kind === "ticket") return "ticket";
  return offer.kind === "slip" || (offer.kind === "offline" && offer.isSlip) ? "slip" : "voucher";
}
