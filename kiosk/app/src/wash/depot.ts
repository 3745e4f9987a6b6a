// Wash and store at work: containers come in, get clean, go out. Scanned one by one, or counted by type.
//
// The law here: whoever stands at the wash is told yes as soon as it is written down. The server's answer comes when it
// comes; only a no is shown then.

import { computed, type Signal, signal } from "@preact/signals";

import type { ContainerType } from "../api/types";
import { nameIn, say } from "../i18n/words";
import type { Answered } from "../outbox/outbox";
import type { Draft } from "../outbox/store";
import { type Read, type ReadContainer, readCode, shownCode } from "../station/codes";
import { Deadline } from "../station/deadline";
import { Intake } from "../station/intake";
import type { Session } from "../station/session";
import { flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";
import { Logistics } from "./logistics";
import { hasType, kindOf, type SortedOut, takesSingles, type Work } from "./works";

/** Racks are counted as they pass; what stands there so long was meant. */
const BOOKS_AFTER_SECONDS = 20;
const DRAFT = "depot-draft";

/** By type id; 0 stands for what has none of ours. */
export type Counts = Readonly<Record<number, number>>;

interface Counting {
  work: Work;
  reason: SortedOut;
  bag: string;
  counts: Counts;
}

export class Depot {
  readonly work: Signal<Work>;
  readonly reason: Signal<SortedOut> = signal("damaged");
  /** The tag of the bag that is open on the table; empty: none. */
  readonly bag = signal("");
  /** Counted and not booked yet. */
  readonly counts: Signal<Counts> = signal({});
  /** Booked in this sitting, by type. */
  readonly booked: Signal<Counts> = signal({});
  readonly pending = computed(() => sumOf(this.counts.value));
  readonly total = computed(() => sumOf(this.booked.value));
  readonly books = new Deadline();
  readonly intake = new Intake((text) => this.scan(text));
  readonly logistics: Logistics;

  constructor(readonly session: Session, readonly works: readonly Work[]) {
    this.work = signal(works[0] ?? "receive");
    this.logistics = new Logistics(session);
    void this.takeUp();
  }

  setWork(work: Work): void {
    this.book();
    this.work.value = work;
    this.booked.value = {};
    this.bag.value = "";
  }

  setReason(reason: SortedOut): void {
    this.book();
    this.reason.value = reason;
    this.booked.value = {};
  }

  /** A bag lies on the table, named by its tag: what is counted now was in it. */
  openBag(tag: string): void {
    this.book();
    this.bag.value = tag;
    this.booked.value = {};
  }

  /** So many of one type stand there; they are booked in a moment, or at once. */
  setCount(typeId: number, count: number): void {
    const { [typeId]: _before, ...others } = this.counts.value;
    this.counts.value = count > 0 ? { ...others, [typeId]: count } : others;
    if (this.pending.value > 0) this.books.set(BOOKS_AFTER_SECONDS, () => this.book());
    else this.books.clear();
    this.remember();
  }

  /** Book what was counted. Written down at once, with or without network. */
  book(): void {
    this.books.clear();
    const drafts = Object.entries(this.counts.value).map(([id, quantity]) => this.draft(Number(id), quantity));
    const booked = this.counts.value;
    if (drafts.length === 0) return;
    this.counts.value = {};
    this.remember();
    this.session.outbox.putTogether(drafts).then(
      (put) => {
        this.add(booked);
        put.forEach(({ answer }) => void answer.then((told) => this.hear(told)));
        flash({ tone: "accepted", word: String(sumOf(booked)), sentence: say(`depot-${this.work.value}`) });
      },
      (error: unknown) => {
        this.counts.value = booked;
        this.remember();
        throw error;
      },
    );
  }

  private draft(typeId: number, quantity: number): Draft {
    const type = this.session.typeById(typeId);
    const draft: Draft = { kind: kindOf(this.work.value) ?? "count", code: type ? `(8003)0${type.asset}` : this.sign, quantity };
    if (this.work.value === "sort") draft.reason = this.reason.value;
    if (this.bag.value) draft.bag = this.bag.value;
    return draft;
  }

  /** What is nothing of ours is counted by the place it was found at. */
  private get sign(): string {
    return `${location.origin}/B/${this.session.view.value.station.sign}`.toUpperCase();
  }

  private async scan(text: string): Promise<void> {
    const read = await readCode(this.session, text);
    if (read.kind === "bag") return this.meetBag(read.tag);
    if (this.work.value === "deliveries" && (read.kind === "crate" || read.kind === "station")) return this.logistics.meet(read);
    if (read.kind === "container" && takesSingles(this.work.value)) return this.take(read.container);
    return flash({ tone: "rejected", word: say("no"), sentence: this.whyNot(read) });
  }

  private whyNot(read: Read): string {
    if (read.kind === "refused") return reasonText(read.reason);
    return say(read.kind === "container" ? "depot-count-by-hand" : "depot-not-this");
  }

  private meetBag(tag: string): void {
    if (!this.works.includes("bag")) return flash({ tone: "rejected", word: say("no"), sentence: say("depot-not-this") });
    if (this.work.value !== "bag") this.setWork("bag");
    this.openBag(tag);
    return flash({ tone: "info", word: say("depot-bag-open", { tag }) });
  }

  private async take(container: ReadContainer): Promise<void> {
    const { answer } = await this.session.outbox.put({ kind: kindOf(this.work.value) ?? "receive", code: container.code });
    const { type, humanCode } = container;
    if (type) this.add({ [type.id]: 1 });
    void answer.then((told) => this.hear(told, container));
    flash({ tone: "accepted", word: say(`depot-${this.work.value}`), sentence: type ? nameIn(type.names) : shownCode(humanCode) });
  }

  /** What comes back later changes nothing unless it is a no. */
  private hear({ scan, answer }: Answered, container?: ReadContainer): void {
    const typeId = answer.type_id ?? container?.type?.id ?? 0;
    if (answer.verdict !== "rejected") {
      if (container && !container.type && answer.verdict === "accepted") this.add({ [typeId]: 1 });
      return;
    }
    if (!container || container.type) this.add({ [typeId]: -(scan.quantity ?? 1) });
    flash({ tone: "rejected", word: say("no"), sentence: reasonText(answer.reason) });
  }

  private add(more: Counts): void {
    const booked = { ...this.booked.value };
    for (const [id, count] of Object.entries(more)) booked[Number(id)] = Math.max(0, (booked[Number(id)] ?? 0) + count);
    this.booked.value = booked;
  }

  private remember(): void {
    const counting: Counting = { work: this.work.value, reason: this.reason.value, bag: this.bag.value, counts: this.counts.value };
    this.session.busy.value = this.pending.value > 0;
    void this.session.kept.put(DRAFT, counting);
  }

  /** A page that was killed in mid-count goes on where it was. */
  private async takeUp(): Promise<void> {
    const found = await this.session.kept.get<Counting>(DRAFT);
    if (!found || !this.works.includes(found.work) || sumOf(found.counts) === 0) return;
    this.work.value = found.work;
    this.reason.value = found.reason;
    this.bag.value = found.bag;
    this.counts.value = found.counts;
    this.books.set(BOOKS_AFTER_SECONDS, () => this.book());
  }

  /** The types to count by; what is sorted out as nothing of ours has none. */
  get types(): readonly ContainerType[] {
    return this.work.value === "sort" && !hasType(this.reason.value) ? [] : this.session.types.value;
  }
}

function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
