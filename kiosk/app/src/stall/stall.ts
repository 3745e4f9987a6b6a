// A stall at work: what each scan means, and what the screen is set to.
//
// The law here: a stall is never stopped for what we believe. The container is in the vendor's hand, full and paid for;
// only a code that is nothing of ours, or one taken out of use, says no. And no answer waits for a network.

import { effect, type Signal, signal } from "@preact/signals";

import { say } from "../i18n/words";
import { asServerKnows, type Read, type ReadContainer, readCode, shownCode } from "../station/codes";
import { Deadline } from "../station/deadline";
import { Intake } from "../station/intake";
import type { Elsewhere } from "../station/move";
import type { Session } from "../station/session";
import { endFlash, flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";
import { Closing } from "./closing";
import { Day } from "./day";
import { Hands } from "./hands";
import { type Meaning, meaningOf, type Mode, type OwnScan, whatIsOut, type WhenOut } from "./meaning";
import { FALL_BACK_SECONDS, Order } from "./order";
import { PutBack } from "./putback";
import { Redeeming } from "./redeem";
import { Supply } from "./supply";

export type { Mode } from "./meaning";

const MS_PER_MINUTE = 60_000;

/** A container that is out already lies before the scanner again: what is it doing here? `again`: it may go out anew. */
export interface Question {
  container: ReadContainer;
  again: boolean;
}

export class Stall {
  readonly mode: Signal<Mode> = signal("issue");
  readonly question: Signal<Question | null> = signal(null);
  /** The sign of another stall was scanned. */
  readonly elsewhere: Signal<Elsewhere | null> = signal(null);
  readonly modeEnds = new Deadline();
  readonly questionEnds = new Deadline();
  readonly intake = new Intake((text) => this.scan(text));
  readonly day: Day;
  readonly order: Order;
  readonly hands: Hands;
  readonly putBack: PutBack;
  readonly redeeming: Redeeming;
  readonly supply: Supply;
  readonly closing: Closing;
  private readonly ready: Promise<unknown>;
  /** What is to be asked once the question that is open is answered: one at a time. */
  private readonly postponed: (() => Promise<void>)[] = [];

  constructor(readonly session: Session) {
    this.day = new Day(session);
    this.order = new Order(session, () => this.nextGuest());
    this.hands = new Hands(session, this.order, this.day, (container) => void this.meetOut(container));
    this.putBack = new PutBack(this.day, this.hands);
    this.redeeming = new Redeeming(session);
    this.supply = new Supply(session);
    this.closing = new Closing(session);
    this.ready = Promise.all([this.day.own.load(), this.order.load(), this.redeeming.load(), this.closing.load()]);
    effect(() => {
      session.busy.value = this.order.lines.value.length > 0 || this.question.value !== null || this.elsewhere.value !== null
        || this.redeeming.offer.value !== null || this.putBack.scans.value.length > 0 || this.closing.isOpen.value;
    });
  }

  /** Leave the finished order behind and begin the next guest's. */
  nextGuest(): void {
    this.order.finish();
    this.ask(null);
    if (this.mode.value !== "put_back") this.setMode("issue");
  }

  /** What the next scans mean; anything but handing out falls back by itself. */
  setMode(mode: Mode): void {
    this.mode.value = mode;
    this.hands.swapped.value = null;
    this.putBack.clear();
    this.ask(null);
    if (mode === "issue") this.modeEnds.clear();
    else this.extendMode();
    if (mode === "put_back") void this.day.refresh();
  }

  /** The vendor says what a container that is out is doing here. */
  async decide(what: "again" | "refill" | "swap" | "take_back" | "nothing"): Promise<void> {
    const container = this.question.value?.container;
    this.ask(null);
    if (!container || what === "nothing") return;
    if (what === "again") return this.hands.issue(container);
    if (what === "refill") return this.hands.refill(container);
    this.setMode(what);
    await this.act(container, this.meaningOf(container, await this.ownOf(container), true));
    if (what === "take_back") this.setMode("issue");
  }

  /** Take all back that was scanned for it, at one press. */
  async confirmPutBack(): Promise<void> {
    await this.putBack.confirm();
    this.setMode("issue");
  }

  /** Ask about a container. The next one, or time, puts the question away, and nothing is booked for it. */
  private ask(about: Question | null): void {
    this.question.value = about;
    if (about) this.questionEnds.set(FALL_BACK_SECONDS, () => this.ask(null));
    else {
      this.questionEnds.clear();
      const next = this.postponed.shift();
      if (next) this.intake.queueUp(next);
    }
  }

  private async scan(text: string): Promise<void> {
    await this.ready;
    const read = await readCode(this.session, text);
    switch (read.kind) {
      case "container":
        return this.meet(read.container);
      case "bearer":
        return this.redeeming.meetBearer(read);
      case "ticket":
        return this.redeeming.meetTicket(read);
      case "station":
        return this.meetSign(read);
      case "refused":
        return flash({ tone: "rejected", word: say("no"), sentence: reasonText(read.reason) });
      default:
        return flash({ tone: "rejected", word: say("no"), sentence: say("stall-not-for-here") });
    }
  }

  /** Answer by what this device knows, at once. Where the server may know better, what it says comes after. */
  private async meet(container: ReadContainer): Promise<void> {
    const own = await this.ownOf(container);
    // Of a code that was typed the server was asked already what it is.
    const meaning = this.meaningOf(container, own, container.out ?? null);
    const isOpen = (meaning.kind === "issue" || meaning.kind === "ask") && (own === null || own.isSent) && container.out === undefined;
    // Asked before it is written down: of how it stood until now.
    const told = isOpen ? asServerKnows(this.session, container) : null;
    await this.act(container, meaning);
    const scanId = meaning.kind === "issue" ? this.order.lines.value.at(-1)?.scanId : undefined;
    void told?.then((read) => {
      if (read) this.intake.queueUp(() => (scanId ? this.thinkAgain(scanId, own, read) : this.answerQuestion(container, read)));
    });
  }

  /** The server's word on what was handed out with this scan. Once its guest has gone, nobody is called back for it. */
  private async thinkAgain(scanId: string, own: OwnScan | null, read: Read): Promise<void> {
    const line = this.order.find(scanId);
    // What is none of ours the scan's own answer stops.
    if (read.kind !== "container" || line?.state !== "standing") return;
    const { out, issuedBy, again, retired } = read.container;
    // The scan itself may have come first: then the server says whether it was out before.
    const isOut = (out ?? false) && (issuedBy !== scanId || (again ?? false));
    if (!isOut && !retired) return;
    const meaning = retired ? { kind: "take_another" as const } : whatIsOut(this.whenOut, own);
    if (meaning.kind === "ask" && this.question.value) return void this.postponed.push(() => this.thinkAgain(scanId, own, read));
    await this.hands.undo({ id: scanId, code: line.code });
    endFlash();
    return this.act(read.container, meaning);
  }

  /** Another device of this stall handed it out, which this one learnt from the answer to its own scan. */
  private meetOut(container: ReadContainer): Promise<void> {
    return this.act(container, this.whenOut === "refill" ? { kind: "refill" } : { kind: "ask", again: false });
  }

  private get whenOut(): WhenOut {
    return this.session.view.value.station.when_out ?? "ask";
  }

  /** What this device handed out may have come back by a box since. */
  private async answerQuestion(container: ReadContainer, read: Read): Promise<void> {
    if (this.question.value?.container !== container) return;
    if (read.kind === "refused") {
      this.ask(null);
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(read.reason) });
    } else if (read.kind === "container" && !read.container.out) {
      await this.act(read.container, read.container.retired ? { kind: "take_another" } : { kind: "issue" });
    }
  }

  private meaningOf(container: ReadContainer, own: OwnScan | null, outHere: boolean | null): Meaning {
    return meaningOf({
      mode: this.mode.value, whenOut: this.whenOut, isRetired: container.retired, isInOrder: this.order.has(container.code, container.humanCode),
      own, outHere, isOnline: this.session.online.value, hasOld: this.hands.swapped.value !== null,
    });
  }

  private async ownOf({ humanCode }: ReadContainer): Promise<OwnScan | null> {
    const last = this.day.own.lastOf(humanCode);
    if (!last || !(last.kind === "issue" || last.kind === "refill" || last.kind === "return" || last.kind === "swap")) return null;
    const isSent = this.session.outbox.waiting.value === 0 || last.at.getTime() <= Date.parse(await this.session.outbox.sentEverythingUntil());
    return { kind: last.kind, minutesAgo: (this.session.clock.now().getTime() - last.at.getTime()) / MS_PER_MINUTE, isSent };
  }

  private async act(container: ReadContainer, meaning: Meaning): Promise<void> {
    this.ask(null);
    if (this.mode.value !== "issue") this.extendMode();
    switch (meaning.kind) {
      case "counted_already":
        return flash({ tone: "info", word: say("stall-counted-already"), sentence: shownCode(container.humanCode) });
      case "take_another":
        return flash({ tone: "rejected", word: say("stall-take-another"), sentence: reasonText("retired_container") });
      case "ask_elsewhere":
        return flash({ tone: "held", word: say("stall-ask-elsewhere"), sentence: say("stall-ask-elsewhere-how") });
      case "issue":
        return this.hands.issue(container);
      case "refill":
        return this.hands.refill(container);
      case "ask":
        return this.ask({ container, again: meaning.again });
      case "take_back":
        return this.hands.takeBack(container, meaning.isSure);
      case "swap_old":
        this.hands.swapped.value = { container, isSure: meaning.isSure };
        return undefined;
      case "swap_new":
        await this.hands.swap(container);
        return this.setMode("issue");
      case "put_back":
      case "in_stock_already":
        return this.putBack.meet(container);
    }
  }

  private extendMode(): void {
    this.modeEnds.set(FALL_BACK_SECONDS, () => {
      if (this.putBack.scans.value.length > 0) flash({ tone: "info", word: say("put-back-nothing"), sentence: say("put-back-nothing-how") });
      this.setMode("issue");
    });
  }

  private async meetSign({ sign, station }: Extract<Read, { kind: "station" }>): Promise<void> {
    const here = this.session.view.value.station;
    if (sign === here.sign) return flash({ tone: "info", word: say("stall-here-already"), sentence: here.name });
    // One that was set up a moment ago is not among those that were told last.
    if (station?.kind === "stall" && !this.session.stallBySign(sign)) await this.session.refresh();
    const stall = this.session.stallBySign(sign);
    if (stall && this.session.view.value.event.self_moving === false) return flash({ tone: "held", word: say("move-off"), sentence: say("move-off-how") });
    if (stall) this.elsewhere.value = stall;
    else if (station) flash({ tone: "rejected", word: say("no"), sentence: say("stall-not-for-here") });
    else flash({ tone: "held", word: say("move-unknown"), sentence: say("move-unknown-how") });
  }
}
