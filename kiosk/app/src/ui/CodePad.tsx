import { useState } from "preact/hooks";

import { say } from "../i18n/words";
import { Icon } from "./Icon";
import { Sheet } from "./Sheet";

/** Crockford's signs: no I, L, O or U, so nothing can be misread. */
const SIGNS = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"];
const GROUP = 4;
const LENGTH_MIN = 6;
const LENGTH_MAX = 17;

interface Props {
  title: string;
  hint: string;
  lengthMin?: number;
  onCode: (text: string) => void;
  onClose: () => void;
}

/** A code typed on the screen, for a label that cannot be read and a kiosk without a keyboard. */
export function CodePad({ title, hint, lengthMin = LENGTH_MIN, onCode, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const add = (sign: string) => setTyped((before) => (before + sign).slice(0, LENGTH_MAX));
  return (
    <Sheet title={title} onClose={onClose}>
      <p class="soft">{hint}</p>
      <output class="code-typed" aria-label={say("code-typed")}>{grouped(typed) || "····-····"}</output>
      <div class="code-keys" role="group" aria-label={say("code-keys")}>
        {SIGNS.map((sign) => (
          <button key={sign} type="button" class="key" onClick={() => add(sign)}>{sign}</button>
        ))}
      </div>
      <div class="actions">
        <button type="button" class="button large" onClick={() => setTyped((before) => before.slice(0, -1))}>
          <Icon name="backspace" />{say("code-erase")}
        </button>
        <button
          type="button" class="button primary large" disabled={typed.length < lengthMin}
          onClick={() => { onClose(); onCode(typed); }}
        >
          <Icon name="check" />{say("code-use")}
        </button>
      </div>
    </Sheet>
  );
}

function grouped(code: string): string {
  return code.match(new RegExp(`.{1,${GROUP}}`, "g"))?.join("-") ?? "";
}
