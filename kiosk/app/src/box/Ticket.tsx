import { say } from "../i18n/words";
import { QrPicture } from "../ui/CodePicture";
import { Icon } from "../ui/Icon";
import { Sum } from "../ui/Sum";
import type { Box, Phase } from "./box";

/** The visit's own code: for the desk, for later, or for containers that wait. */
export function Ticket({ box, ticket }: { box: Box; ticket: Extract<Phase, { name: "ticket" }> }) {
  const returns = box.returns.value;
  const isPromise = ticket.why === "received";
  // The network is back while the guest still stands there: now they may choose.
  const mayChoose = returns.left.value > 0 && returns.unanswered.value === 0;
  return (
    <>
      <section class="box-main voucher">
        <QrPicture text={ticket.link} title={say("ticket-qr")} />
        <div class="voucher-text">
          <h1>{say(`ticket-${ticket.why}`)}</h1>
          <Sum ore={ticket.ore} label={say(isPromise ? "ticket-up-to" : "ticket-for", { count: ticket.count })} />
        </div>
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        <p class="lead">{say(`ticket-${ticket.why}.how`)}</p>
        <div class="actions">
          {mayChoose && (
            <button type="button" class="button large" onClick={() => box.toChoice()}>
              <Icon name="arrow-left" />{say(isPromise ? "ticket-choose-now" : "back")}
            </button>
          )}
          <button type="button" class="button primary large" onClick={() => box.leave()}><Icon name="check" />{say("voucher-have")}</button>
        </div>
      </section>
    </>
  );
}
