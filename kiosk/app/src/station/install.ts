// Whether the browser will keep what is written here: an app on the home screen keeps it, a page may lose it in a week.

import { signal } from "@preact/signals";

interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

/** Whether the browser may empty this page's storage by itself. */
export const mayBeEmptied = signal(false);
/** Asks to put the app on the home screen, where the browser lets a page ask. */
export const askToInstall = signal<(() => void) | null>(null);

/** Find out, and listen for the browser's offer. */
export function watchInstalling(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    askToInstall.value = () => void (event as InstallPrompt).prompt();
  });
  addEventListener("appinstalled", () => {
    askToInstall.value = null;
    void look();
  });
  void look();
}

/** Ask the browser to keep what is written here, once there is something to keep. */
export async function askToKeep(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
  await look();
}

/**
 * Whether this browser gives an app on the home screen a storage of its own, and empties a page's after a week: then the
 * app comes first, and the pairing after it.
 */
export function isAppFirst(): boolean {
  return mayBeEmptied.value && /^Apple/.test(navigator.vendor);
}

async function look(): Promise<void> {
  const isApp = matchMedia("(display-mode: standalone), (display-mode: fullscreen)").matches && !document.fullscreenElement;
  const isKept = (await navigator.storage?.persisted?.().catch(() => false)) ?? false;
  mayBeEmptied.value = !isApp && !isKept;
}
