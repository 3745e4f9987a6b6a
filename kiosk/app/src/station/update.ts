// The station app, kept on the device by its service worker, and brought up to date when nobody is being served.

import { effect, type ReadonlySignal, signal } from "@preact/signals";

const LOOK_EVERY_MS = 30 * 60_000;

/** A newer version is here and waits for the next quiet moment. */
const waiting = signal<ServiceWorker | null>(null);

/** Keep the app on this device, and look now and then for a newer one. Without a secure connection there is no keeping it. */
export function keepOnDevice(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  let isKept = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    // The first worker brings nothing new; a later one only comes because we asked it to take over.
    if (isKept) location.reload();
    isKept = true;
  });
  workers.register("/k/sw.js", { scope: "/k/", updateViaCache: "none" }).then(watch, () => undefined);
}

/** Take a newer version as soon as nobody is being served. Returns what stops that. */
export function restartWhenIdle(busy: ReadonlySignal<boolean>): () => void {
  return effect(() => {
    if (waiting.value && !busy.value) waiting.value.postMessage("take over");
  });
}

function watch(registration: ServiceWorkerRegistration): void {
  note(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => note(registration));
  });
  setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
}

function note(registration: ServiceWorkerRegistration): void {
  if (registration.waiting && registration.active) waiting.value = registration.waiting;
}
