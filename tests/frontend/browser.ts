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

// Nor would Node end while a failed test's outbox still rests between two attempts.
const { setTimeout: nodesOwn } = globalThis;
globalThis.setTimeout = ((go: () => void, ms: number) => {
  const timer = nodesOwn(go, ms);
  (timer as unknown as { unref(): void }).unref();
  return timer;
}) as typeof setTimeout;

/** Waits until `what` holds; fails loudly if it never does. */
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 20_000; turn++) {
    if (await what()) return;
    await new Promise<void>((go) => setImmediate(go));
  }
  throw new Error(`never came true: ${what}`);
}

/** Waits for `work` while every pause ends at once. */
export async function withoutWaiting<T>(work: Promise<T>): Promise<T> {
  let isOver = false;
  const end = () => { isOver = true; };
  void work.then(end, end);
  const real = globalThis.setTimeout;
  globalThis.setTimeout = ((go: () => void) => real(go, 0)) as typeof setTimeout;
  try {
    await until(() => isOver);
    return await work;
  } finally {
    globalThis.setTimeout = real;
  }
}

// Node's own timers, named here because the front end's types know only a browser.
declare const setImmediate: (go: () => void) => void;
