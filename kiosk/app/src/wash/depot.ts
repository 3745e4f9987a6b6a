// Wash and store at work: containers come in, get clean, go out. Scanned one by one, or counted by type.

import { type Signal, signal } from "@preact/signals";

import type { ContainerType, ScanKind } from "../api/types";
import { nameIn, say } from "../i18n/words";
import { readCode, shownCode } from "../station/codes";
import { Intake } from "../station/intake";
import type { Session } from "../station/session";
import { flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";

export type Work = Extract<ScanKind, "wash" | "receive" | "collect" | "dispatch">;

/** What each place does, the usual first. */
export const WORK: Record<"wash" | "store", readonly Work[]> = {
  wash: ["wash", "receive", "collect"],
  store: ["receive", "dispatch", "collect"],
};

export interface Tally {
  type: ContainerType;
  count: number;
}

export class Depot {
  readonly work: Signal<Work>;
  /** What was done in this sitting, by type. */
  readonly tallies: Signal<Tally[]> = signal([]);
  readonly intake = new Intake((text) => this.scan(text));

  constructor(readonly session: Session, readonly works: readonly Work[]) {
    this.work = signal(works[0] ?? "receive");
  }

  setWork(work: Work): void {
    this.work.value = work;
    this.tallies.value = [];
  }

  /** So many of one type, counted by hand: a scan of the type itself. */
  async count(type: ContainerType, quantity: number): Promise<void> {
    const { answer } = await this.session.outbox.put({ kind: this.work.value, code: `(8003)0${type.asset}`, quantity });
    const { answer: told } = await answer;
    if (told.verdict === "rejected") return flash({ tone: "rejected", word: say("no"), sentence: reasonText(told.reason) });
    this.tally(type, quantity);
    return flash({ tone: "accepted", word: `${quantity} × ${nameIn(type.names)}` });
  }

  private async scan(text: string): Promise<void> {
    const read = await readCode(this.session, text);
    if (read.kind !== "container") {
      const sentence = read.kind === "refused" ? reasonText(read.reason) : say("depot-not-this");
      return flash({ tone: "rejected", word: say("no"), sentence });
    }
    const { answer } = await this.session.outbox.put({ kind: this.work.value, code: text });
    const { answer: told } = await answer;
    if (told.verdict === "rejected") return flash({ tone: "rejected", word: say("no"), sentence: reasonText(told.reason) });
    const { type, humanCode } = read.container;
    if (type && told.verdict === "accepted") this.tally(type, 1);
    return flash({ tone: "accepted", word: say(`scan-${this.work.value}`), sentence: type ? nameIn(type.names) : shownCode(humanCode) });
  }

  private tally(type: ContainerType, quantity: number): void {
    const before = this.tallies.value.find((one) => one.type.id === type.id)?.count ?? 0;
    const others = this.tallies.value.filter((one) => one.type.id !== type.id);
    this.tallies.value = [{ type, count: before + quantity }, ...others];
  }
}
