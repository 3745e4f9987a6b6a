// The station app, kept on the device by its service worker, and brought up to date when nobody is being served.

import { effect, type ReadonlySignal, signal } from "@preact/signals";

const LOOK_EVERY_MS = 30 * 60_000;
const TAKE_OVER_MS = 3_000;

/** Whether the app opens here without a network. */
export const isKept = signal(false);
/** A newer version is here and waits for the next quiet moment. */
const waiting = signal<ServiceWorker | null>(null);
/** Another tab took the newer version: this page is still the old one. */
const isOld = signal(false);
/** Somebody pressed for it: then nothing is waited for. */
let isPressed = false;

/** Whether a newer version would come with a restart. */
export function isNewerHere(): boolean {
  return waiting.value !== null || isOld.value;
}

/** Keep the app on this device, and look now and then for a newer one. Without a secure connection there is no keeping it. */
export function keepOnDevice(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  isKept.value = workers.controller !== null;
  // Whatever page was here before is gone now: what only that one needed may go too.
  workers.controller?.postMessage("begun");
  workers.addEventListener("controllerchange", () => {
    // The first worker brings nothing new; a later one only comes because this tab or another asked it to take over.
    isOld.value = isKept.value;
    isKept.value = true;
    if (isPressed) location.reload();
  });
  workers.register("/k/sw.js", { scope: "/k/", updateViaCache: "none" }).then(watch, () => undefined);
}

/** Take a newer version as soon as nobody is being served on this page. Returns what stops that. */
export function restartWhenIdle(busy: ReadonlySignal<boolean>): () => void {
  return effect(() => {
    if (busy.value) return;
    if (isOld.value) location.reload();
    else waiting.value?.postMessage("take over");
  });
}

/** Start the app anew at once, with the newest version that is here. */
export function restart(): void {
  isPressed = true;
  if (!waiting.value || isOld.value) return location.reload();
  waiting.value.postMessage("take over");
  // A worker that does not come must not keep a station from starting.
  setTimeout(() => location.reload(), TAKE_OVER_MS);
}

function watch(registration: ServiceWorkerRegistration): void {
  note(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => note(registration));
  });
  const look = () => void registration.update().catch(() => undefined);
  setInterval(look, LOOK_EVERY_MS);
  // A device that was without a network for days may need what was mended meanwhile.
  addEventListener("online", look);
}

function note(registration: ServiceWorkerRegistration): void {
  if (registration.waiting && registration.active) waiting.value = registration.waiting;
}
