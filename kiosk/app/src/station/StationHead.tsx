import { say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { LanguageChoice } from "../ui/LanguageChoice";
import type { Session } from "./session";

/** Which station this is, whether everything is sent, and the languages. */
export function StationHead({ session }: { session: Session }) {
  const { station, event } = session.view.value;
  return (
    <header class="station-head">
      <div class="station-name">
        <h1>{station.name}</h1>
        <p class="soft small">{event.name}</p>
      </div>
      <Connection session={session} />
      <LanguageChoice />
    </header>
  );
}

/** Shown only when there is something to know: no network, or scans that still wait. */
export function Connection({ session }: { session: Session }) {
  const waiting = session.outbox.waiting.value;
  if (session.outbox.connected.value) return null;
  return (
    <span class="badge" data-tone="held" role="status"><Icon name="wifi-off" />{say("offline", { count: waiting })}</span>
  );
}
