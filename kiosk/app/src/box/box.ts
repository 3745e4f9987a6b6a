// A pant box at work, alone with the guest, for days. What comes next is decided in `phases.ts`; here it is done.
//
// The law here: the next person never sees another's money, and nothing is a dead end. Whoever walks away leaves a
// ticket behind that only the crew can show again; so does a power cut.

import { effect, type Signal, signal } from "@preact/signals";

import { NoAnswer, Refused } from "../api/client";
import { type Part, payOut, type Refund } from "../api/refunds";
import { RequestKeys } from "../api/request_keys";
import type { BearerView, ScanAnswer } from "../api/types";
import { language, money, readLanguage, say, speak } from "../i18n/words";
import { type Read, type ReadBearer, type ReadContainer, readCode } from "../station/codes";
import { Deadline } from "../station/deadline";
import { Intake } from "../station/intake";
import type { Session } from "../station/session";
import { endFlash, flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";
import { Crew } from "./crew";
import { ticketClaim, ticketMessage, visitLink, voucherLink } from "./links";
import { BULK_FROM, BULK_SECONDS, type Facts, type Happening, isResumed, mayTake, next, type PhaseName, SECONDS, THANKS_SECONDS, type TicketWhy } from "./phases";
import { type Payout, Recent } from "./recent";
import { type KeptReturns, Returns } from "./returns";
import { Standing } from "./standing";
import { wordsFor } from "./words";

/** A voucher, or a slip's money, on the screen. A `promise` is on its slip as soon as the network is back. */
export type Paid =
  | { kind: "voucher"; refund: Pick<Refund, "amount_ore" | "valid_until">; code: string }
  | { kind: "slip"; ore: number; total: { number: number; leftOre: number } | null }
  | { kind: "promise"; ore: number; count: number }
  | { kind: "donation"; ore: number; cause: string };

export type Phase =
  | { name: Exclude<PhaseName, "ticket" | "paid"> }
  | { name: "ticket"; why: TicketWhy; link: string; ore: number; count: number }
  | { name: "paid"; paid: Paid };

/** What of a visit is written down: enough to go on with it, or to put it by. */
interface KeptVisit {
  at: number;
  phase: Phase;
  isBulk: boolean;
  returns: KeptReturns;
}

const ATTRACT: Phase = { name: "attract" };
const HOME_LANGUAGE = readLanguage(document.documentElement.lang) ?? "da";
const VISIT = "visit";
/** Longer than this nobody holds a cup in the air: it is received, and what it gave is shown when it is known. */
const ANSWER_PATIENCE_MS = 900;
/** A visit of many is written down this often. */
const KEEP_MANY_MS = 1_000;

export class Box {
  readonly phase: Signal<Phase> = signal(ATTRACT);
  readonly returns: Signal<Returns>;
  readonly slip: Signal<{ code: string; bearer: BearerView | null } | null> = signal(null);
  readonly bulk = signal(false);
  readonly paying = signal(false);
  readonly ends = new Deadline();
  readonly intake = new Intake((text) => this.scan(text));
  readonly recent: Recent;
  readonly standing: Standing;
  readonly crew: Crew;
  private keeping = 0;
  private readonly refundKeys = new RequestKeys();

  constructor(readonly session: Session) {
    this.returns = signal(new Returns(session));
    this.recent = new Recent(session.kept);
    this.standing = new Standing(session);
    this.crew = new Crew(session, this.standing);
    const others = session.outbox.onLateAnswer;
    session.outbox.onLateAnswer = (answered) => {
      if (this.returns.value.hear(answered)) this.happen("answered");
      else others(answered);
    };
    effect(() => { session.busy.value = this.phase.value.name !== "attract"; });
  }

  /** Resolves when what an earlier page left is dealt with: nobody is served before. */
  readonly ready: Promise<void> = Promise.resolve().then(() => this.resume());

  /** Whether a guest may begin: a full box says so before the first scan. */
  get isTaking(): boolean {
    const state = this.standing.state.value;
    return (state === "open" || state === "nearly_full") && this.session.outbox.level.value !== "full";
  }

  /** The guest has scanned everything. */
  done(): void {
    this.happen("done");
  }

  /** Start the current countdown anew. */
  moreTime(): void {
    this.ends.again();
    this.keepVisit();
  }

  toChoice(): void {
    this.go({ name: "choice" });
  }

  wantSlip(): void {
    this.go({ name: "slip-wanted" });
  }

  wantDonation(): void {
    this.go({ name: "donate" });
  }

  /** Somebody brings many: answers no longer fill the screen. */
  bringMany(): void {
    this.bulk.value = true;
    this.toScanning();
  }

  payVoucher(): Promise<void> {
    return this.pay({ rail: "voucher", amount_ore: this.returns.value.left.value }, (refund) => {
      const code = refund.code ?? "";
      this.keepPayout({ kind: "voucher", ore: refund.amount_ore, link: voucherLink(code), ...(refund.number && { of: String(refund.number) }) });
      this.go({ name: "paid", paid: { kind: "voucher", refund, code } });
    });
  }

  payOnSlip(code: string): Promise<void> {
    return this.pay({ rail: "slip", amount_ore: this.returns.value.left.value, to: code }, async (refund) => {
      const total = await this.session.lookUp(`S${code}`).then((view) => view.bearer, () => null);
      this.thank({ kind: "slip", ore: refund.amount_ore, total: total && { number: total.number ?? 0, leftOre: total.left_ore } });
    });
  }

  /** Give all or a part; what is left is asked for again. */
  donate(amountOre: number, cause: { key: string; name: string }): Promise<void> {
    return this.pay({ rail: "donation", amount_ore: amountOre, to: cause.key }, (refund) => {
      if (this.returns.value.left.value > 0) {
        flash({ tone: "accepted", word: say("thanks"), sentence: say("donated", { sum: money(refund.amount_ore), cause: cause.name }) });
        return this.toChoice();
      }
      return this.thank({ kind: "donation", ore: refund.amount_ore, cause: cause.name });
    });
  }

  /** The code of the visit, to take along: to the desk, or onto one's own phone. */
  async showTicket(why: TicketWhy): Promise<void> {
    const returns = this.returns.value;
    const link = await this.keepTicket(returns);
    if (this.returns.value !== returns) return;
    if (!link) return this.go({ name: "waiting" });
    const count = returns.accepted.value + returns.held.value + returns.unanswered.value;
    this.go({ name: "ticket", why, link, ore: returns.upToOre.value, count });
  }

  /** Nobody answered: the money stays the guest's, and off the screen. */
  park(): void {
    void this.keepTicket(this.returns.value);
    this.leave();
  }

  /** Wipe the screen for the next person. */
  leave(): void {
    this.ends.clear();
    clearTimeout(this.keeping);
    this.keeping = 0;
    endFlash();
    this.returns.value = new Returns(this.session);
    this.slip.value = null;
    this.bulk.value = false;
    this.phase.value = ATTRACT;
    void this.session.kept.drop(VISIT);
    if (language.value !== HOME_LANGUAGE) speak(HOME_LANGUAGE);
    void this.session.refresh();
  }

  forgetSlip(): void {
    this.slip.value = null;
    this.returns.value.slip = null;
    this.keepVisit();
  }

  /** The crew's menu, opened with a slip of theirs. A guest's visit that is open is put by first. */
  async openStaff(code: string): Promise<void> {
    if (!(await this.crew.writeOpening(code))) return;
    if (this.returns.value.items.value.length > 0) this.park();
    else this.leave();
    this.recent.age(this.session.clock.now());
    this.go({ name: "staff" });
  }

  private get facts(): Facts {
    const returns = this.returns.value;
    return {
      taken: returns.items.value.length, unanswered: returns.unanswered.value, held: returns.held.value,
      leftOre: returns.left.value, hasSlip: this.slip.value !== null && !returns.visit.value?.slip_refused,
      isOnline: this.session.online.value, canPromise: this.session.canPromise,
    };
  }

  private happen(happening: Happening): void {
    const what = next(this.phase.value.name, happening, this.facts);
    switch (what.to) {
      case "attract":
        return this.leave();
      case "choice":
        return this.toChoice();
      case "waiting":
        return this.go({ name: "waiting" });
      case "ticket":
        return void this.showTicket(what.why);
      case "slip-wanted":
        return this.wantSlip();
      case "park":
        return this.park();
      case "pay-on-slip":
        return void (this.slip.value && this.payOnSlip(this.slip.value.code));
      case "on-slip":
        return this.thankForSlip();
      case "stay":
        return this.keepVisit();
    }
  }

  private async scan(text: string): Promise<void> {
    await this.ready;
    const { name } = this.phase.value;
    const read = await readCode(this.session, text);
    if (read.kind === "crew" && (await this.crew.isCrew(read))) return this.openStaff(read.code);
    if (name === "paid" || name === "ticket") {
      return flash({ tone: "info", word: say("box-take-first"), sentence: say("box-take-first-how") });
    }
    if (name === "staff") return this.crew.meet(read);
    if (name === "attract" && !this.isTaking) {
      return flash({ tone: "held", word: say("box-not-now"), sentence: say("box-closed-next") });
    }
    return this.meet(read, text);
  }

  private async meet(read: Read, text: string): Promise<void> {
    switch (read.kind) {
      case "container":
        return this.take(read.container);
      case "bearer":
        return this.meetBearer(read, text);
      case "refused":
        if (this.phase.value.name !== "attract") this.moreTime();
        return flash({ tone: "rejected", word: say("box-sorry"), sentence: reasonText(read.reason) });
      default:
        return flash({ tone: "info", word: say("box-not-this"), sentence: say("box-not-this-how") });
    }
  }

  private async meetBearer(read: ReadBearer, text: string): Promise<void> {
    if (!read.isSlip) return flash({ tone: "info", word: say("voucher"), sentence: say("box-voucher-elsewhere") });
    if (this.phase.value.name === "slip-wanted" || this.phase.value.name === "choice") return this.payOnSlip(read.code);
    this.slip.value = { code: read.code, bearer: read.bearer };
    // Without its letter a typed code would be nobody's.
    this.returns.value.slip = /^\s*[0-9A-HJKMNP-TV-Z-]{16,19}\s*$/i.test(text) ? `S${read.code}` : text.trim();
    this.toScanning();
    return flash({ tone: "accepted", word: say("slip"), sentence: say("box-slip-first") });
  }

  private async take(container: ReadContainer): Promise<void> {
    const returns = this.returns.value;
    if (!mayTake(this.facts)) return flash({ tone: "held", word: say("box-slip-only"), sentence: say("box-slip-only-how") });
    this.toScanning();
    if (returns.has(container)) return flash({ tone: "info", word: say("box-counted-already"), sentence: say("box-drop-it") });
    const { answer } = await returns.receive(container);
    this.standing.took();
    if (returns.items.value.length >= BULK_FROM) this.bulk.value = true;
    this.toScanning();
    void this.tell(returns, container, answer);
  }

  /** Say what a container gave, if that is known soon; else that it was received. */
  private async tell(returns: Returns, container: ReadContainer, answer: Promise<ScanAnswer>): Promise<void> {
    const patience = this.session.online.value ? ANSWER_PATIENCE_MS : 0;
    const soon = await Promise.race([answer, new Promise<null>((resolve) => setTimeout(resolve, patience, null))]);
    if (this.returns.value !== returns) return;
    if (!soon) this.flashUnlessMany({ tone: "accepted", word: say("box-received"), sentence: say("box-drop-it") });
    const told = soon ?? (await answer);
    if (this.returns.value !== returns) return;
    // What came late is read in the list; only what changes what people do fills the screen once more.
    if (soon || told.verdict === "rejected") this.flashUnlessMany(wordsFor(told, container));
    this.happen("answered");
  }

  private flashUnlessMany(message: Parameters<typeof flash>[0]): void {
    if (this.phase.value.name !== "scanning" && this.phase.value.name !== "waiting") return;
    if (!this.bulk.value || message.tone !== "accepted") flash(message);
  }

  private async pay(part: Part, then: (refund: Refund) => void | Promise<void>): Promise<void> {
    const visit = this.returns.value.visit.value;
    if (!visit || this.paying.value) return;
    this.paying.value = true;
    this.moreTime();
    // The same wish after a silence is the same request: it must not pay twice.
    const wish = JSON.stringify([visit.id, part, visit.left_ore]);
    try {
      const paid = await this.refundKeys.send(wish, (key) => payOut(this.session.client, visit.id, visit.claim, [part], key));
      this.returns.value.visit.value = { ...visit, paid_ore: paid.visit.paid_ore, left_ore: paid.visit.left_ore };
      const [refund] = paid.refunds;
      if (refund) await then(refund);
    } catch (error) {
      const code = error instanceof Refused ? error.code : error instanceof NoAnswer ? "no_network" : "unknown";
      flash({ tone: "rejected", word: say("box-sorry"), sentence: reasonText(code) });
      if (this.phase.value.name !== "choice") this.toChoice();
    } finally {
      this.paying.value = false;
    }
  }

  /** The server put it onto the slip by itself, or will when it hears of it. */
  private thankForSlip(): void {
    const returns = this.returns.value;
    const on = returns.visit.value?.slip;
    if (returns.unanswered.value > 0 || !on) {
      const count = returns.accepted.value + returns.held.value + returns.unanswered.value;
      return this.thank({ kind: "promise", ore: returns.upToOre.value + (returns.visit.value?.paid_ore ?? 0), count });
    }
    return this.thank({ kind: "slip", ore: returns.visit.value?.paid_ore ?? 0, total: { number: on.number, leftOre: on.left_ore } });
  }

  private thank(paid: Paid): void {
    this.go({ name: "paid", paid }, THANKS_SECONDS);
  }

  private toScanning(): void {
    this.go({ name: "scanning" }, this.bulk.value ? BULK_SECONDS : SECONDS.scanning);
  }

  /** A ticket for what the visit has left, kept for the crew. Null when there is nothing to promise, or no way to. */
  private async keepTicket(returns: Returns): Promise<string | null> {
    const claim = await this.claimOf(returns);
    if (!claim) return null;
    const [ore, count] = [returns.upToOre.value, returns.accepted.value + returns.held.value + returns.unanswered.value];
    const link = visitLink(returns.visitId, claim);
    if (count > 0 && !(ore === 0 && returns.held.value === 0)) this.keepPayout({ kind: "ticket", ore, link, count, of: returns.visitId });
    return link;
  }

  /** The server's claim when everything is answered; else the device's own promise of so many containers. */
  private async claimOf(returns: Returns): Promise<string | null> {
    const visit = returns.visit.value;
    if (visit && returns.unanswered.value === 0) return visit.claim;
    const count = returns.accepted.value + returns.held.value + returns.unanswered.value;
    if (count === 0) return visit?.claim ?? null;
    const signs = await this.session.sign(ticketMessage(returns.visitId, count));
    return signs ? ticketClaim(this.session.view.value.device.id, count, signs) : (visit?.claim ?? null);
  }

  private keepPayout(payout: Omit<Payout, "at">): void {
    const now = this.session.clock.now();
    void this.recent.keep({ ...payout, at: now.toISOString() }, now);
  }

  private go(phase: Phase, seconds?: number): void {
    this.phase.value = phase;
    if (phase.name === "attract") return;
    this.ends.set(seconds ?? SECONDS[phase.name], () => this.happen("time-up"));
    this.keepVisit();
  }

  /** Write the visit down as it is: a power cut must not end it. Not for each of many scans: those are in the outbox. */
  private keepVisit(): void {
    if (this.keeping !== 0) return;
    this.keeping = setTimeout(() => {
      this.keeping = 0;
      this.keepNow();
    }, this.returns.value.items.value.length > BULK_FROM ? KEEP_MANY_MS : 0);
  }

  private keepNow(): void {
    const phase = this.phase.value;
    if (phase.name === "attract" || phase.name === "staff") return;
    const kept: KeptVisit = { at: Date.now(), phase, isBulk: this.bulk.value, returns: this.returns.value.kept() };
    void this.session.kept.put(VISIT, kept);
  }

  /** Go on with the visit an earlier page was cut off in, if its guest is still there; else put it by. */
  private async resume(): Promise<void> {
    await this.standing.load();
    await this.recent.load(this.session.clock.now());
    const kept = await this.session.kept.get<KeptVisit>(VISIT);
    if (!kept) return;
    this.returns.value = Returns.from(this.session, kept.returns);
    this.bulk.value = kept.isBulk;
    if (!isResumed(kept.at, Date.now())) return this.park();
    const slip = kept.returns.slip;
    if (slip) this.slip.value = { code: slip.slice(-16).toUpperCase(), bearer: null };
    this.go(kept.phase.name === "waiting" ? { name: "scanning" } : kept.phase);
    const claim = await this.claimOf(this.returns.value);
    if (claim && this.returns.value.unanswered.value > 0) void this.returns.value.catchUp(claim);
  }
}
