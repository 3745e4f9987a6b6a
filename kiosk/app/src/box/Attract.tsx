import { lastWholeDay, money, nameIn, say } from "../i18n/words";
import { QrPicture } from "../ui/CodePicture";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import type { Box } from "./box";
import { boxLink } from "./links";
import { nearestOpen } from "./nearest";

/** What a box says to whoever comes by. */
export function Attract({ box, onType }: { box: Box; onType: () => void }) {
  const { view, types, canPromise: canGiveTickets } = box.session;
  const { event, station, today, box_code: changingCode } = view.value;
  // Without a network the code that changes is soon an old one, which no phone gets in with.
  const isOnline = box.session.online.value;
  return (
    <>
      <section class="box-main attract">
        <h1 class="attract-title">{say("box-title")}</h1>
        <ol class="attract-steps">
          <li><Picture name="step-scan" /><span>{say("box-step-scan")}</span></li>
          <li><Picture name="step-drop" /><span>{say("box-step-drop")}</span></li>
          <li><Picture name="step-money" /><span>{say("box-step-money")}</span></li>
        </ol>
        <ul class="deposits" aria-label={say("box-deposits")}>
          {types.value.map((type) => (
            <li key={type.id}>
              <Picture name={type.picture} />
              <span>{nameIn(type.names)}</span>
              <strong>{money(type.deposit_ore)}</strong>
            </li>
          ))}
        </ul>
      </section>
      <section class="box-controls" aria-label={say("actions")}>
        {canGiveTickets || isOnline ? (
          <p class="attract-slip"><Picture name="slip" /><span>{say("box-slip-hint")}</span></p>
        ) : (
          <p class="banner" data-tone="held" role="status"><Picture name="slip" /><span>{say("box-slip-only-how")}</span></p>
        )}
        <div class="actions">
          <button type="button" class="button large" onClick={onType}><Icon name="keyboard" />{say("box-cannot-read")}</button>
          <button type="button" class="button large" onClick={() => box.bringMany()}><Icon name="stack-2" />{say("box-many")}</button>
        </div>
        <div class="attract-foot">
          {changingCode && isOnline && <QrPicture text={boxLink(station.sign, changingCode)} title={say("box-changing-code-qr")} />}
          <p class="attract-facts soft">
            {changingCode && isOnline && <span>{say("box-changing-code")} <strong class="code">{inFours(changingCode)}</strong></span>}
            <span>{say("box-today", { count: today.returned })}</span>
            {event.return_until && <span>{say("box-until", { day: lastWholeDay(event.return_until) })}</span>}
          </p>
        </div>
      </section>
    </>
  );
}

/** Eight digits as people read and type them. */
function inFours(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, "$1 ");
}

/** A box that is full or out of order, and the way to one that is not. */
export function NotTaking({ box }: { box: Box }) {
  const { station, boxes } = box.session.view.value;
  const isFull = box.standing.state.value === "full";
  const next = nearestOpen(boxes, station.sign);
  return (
    <>
      <section class="box-main not-taking">
        <div class="shape" data-tone="held"><Icon name="hand-stop" /></div>
        <h1>{say(isFull ? "box-is-full" : "box-is-closed")}</h1>
        {next ? (
          <p class="lead next-box">
            <Icon name="map-pin" /> {say("box-next", { name: next.name, number: next.number })}
            {next.way && <strong> {say("box-way", { metres: next.way.metres, direction: say(`direction-${next.way.direction}`) })}</strong>}
          </p>
        ) : (
          <p class="lead">{say("box-next-desk")}</p>
        )}
      </section>
      <section class="box-controls"><p class="lead">{say("box-money-safe")}</p></section>
    </>
  );
}
