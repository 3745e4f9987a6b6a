import type { Signal } from "@preact/signals";

import { nameIn, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import type { Mode, Stall } from "./stall";

/** What covers the lower part of the screen until it is closed. */
export type Open = "day" | "code" | "supply" | "more" | null;

/** All that is pressed at a stall, where the thumb is. */
export function StallActions({ stall, open }: { stall: Stall; open: Signal<Open> }) {
  const { supply } = stall;
  const news = supply.coming.value + (supply.short ? 1 : 0);
  return (
    <nav class="stall-actions" aria-label={say("actions")}>
      <Short stall={stall} open={open} />
      <button type="button" class="button primary large stall-next" onClick={() => stall.nextGuest()}>
        <Icon name="users" />{say("stall-next")}
      </button>
      <ModeButton stall={stall} mode="take_back"><Icon name="arrow-back-up" />{say("stall-take-back")}</ModeButton>
      <ModeButton stall={stall} mode="swap"><Icon name="exchange" />{say("stall-swap")}</ModeButton>
      <button type="button" class="button" onClick={() => { open.value = "day"; }}><Icon name="history" />{say("stall-undo")}</button>
      <ModeButton stall={stall} mode="put_back"><Icon name="package-import" />{say("put-back")}</ModeButton>
      <button type="button" class="button" onClick={() => { open.value = "supply"; }}>
        <Icon name="packages" />{say("stall-supply")}
        {news > 0 && <span class="count-badge">{news}<span class="visually-hidden"> {say("depot-waiting")}</span></span>}
      </button>
      <button type="button" class="button" onClick={() => { open.value = "more"; }}><Icon name="dots" />{say("stall-more")}</button>
    </nav>
  );
}

function ModeButton({ stall, mode, children }: { stall: Stall; mode: Mode; children: preact.ComponentChildren }) {
  const isSet = stall.mode.value === mode;
  return (
    <button type="button" class="button" aria-pressed={isSet} onClick={() => stall.setMode(isSet ? "issue" : mode)}>{children}</button>
  );
}

/** Said before the last bowl is gone, so that more can be here in time. */
function Short({ stall, open }: { stall: Stall; open: Signal<Open> }) {
  const shelf = stall.supply.short;
  if (!shelf) return null;
  const minutes = shelf.stock?.minutes_left ?? 0;
  const name = nameIn(shelf.type.names);
  return (
    <button type="button" class="short-banner" onClick={() => { open.value = "supply"; }}>
      <Icon name="alert-triangle" />
      <span><strong>{name}:</strong> {say(minutes > 0 ? "stall-runs-out" : "stall-is-out", { minutes })}</span>
      <span class="short-do">{say("stall-send-more")}</span>
    </button>
  );
}
