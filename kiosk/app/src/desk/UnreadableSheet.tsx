import { money, nameIn, say } from "../i18n/words";
import { Picture } from "../ui/Picture";
import { Sheet } from "../ui/Sheet";
import type { Desk } from "./desk";

/** A label nobody can read, not even its short code: the guest is paid by what the thing is, a few times. */
export function UnreadableSheet({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  return (
    <Sheet title={say("desk-unreadable")} onClose={onClose}>
      <p class="soft">{say("desk-unreadable-how", { count: desk.unreadableMax })}</p>
      <div class="type-buttons">
        {desk.session.types.value.map((type) => (
          <button key={type.id} type="button" class="type-button" onClick={() => { onClose(); void desk.creditUnreadable(type); }}>
            <Picture name={type.picture} />
            <span>{nameIn(type.names)}</span>
            <strong>{money(type.deposit_ore)}</strong>
          </button>
        ))}
      </div>
    </Sheet>
  );
}
