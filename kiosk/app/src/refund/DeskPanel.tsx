import { money as amount, say } from "../i18n/words";
import { visitPath } from "../phone/memory";
import { QrPicture } from "../ui/CodePicture";
import type { Money } from "./money";
import { Panel } from "./Panel";

/** The desk scans this page's own link and pays. Nothing is paid until it does. */
export function DeskPanel({ money, back }: { money: Money; back: () => void }) {
  const desks = money.event.value?.desks ?? [];
  return (
    <Panel title={say("phone-way-cash")} back={back}>
      <p>{say("phone-cash-text", { amount: amount(money.leftOre.value) })}</p>
      <QrPicture text={location.origin + visitPath(money.id, money.claim)} title={say("phone-cash-qr")} />
      {desks.length > 0 && (
        <div>
          <p class="label">{say("phone-cash-where")}</p>
          <ul class="plain-list">{desks.map((desk) => <li key={desk}>{desk}</li>)}</ul>
        </div>
      )}
      <p class="hint">{say("phone-cash-rounded")}</p>
    </Panel>
  );
}
