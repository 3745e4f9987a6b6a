import { day, money, say } from "../i18n/words";
import { shownCode } from "../station/codes";
import { BarsPicture, QrPicture } from "../ui/CodePicture";
import { Icon } from "../ui/Icon";
import { Sum } from "../ui/Sum";
import type { Box, Paid } from "./box";
import { voucherLink } from "./links";

/** What the guest got. A voucher stays until it is taken. */
export function PaidScreen({ box, paid }: { box: Box; paid: Paid }) {
  if (paid.kind === "voucher") return <VoucherScreen box={box} paid={paid} />;
  return (
    <>
      <section class="box-main thanks">
        <div class="shape" data-tone="accepted"><Icon name="circle-check" /></div>
        <Sum ore={paid.ore} label={heading(paid)} />
        {paid.kind === "slip" && paid.total && (
          <p class="lead">{say("paid-slip-total", { number: paid.total.number, sum: money(paid.total.leftOre) })}</p>
        )}
        {paid.kind === "promise" && <p class="lead">{say("paid-promise-how", { count: paid.count })}</p>}
        {paid.kind === "donation" && <h1>{say("thanks")}</h1>}
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        <button type="button" class="button primary large block done" onClick={() => box.leave()}><Icon name="check" />{say("finish")}</button>
      </section>
    </>
  );
}

function heading(paid: Exclude<Paid, { kind: "voucher" }>): string {
  if (paid.kind === "donation") return say("paid-donation", { cause: paid.cause });
  return say(paid.kind === "slip" ? "paid-slip" : "paid-promise");
}

function VoucherScreen({ box, paid }: { box: Box; paid: Extract<Paid, { kind: "voucher" }> }) {
  const until = paid.refund.valid_until;
  return (
    <>
      <section class="box-main voucher">
        <QrPicture text={voucherLink(paid.code)} title={say("voucher-qr")} />
        <div class="voucher-text">
          <h1 class="label">{say("voucher")}</h1>
          <p class="figure">{money(paid.refund.amount_ore)}</p>
          <p class="code voucher-code">{shownCode(paid.code)}</p>
          <BarsPicture text={`V${paid.code}`} title={say("voucher-bars")} />
        </div>
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        <p class="lead">{say("voucher-how")}</p>
        <button type="button" class="button primary large block done" onClick={() => box.leave()}><Icon name="check" />{say("voucher-have")}</button>
        <p class="soft small">{until && say("voucher-until", { day: day(new Date(until)) })} {say("voucher-bearer")}</p>
      </section>
    </>
  );
}
