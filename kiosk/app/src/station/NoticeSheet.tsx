import { clockTime, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { letterText } from "../ui/reasons";
import { Rulebook } from "../ui/Rulebook";
import { Sheet } from "../ui/Sheet";
import { shownCode } from "./codes";
import { DeviceState } from "./DeviceState";
import { askToInstall, mayBeEmptied } from "./install";
import type { Session } from "./session";

/** What somebody at this station should know: scans that were refused later, and how the app stays on the device. */
export function NoticeSheet({ session, onClose }: { session: Session; onClose: () => void }) {
  const troubles = session.troubles.all.value;
  const seen = () => void session.troubles.dismiss().then(onClose);
  return (
    <Sheet title={say("notices-title")} onClose={onClose}>
      {mayBeEmptied.value && (
        <section class="stack tight">
          <p class="banner" data-tone="info"><Icon name="device-mobile" /><span>{say("install-why")}</span></p>
          {askToInstall.value ? (
            <button type="button" class="button primary large block" onClick={askToInstall.value}>{say("install-do")}</button>
          ) : (
            <p>{say("install-how")}</p>
          )}
        </section>
      )}
      {troubles.length > 0 && (
        <section class="stack tight">
          <p class="lead">{say("troubles-why", { count: troubles.length })}</p>
          <ul class="rows">
            {troubles.map((trouble) => (
              <li key={trouble.scanId} class="row" data-tone="rejected">
                <span class="row-text">
                  <strong>{trouble.about ?? `${say(`scan-${trouble.kind}`)} ${shownCode(trouble.humanCode)}`}</strong>
                  <span class="small soft">{clockTime(new Date(trouble.at))} · {letterText(trouble.reason, trouble.credited)}</span>
                </span>
              </li>
            ))}
          </ul>
          <button type="button" class="button large block" onClick={seen}><Icon name="check" />{say("troubles-seen")}</button>
        </section>
      )}
      <Rulebook view={session.view.value} />
      <DeviceState session={session} />
    </Sheet>
  );
}
