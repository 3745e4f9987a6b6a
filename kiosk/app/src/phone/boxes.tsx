import type { FillState } from "../api/types";
import { say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import type { Tone } from "../ui/tones";
import type { BoxTold } from "./boot";

const TONES: Record<FillState, Tone> = {
  open: "accepted", nearly_full: "held", full: "rejected", out_of_order: "rejected", closed: "info",
};

/** How a box is: a colour, a shape and a word. */
export function StateBadge({ state }: { state: FillState }) {
  return (
    <span class="badge" data-tone={TONES[state]}>
      <StateIcon state={state} />{say(`phone-state-${state.replaceAll("_", "-")}`)}
    </span>
  );
}

function StateIcon({ state }: { state: FillState }) {
  switch (state) {
    case "open": return <Icon name="circle-check" />;
    case "nearly_full": return <Icon name="alert-triangle" />;
    case "full": return <Icon name="ban" />;
    case "out_of_order": return <Icon name="tool" />;
    case "closed": return <Icon name="lock" />;
  }
}

/** Where to go instead. */
export function NextBoxes({ boxes }: { boxes: BoxTold[] }) {
  return (
    <section class="stack tight" aria-labelledby="next-boxes">
      <h2 id="next-boxes">{say("phone-next-boxes")}</h2>
      {boxes.length === 0 ? <p>{say("phone-next-none")}</p> : (
        <ul class="rows">
          {boxes.map((box) => (
            <li class="row" key={box.number}>
              <span class="box-number" data-state={box.fill_state} aria-hidden="true">{box.number}</span>
              <span class="row-text">
                <strong>{say("phone-box", { number: box.number, name: box.name })}</strong>
                <StateBadge state={box.fill_state} />
              </span>
              {box.map_link && (
                <a class="icon-button" href={box.map_link} rel="noreferrer" aria-label={say("phone-on-map", { name: box.name })}>
                  <Icon name="map-pin" />
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <p><a class="button block" href="/status"><Icon name="list" /><span>{say("phone-all-boxes")}</span></a></p>
    </section>
  );
}
