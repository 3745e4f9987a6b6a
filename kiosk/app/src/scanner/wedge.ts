// A hand scanner that pretends to be a keyboard: it types the code and presses Enter.

/** After a longer pause between two keys a new code begins. Generous: a busy phone hears a fast scanner slowly. */
const PAUSE_MS = 3_000;
const LENGTH_MIN = 4;
const LENGTH_MAX = 200;

/** Tells `onCode` of each code a keyboard scanner types on this page. Returns what stops it. */
export function listenForWedge(onCode: (text: string) => void): () => void {
  let typed = "";
  let lastAt = 0;

  function hear(event: KeyboardEvent): void {
    if (isTypingTarget(event.target) || event.altKey || event.metaKey) return;
    if (event.timeStamp - lastAt > PAUSE_MS) typed = "";
    lastAt = event.timeStamp;
    if (event.key === "Enter" || event.key === "Tab") {
      const text = typed;
      typed = "";
      if (text.length < LENGTH_MIN) return;
      // A button that has the focus must not be pressed by a scanner's Enter.
      swallow(event);
      onCode(text);
    } else if (event.ctrlKey) {
      // GS1 scanners send FNC1, which separates fields, as Ctrl and ].
      if (event.key === "]") typed += "\u001d";
    } else if (event.key.length === 1 && typed.length < LENGTH_MAX) {
      if (event.key === " " && typed !== "") swallow(event);
      typed += event.key;
    }
  }

  window.addEventListener("keydown", hear, { capture: true });
  return () => window.removeEventListener("keydown", hear, { capture: true });
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isTypingTarget(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
