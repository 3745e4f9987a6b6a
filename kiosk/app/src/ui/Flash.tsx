import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

import { type Tone, ToneIcon } from "./tones";

/** What a whole screen says for a moment. `word` is read across a counter, `sentence` by who stands before it. */
export interface FlashMessage {
  tone: Tone;
  word: string;
  sentence?: string;
}

/** Long enough to be seen from the corner of an eye, short enough for the next one in the queue. */
const SHOWN_MS = 900;
const TROUBLE_SHOWN_MS = 3_500;

const shown = signal<FlashMessage | null>(null);
let timer = 0;

/** Fill the screen with an answer. Good news passes by itself, trouble stays a little longer; a tap ends either. */
export function flash(message: FlashMessage): void {
  clearTimeout(timer);
  shown.value = message;
  timer = setTimeout(endFlash, message.tone === "accepted" ? SHOWN_MS : TROUBLE_SHOWN_MS);
  // Android phones feel it; where there is no motor nothing happens.
  navigator.vibrate?.(message.tone === "accepted" ? 60 : [80, 60, 80]);
}

export function endFlash(): void {
  clearTimeout(timer);
  shown.value = null;
}

/** Something opened over it: what is being said stays on top. */
export function raiseFlash(): void {
  const screen = document.querySelector<HTMLElement>(".flash:popover-open");
  screen?.hidePopover();
  screen?.showPopover();
}

/** The flash, and for screen readers the sentence that stays behind. Once in a page. */
export function Flash() {
  const message = shown.value;
  const number = useRef(0);
  if (message) number.current++;
  return (
    <div class="flash-place" role="status" aria-live="assertive">
      {message && <FullScreen key={number.current} message={message} />}
    </div>
  );
}

/** Above all, an open sheet too: both lie in the browser's top layer, the newest on top. */
function FullScreen({ message }: { message: FlashMessage }) {
  const screen = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => screen.current?.showPopover?.(), []);
  return (
    <div ref={screen} popover="manual" class="flash" data-tone={message.tone} onClick={endFlash}>
      <ToneIcon tone={message.tone} />
      <p class="flash-word">{message.word}</p>
      {message.sentence && <p class="flash-sentence">{message.sentence}</p>}
    </div>
  );
}
