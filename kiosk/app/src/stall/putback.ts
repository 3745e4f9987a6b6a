// Put back what was not sold: scanned one after another, then undone all at once.

import { type Signal, signal } from "@preact/signals";

import { nameIn, say } from "../i18n/words";
import { type ReadContainer, shownCode } from "../station/codes";
import { flash } from "../ui/Flash";
import type { Day, DayScan } from "./day";
import type { Hands } from "./hands";

/** A container to put back, and the handing out that is then undone. */
export interface Unsold {
  container: ReadContainer;
  issue: DayScan;
}

export class PutBack {
  readonly scans: Signal<readonly Unsold[]> = signal([]);

  constructor(private readonly day: Day, private readonly hands: Hands) {}

  /** One that was handed out here today by mistake, or too early, joins the rest; one that was not is in stock already. */
  async meet(container: ReadContainer): Promise<void> {
    if (this.scans.value.some((one) => one.container.humanCode === container.humanCode)) {
      return flash({ tone: "info", word: say("stall-counted-already"), sentence: shownCode(container.humanCode) });
    }
    const issue = this.day.issueOf(container.humanCode);
    if (!issue) return flash({ tone: "info", word: say("put-back-in-stock"), sentence: shownCode(container.humanCode) });
    this.scans.value = [...this.scans.value, { container, issue }];
    const name = container.type ? nameIn(container.type.names) : say("container");
    return flash({ tone: "accepted", word: `+1`, sentence: name });
  }

  clear(): void {
    this.scans.value = [];
  }

  async confirm(): Promise<void> {
    const unsold = this.scans.value;
    for (const { issue } of unsold) await this.hands.undo(issue);
    this.clear();
    flash({ tone: "accepted", word: say("put-back-done"), sentence: say("pieces", { count: unsold.length }) });
  }
}
