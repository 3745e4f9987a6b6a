import { say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import type { Session } from "./session";

interface Props {
  session: Session;
  onRevoked: () => void;
  onPairAgain: () => void;
}

/**
 * This device may do nothing more here. What it scanned before is still handed in, for the organiser to look at, also when
 * the browser is paired again meanwhile: a server that never knows it again must not keep it from work for ever.
 */
export function Revoked({ session, onRevoked, onPairAgain }: Props) {
  const waiting = session.outbox.waiting.value;
  return (
    <main class="pairing">
      <header class="station-head"><span class="brand"><Icon name="recycle" />Pantbox</span></header>
      <section class="stack pairing-text" role="status">
        <h1>{say("revoked-title")}</h1>
        <p class="lead">{waiting > 0 ? say("revoked-waits", { count: waiting }) : say("revoked-done")}</p>
      </section>
      <div class="actions">
        <button type="button" class="button primary large block" onClick={waiting > 0 ? onPairAgain : onRevoked}>
          <Icon name="qrcode" />{say("revoked-pair")}
        </button>
      </div>
    </main>
  );
}
