// One station may be open in several tabs. One of them sends; the others hear from it.

/** Holds the floor over all tabs: what waits for it runs in one of them at a time. */
export interface Floor {
  /** Run `work` once no other tab does; until `end` aborts it or the tab is closed. */
  take(end: AbortSignal, work: () => Promise<void>): Promise<void>;
}

/** By the browser's locks, which end with the tab however it ends. */
export function floorOf(name: string): Floor {
  const locks = navigator.locks as LockManager | undefined;
  return {
    async take(end, work) {
      // Without locks two tabs may both send: the server answers a scan sent twice as it did the first time.
      if (!locks) return work();
      await locks.request(name, { signal: end }, work).catch((error: unknown) => {
        if (!end.aborted) throw error;
      });
    },
  };
}

/** What tabs of one station tell each other. */
export class Grapevine<T> {
  private channel: BroadcastChannel | null;

  constructor(name: string, hear: (told: T) => void) {
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : null;
    if (this.channel) this.channel.onmessage = (event: MessageEvent<T>) => hear(event.data);
  }

  tell(what: T): void {
    this.channel?.postMessage(what);
  }

  end(): void {
    this.channel?.close();
    this.channel = null;
  }
}
