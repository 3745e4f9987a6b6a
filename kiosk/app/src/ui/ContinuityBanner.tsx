import type { StationView } from "../api/types";
import { clockTime, money, say } from "../i18n/words";
import { Icon } from "./Icon";

/** Something fails at the event, and which rules are looser until it works again. For everybody who reads this screen. */
export function ContinuityBanner({ view }: { view: StationView }) {
  const { continuity, limits, station } = view;
  if (!continuity) return null;
  const since = clockTime(new Date(continuity.since));
  return (
    <p class="banner continuity" data-tone="held" role="status">
      <Icon name="lifebuoy" />
      <span>
        <strong>{say(`continuity-${continuity.reason}`, { since })}</strong>{" "}
        {station.kind === "stall" && say("continuity-stall", { sum: money(limits?.offline_redeem_ore ?? 0) })}
        {station.kind === "cash_desk" && say("continuity-desk", { count: limits?.unreadable_per_visit_max ?? 0 })}
        {station.kind === "pant_box" && say("continuity-box", { count: limits?.unseen_per_period_max ?? 0 })}
      </span>
    </p>
  );
}
