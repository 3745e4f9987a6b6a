import type { Visit } from "../api/refunds";
import { money, nameIn, say } from "../i18n/words";
import { shownCode } from "../station/codes";
import { Picture } from "../ui/Picture";
import { reasonText } from "../ui/reasons";
import type { Desk } from "./desk";

/** What a ticket is for. What waits can be paid here, by who has seen it or believes the guest. */
export function HeldItems({ desk, visit }: { desk: Desk; visit: Visit }) {
  const held = visit.items.filter((item) => item.standing === "held");
  return (
    <>
      <ul class="rows">
        {visit.items.map((item) => {
          const type = desk.session.typeById(item.type_id);
          return (
            <li key={item.scan_id} class="row" data-tone={item.standing === "held" ? "held" : undefined}>
              <Picture name={type?.picture ?? "generic"} />
              <span class="row-text">
                <strong>{type ? nameIn(type.names) : say("container")}</strong>
                <span class="soft small"><span class="code">{shownCode(item.human_code ?? "")}</span> {item.standing !== "accepted" && reasonText(item.reason)}</span>
              </span>
              <span class="row-end">{item.standing === "rejected" ? "–" : money(item.deposit_ore)}</span>
            </li>
          );
        })}
      </ul>
      {held.length > 0 && (
        <button type="button" class="button large block" onClick={() => void desk.release(held.map((item) => item.scan_id))}>
          {say("desk-release", { count: held.length })}
        </button>
      )}
    </>
  );
}
