import { money as amount, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import type { Money } from "./money";
import { Panel } from "./Panel";
import { Trouble, usePaying } from "./paying";

/** A voucher of all that is left: at once, nothing to type. */
export function VoucherPanel({ money, back }: { money: Money; back: () => void }) {
  const { busy, trouble, pay } = usePaying(money);
  const left = money.leftOre.value;

  async function take(): Promise<void> {
    if (await pay([{ rail: "voucher", amount_ore: left }])) back();
  }

  return (
    <Panel title={say("phone-way-voucher")} back={back}>
      <ul class="plain-facts">
        <li><Icon name="map-pin" /><span>{say("phone-voucher-where")}</span></li>
        <li><Icon name="bolt" /><span>{say("phone-voucher-when")}</span></li>
        <li><Icon name="calendar" /><span>{say("phone-voucher-until")}</span></li>
      </ul>
      <Trouble sentence={trouble} />
      <button class="button primary large block" disabled={busy} onClick={() => void take()}>
        {say("phone-voucher-take", { amount: amount(left) })}
      </button>
    </Panel>
  );
}
