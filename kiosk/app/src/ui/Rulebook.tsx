import type { RuleSection, StationView } from "../api/types";
import { language, say } from "../i18n/words";
import { Icon } from "./Icon";
import { Picture } from "./Picture";

/** The event's rules, folded up behind a button. */
export function Rulebook({ view }: { view: StationView }) {
  if (!hasRules(view)) return null;
  return (
    <details class="rulebook">
      <summary class="button large block"><Icon name="book" />{say("rulebook")}</summary>
      <Rules view={view} />
    </details>
  );
}

/** Whether there are rules to show: what an older version kept has none. */
export function hasRules(view: StationView): boolean {
  return Boolean(view.rulebook?.[language.value]?.guests);
}

/** The event's rules as they hold now: what is taken back where, how much, how and until when. Kept for no network. */
export function Rules({ view }: { view: StationView }) {
  const rules = view.rulebook?.[language.value];
  if (!rules?.guests) return null;
  const forHere = view.station.kind === "stall" ? [...rules.stalls, ...rules.guests] : rules.guests;
  return (
    <div class="stack">
      {rules.own && <p class="lead">{rules.own}</p>}
      {forHere.map((section) => <Section key={section.key} section={section} />)}
    </div>
  );
}

function Section({ section }: { section: RuleSection }) {
  return (
    <section class="rulebook-section">
      <Picture name={section.picture} />
      <div>
        <h3>{section.title}</h3>
        {section.lines.map((line) => <p key={line}>{line}</p>)}
      </div>
    </section>
  );
}
