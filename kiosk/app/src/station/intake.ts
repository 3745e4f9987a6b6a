// Codes come in from camera, hand scanner and keypad, and are dealt with one after another, in that order.

import { signal } from "@preact/signals";

import { say } from "../i18n/words";
import { StorageRefused } from "../outbox/store";
import { listenForWedge } from "../scanner/wedge";
import { flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";

export class Intake {
  /** Whether a code is being dealt with right now. */
  readonly busy = signal(false);
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly handle: (text: string) => Promise<void>) {}

  /** Take a code that was read. */
  readonly take = (text: string): void => this.queueUp(() => this.handle(text));

  /** Do something between two codes. */
  queueUp(work: () => Promise<void>): void {
    this.waiting++;
    this.busy.value = true;
    this.queue = this.queue
      .then(work)
      .catch(sayTrouble)
      .finally(() => {
        this.busy.value = --this.waiting > 0;
      });
  }

  /** Listen for a hand scanner. Returns what stops it. */
  listen(): () => void {
    return listenForWedge(this.take);
  }
}

/** What could not be written down did not happen, and people are told so, loudly. Anything else is our own mistake. */
export function sayTrouble(error: unknown): void {
  if (error instanceof StorageRefused) flash({ tone: "rejected", word: say("no"), sentence: reasonText(error.code) });
  else reportError(error);
}
