// Idempotency keys: a request that got no answer is the same one when it is asked again.

import { uuid7 } from "../outbox/uuid7";
import { Refused } from "./client";

export class RequestKeys {
  private readonly keys = new Map<string, string>();

  /** Send a request by its key: the one it had, as long as nobody answered it, or a new one. `request` says what is asked of whom. */
  async send<T>(request: string, ask: (key: string) => Promise<T>): Promise<T> {
    const key = this.keys.get(request) ?? uuid7();
    this.keys.set(request, key);
    try {
      const answer = await ask(key);
      this.keys.delete(request);
      return answer;
    } catch (error) {
      if (error instanceof Refused && error.status < 500) this.keys.delete(request);
      throw error;
    }
  }
}
