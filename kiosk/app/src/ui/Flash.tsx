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
/** The open sheets, the topmost last. What lies outside of it can be neither tapped nor heard. */
const sheets = signal<readonly symbol[]>([]);
let timer = 0;

/** Fill the screen with an answer. Good news passes by itself, trouble stays a little longer; a tap ends either. */
export function flash(message: FlashMessage): void {
  clearTimeout(timer);
  shown.value = message;
  const isGood = message.tone === "accepted" || message.tone === "refill";
  timer = setTimeout(endFlash, isGood ? SHOWN_MS : TROUBLE_SHOWN_MS);
  // Android phones feel it; where there is no motor nothing happens.
  navigator.vibrate?.(isGood ? 60 : [80, 60, 80]);
}

export function endFlash(): void {
  clearTimeout(timer);
  shown.value = null;
}

/** A sheet opened over everything: what is being said stays on top, inside of it. Returns what takes it away again. */
export function openSheet(sheet: symbol): () => void {
  sheets.value = [...sheets.value, sheet];
  return () => { sheets.value = sheets.value.filter((one) => one !== sheet); };
}

/** The flash where no sheet is open. Once in a page. */
export function Flash() {
  return sheets.value.length === 0 ? <Place /> : null;
}

/** The flash of a page whose topmost sheet is this one. */
export function SheetFlash({ sheet }: { sheet: symbol }) {
  return sheets.value.at(-1) === sheet ? <Place /> : null;
}

/** The flash, and for screen readers the sentence that stays behind. */
function Place() {
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
