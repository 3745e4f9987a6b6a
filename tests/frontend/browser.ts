// As much of a browser as the outbox needs, for tests in Node: a database, an address bar, no locks.

import "fake-indexeddb/auto";

Object.defineProperty(globalThis, "navigator", { value: { onLine: true, platform: "test" }, configurable: true });
globalThis.addEventListener ??= () => undefined;
// Node waits for its channels to be closed; a browser's tab does not.
globalThis.BroadcastChannel = class extends BroadcastChannel {
  constructor(name: string) {
    super(name);
    (this as unknown as { unref(): void }).unref();
  }
};

/** Waits until `what` holds; fails loudly if it never does. */
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 20_000; turn++) {
    if (await what()) return;
    await new Promise<void>((go) => setImmediate(go));
  }
  throw new Error(`never came true: ${what}`);
}

// Node's own timers, named here because the front end's types know only a browser.
declare const setImmediate: (go: () => void) => void;
