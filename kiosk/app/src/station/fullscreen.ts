// The whole screen for the station: no address bar to get lost in.

import { signal } from "@preact/signals";

export const isFull = signal(document.fullscreenElement !== null);
document.addEventListener("fullscreenchange", () => {
  isFull.value = document.fullscreenElement !== null;
});

/** Whether a page may ask for it here: an iPhone's may not, and an app on the home screen has it. */
export function canBeFull(): boolean {
  return document.fullscreenEnabled === true && !matchMedia("(display-mode: standalone), (display-mode: fullscreen)").matches;
}

/** Take the whole screen, or give it back. What the browser refuses stays as it is. */
export function toggleFull(): void {
  void (isFull.value ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined);
}
