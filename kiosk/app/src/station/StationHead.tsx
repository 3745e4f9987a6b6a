import { signal } from "@preact/signals";

import { say } from "../i18n/words";
import { ContinuityBanner } from "../ui/ContinuityBanner";
import { Icon } from "../ui/Icon";
import { LanguageChoice } from "../ui/LanguageChoice";
import { isBatteryLow } from "./battery";
import { mayBeEmptied } from "./install";
import { NoticeSheet } from "./NoticeSheet";
import type { Session } from "./session";
import { isNewerHere } from "./update";

const isOpen = signal(false);

/** Which station this is, whether everything is sent, what somebody should know, and the languages. */
export function StationHead({ session }: { session: Session }) {
  const { station, event } = session.view.value;
  return (
    <>
      <header class="station-head">
        <div class="station-name">
          <h1>{station.name}</h1>
          <p class="soft small">{event.name}</p>
        </div>
        <Connection session={session} />
        <Device session={session} />
        <LanguageChoice />
        <Room session={session} />
        <ContinuityBanner view={session.view.value} />
      </header>
      {isOpen.value && <NoticeSheet session={session} onClose={() => { isOpen.value = false; }} />}
    </>
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

/** The way to what there is to know of this device, and how much of it wants somebody. */
function Device({ session }: { session: Session }) {
  const troubles = session.troubles.all.value.length;
  const count = troubles + [mayBeEmptied.value, isBatteryLow(), isNewerHere()].filter(Boolean).length;
  return (
    <button type="button" class="button plain notices" aria-label={say("notices-open", { count })} onClick={() => { isOpen.value = true; }}>
      {troubles > 0 ? <Icon name="alert-triangle" /> : isBatteryLow() ? <Icon name="battery-1" /> : <Icon name="dots-vertical" />}
      {count > 0 && <span aria-hidden="true">{count}</span>}
    </button>
  );
}

/** Whether what is scanned can still be written down. Said before anybody is told yes. */
export function Room({ session }: { session: Session }) {
  const { outbox } = session;
  const level = outbox.level.value;
  if (level === "full") return <p class="banner" data-tone="rejected" role="alert"><Icon name="hand-stop" /><span>{say("outbox-full")}</span></p>;
  if (!outbox.isLasting) return <p class="banner" data-tone="rejected" role="alert"><Icon name="hand-stop" /><span>{say("outbox-not-lasting")}</span></p>;
  if (level === "warn") return <p class="banner" data-tone="held" role="status"><Icon name="wifi-off" /><span>{say("outbox-nearly-full", { count: outbox.waiting.value })}</span></p>;
  return null;
}
