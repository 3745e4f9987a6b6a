import { clockTime, day, money as amount, moneyParts, say } from "../i18n/words";
import type { EventTold } from "../phone/boot";
import { BarsPicture, QrPicture } from "../ui/CodePicture";
import { Icon } from "../ui/Icon";
import type { RefundView } from "./money";

/** What went out, the newest first. A voucher is shown with its codes, for the stall's scanner or the printer. */
export function Gone({ refunds, event }: { refunds: RefundView[]; event: EventTold }) {
  if (refunds.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="gone">
      <h2 id="gone">{say("phone-gone-title")}</h2>
      {[...refunds].reverse().map((refund) => (
        refund.rail === "voucher" && refund.code
          ? <VoucherCard key={refund.id} refund={refund} code={refund.code} event={event} />
          : <Other key={refund.id} refund={refund} causes={event.causes} />
      ))}
    </section>
  );
}

function VoucherCard({ refund, code, event }: { refund: RefundView; code: string; event: EventTold }) {
  const left = refund.left_ore ?? refund.amount_ore;
  const { figure, unit } = moneyParts(left);
  return (
    <article class="card bearer voucher" data-code={code}>
      <p class="label only-print">{event.name}</p>
      <h3>{say("phone-voucher-title", { number: refund.number ?? 0 })}</h3>
      <p class="figure">{figure}<span class="unit">{unit}</span></p>
      <p class="only-print">{say("phone-voucher-where")}</p>
      {left < refund.amount_ore && <p class="soft">{say("phone-voucher-of", { amount: amount(refund.amount_ore) })}</p>}
      <div class="bearer-codes">
        <QrPicture text={`${location.origin}/V/${code}`.toUpperCase()} title={say("phone-voucher-qr")} />
        <BarsPicture text={`V${code}`} title="" />
        <p class="code">{code.match(/.{4}/g)?.join(" ")}</p>
        <p>{say("phone-voucher-show")}</p>
        {refund.valid_until && <p class="soft small">{say("phone-voucher-valid", { day: day(new Date(refund.valid_until)) })}</p>}
      </div>
      <div class="cluster no-print">
        <button class="button" onClick={() => print()}><Icon name="printer" /><span>{say("phone-print")}</span></button>
        <a class="button" href={`/v/${code}/pdf`}><Icon name="file-download" /><span>{say("phone-pdf")}</span></a>
        <a class="button" href={`/v/${code}`}><Icon name="external-link" /><span>{say("phone-voucher-open")}</span></a>
      </div>
    </article>
  );
}

function Other({ refund, causes }: { refund: RefundView; causes: EventTold["causes"] }) {
  const at = new Date(refund.at);
  return (
    <article class="card gone" data-rail={refund.rail}>
      <p class="cluster spread">
        <strong>{sentence(refund, causes)}</strong>
        <span class="numeric">{amount(refund.coins_ore ?? refund.amount_ore)}</span>
      </p>
      <p class="soft small">{day(at)} {clockTime(at)}</p>
    </article>
  );
}

function sentence(refund: RefundView, causes: EventTold["causes"]): string {
  switch (refund.rail) {
    case "donation":
      return say("phone-gone-donation", { cause: causes.find((one) => one.key === refund.cause)?.name ?? refund.cause ?? "" });
    case "slip": return say("phone-gone-slip", { number: refund.number ?? 0 });
    case "cash": return say("phone-gone-cash");
    case "voucher": return say("phone-voucher-title", { number: refund.number ?? 0 });
  }
}
