// Who waits for which answer on this page, and which answers come too late to be seen by who waited.

/** After this long the guest has gone, and the person at the station looks at something else. */
const LATE_MS = 15_000;

export class Listeners<A> {
  private readonly waiting = new Map<string, { tell: (answered: A) => void; since: number }>();

  /** Resolves with the answer to `id`, should it come while this page lives. */
  answerTo(id: string): Promise<A> {
    return new Promise((tell) => this.waiting.set(id, { tell, since: performance.now() }));
  }

  /** Pass an answer on. Returns whether somebody was there to see it. */
  tell(id: string, answered: A): boolean {
    const listener = this.waiting.get(id);
    this.waiting.delete(id);
    listener?.tell(answered);
    return listener !== undefined && performance.now() - listener.since < LATE_MS;
  }
}
