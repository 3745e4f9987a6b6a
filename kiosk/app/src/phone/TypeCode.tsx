import { useState } from "preact/hooks";

import { say } from "../i18n/words";

/** For a label no camera reads, and for who has no camera: the short code under it, typed. */
export function TypeCode({ onCode }: { onCode: (text: string) => void }) {
  const [text, setText] = useState("");

  function send(event: Event): void {
    event.preventDefault();
    if (text.trim() === "") return;
    onCode(text.trim());
    setText("");
  }

  return (
    <details class="fold">
      <summary>{say("phone-type")}</summary>
      <form class="cluster type-code" onSubmit={send}>
        <div class="field">
          <label for="typed">{say("phone-type-label")}</label>
          <input
            id="typed" class="large code-input" autocomplete="off" autocapitalize="characters" spellcheck={false} maxLength={40}
            placeholder="ABCD-EFGH" value={text} onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <button class="button">{say("phone-type-send")}</button>
      </form>
    </details>
  );
}
