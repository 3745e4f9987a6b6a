// A pant box at work, alone with the guest.
//
// The law here: the next person never sees another's money, and nothing is a dead end. Whoever walks away leaves a
// ticket behind that only the crew can show again.

import { type Signal, signal } from "@preact/signals";

import { NoAnswer, Refused } from "../api/client";
import { type Part, payOut, type Refund } from "../api/refunds";
import type { BearerView, ScanAnswer } from "../api/types";
import { language, money, nameIn, readLanguage, say, speak } from "../i18n/words";
import { uuid7 } from "../outbox/uuid7";
import { type Read, type ReadContainer, readCode } from "../station/codes";
import { Deadline } from "../station/deadline";
import { Intake } from "../station/intake";
import type { Session } from "../station/session";
import { endFlash, flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";
import { visitLink, voucherLink } from "./links";
import { Recent } from "./recent";
import { Returns } from "./returns";

export const SCAN_SECONDS = 30;
export const CHOICE_SECONDS = 60;
export const VOUCHER_SECONDS = 90;
export const THANKS_SECONDS = 15;
export const TICKET_SECONDS = 45;
export const STAFF_SECONDS = 120;

/** A voucher, or a slip's money, on the screen. */
export type Paid =
  | { kind: "voucher"; refund: Refund; code: string }
  | { kind: "slip"; refund: Refund; total: BearerView | null }
  | { kind: "donation"; refund: Refund; cause: string };

export type Phase =
  | { name: "attract" }
  | { name: "scanning" }
  | { name: "waiting" }
  | { name: "choice" }
  | { name: "slip-wanted" }
  | { name: "donate" }
  | { name: "ticket"; why: "cash" | "later" | "held"; link: string; ore: number; count: number }
  | { name: "paid"; paid: Paid }
  | { name: "staff" };

const ATTRACT: Phase = { name: "attract" };
const HOME_LANGUAGE = readLanguage(document.documentElement.lang) ?? "da";
const NOT_TAKING = new Set(["full", "out_of_order", "closed"]);

export class Box {
  readonly phase: Signal<Phase> = signal(ATTRACT);
  readonly returns: Signal<Returns>;
  readonly slip: Signal<{ code: string; bearer: BearerView } | null> = signal(null);
  readonly paying = signal(false);
  readonly ends = new Deadline();
  readonly intake = new Intake((text) => this.scan(text));
  readonly recent: Recent;
  private refundKeys = new Map<string, string>();

  constructor(readonly session: Session) {
    this.returns = signal(new Returns(session));
    this.recent = new Recent(session.view.value.station.sign);
  }

  /** Whether a guest may begin: a full box says so before the first scan. */
  get isTaking(): boolean {
    return !NOT_TAKING.has(this.session.view.value.station.fill_state);
  }

  /** The guest has scanned everything. */
  done(): void {
    const returns = this.returns.value;
    if (returns.unanswered.value > 0) return this.go({ name: "waiting" }, CHOICE_SECONDS, () => this.park());
    if (returns.left.value > 0) {
      if (this.slip.value) return void this.payOnSlip(this.slip.value.code);
      return this.go({ name: "choice" }, CHOICE_SECONDS, () => this.park());
    }
    if (returns.held.value > 0) return this.showTicket("held");
    return this.leave();
  }

  /** Start the current countdown anew. */
  moreTime(): void {
    this.ends.again();
  }

  toChoice(): void {
    this.go({ name: "choice" }, CHOICE_SECONDS, () => this.park());
  }

  wantSlip(): void {
    this.go({ name: "slip-wanted" }, CHOICE_SECONDS, () => this.park());
  }

  wantDonation(): void {
    this.go({ name: "donate" }, CHOICE_SECONDS, () => this.park());
  }

  payVoucher(): Promise<void> {
    return this.pay({ rail: "voucher", amount_ore: this.returns.value.left.value }, (refund) => {
      const code = refund.code ?? "";
      this.recent.keep({ kind: "voucher", ore: refund.amount_ore, at: this.now(), link: voucherLink(code) });
      this.go({ name: "paid", paid: { kind: "voucher", refund, code } }, VOUCHER_SECONDS, () => this.leave());
    });
  }

  payOnSlip(code: string): Promise<void> {
    return this.pay({ rail: "slip", amount_ore: this.returns.value.left.value, to: code }, async (refund) => {
      const total = await this.session.lookUp(`S${code}`).then((view) => view.bearer, () => null);
      this.go({ name: "paid", paid: { kind: "slip", refund, total } }, THANKS_SECONDS, () => this.leave());
    });
  }

  /** Give all or a part; what is left is asked for again. */
  donate(amountOre: number, cause: { key: string; name: string }): Promise<void> {
    return this.pay({ rail: "donation", amount_ore: amountOre, to: cause.key }, (refund) => {
      const thanks = { kind: "donation", refund, cause: cause.name } as const;
      if (this.returns.value.left.value > 0) {
        flash({ tone: "accepted", word: say("thanks"), sentence: say("donated", { sum: money(refund.amount_ore), cause: cause.name }) });
        return this.toChoice();
      }
      return this.go({ name: "paid", paid: thanks }, THANKS_SECONDS, () => this.leave());
    });
  }

  /** The code of the visit, to take along: to the desk, or onto one's own phone. */
  showTicket(why: "cash" | "later" | "held"): void {
    const ticket = this.keepTicket();
    if (!ticket) return this.leave();
    const count = this.returns.value.accepted.value + this.returns.value.held.value;
    return this.go({ name: "ticket", why, link: ticket, ore: this.returns.value.left.value, count }, TICKET_SECONDS, () => this.leave());
  }

  /** Nobody answered: the money stays the guest's, and off the screen. */
  park(): void {
    this.keepTicket();
    this.leave();
  }

  /** Wipe the screen for the next person. */
  leave(): void {
    this.ends.clear();
    endFlash();
    this.returns.value = new Returns(this.session);
    this.slip.value = null;
    this.refundKeys.clear();
    this.phase.value = ATTRACT;
    if (language.value !== HOME_LANGUAGE) speak(HOME_LANGUAGE);
    void this.session.refresh();
  }

  forgetSlip(): void {
    this.slip.value = null;
  }

  private async scan(text: string): Promise<void> {
    const { name } = this.phase.value;
    if (name === "paid" || name === "ticket") return flash({ tone: "info", word: say("box-take-first"), sentence: say("box-take-first-how") });
    const read = await readCode(this.session, text);
    if (read.kind === "station" && read.station?.kind === "store") {
      return this.go({ name: "staff" }, STAFF_SECONDS, () => this.leave());
    }
    if (name === "staff") return read.kind === "bag" ? this.newBag(read.code) : undefined;
    if (name === "attract" && !this.isTaking) {
      return flash({ tone: "held", word: say("box-not-now"), sentence: say("box-closed-next") });
    }
    return this.meet(read);
  }

  /** The crew put an empty bag in. With its tag it can be followed to where it is counted. */
  async newBag(tag: string): Promise<void> {
    const { sign } = this.session.view.value.station;
    await this.session.outbox.put({ kind: "empty", code: tag || sign, ...(tag && { bag: tag }) });
    await this.setState({ state: "open", fill_percent: 0 });
  }

  /** What the crew says of the box: full, out of order, open. */
  async setState(state: { state?: string; fill_percent?: number }): Promise<void> {
    try {
      await this.session.client.post("/station/state", state);
      await this.session.refresh();
      flash({ tone: "accepted", word: say("staff-done") });
    } catch (error) {
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(error instanceof Refused ? error.code : "no_network") });
    }
  }

  private async meet(read: Read): Promise<void> {
    switch (read.kind) {
      case "container":
        return this.take(read.container);
      case "bearer":
        return this.meetBearer(read);
      case "refused":
        if (this.phase.value.name !== "attract") this.moreTime();
        return flash({ tone: "rejected", word: say("box-sorry"), sentence: reasonText(read.reason) });
      default:
        return flash({ tone: "info", word: say("box-not-this"), sentence: say("box-not-this-how") });
    }
  }

  private async meetBearer(read: Extract<Read, { kind: "bearer" }>): Promise<void> {
    if (!read.bearer) return flash({ tone: "rejected", word: say("box-sorry"), sentence: reasonText("no_network") });
    if (!read.isSlip) return flash({ tone: "info", word: say("voucher"), sentence: say("box-voucher-elsewhere") });
    if (this.phase.value.name === "slip-wanted" || this.phase.value.name === "choice") return this.payOnSlip(read.code);
    this.slip.value = { code: read.code, bearer: read.bearer };
    this.toScanning();
    return flash({ tone: "accepted", word: say("slip"), sentence: say("box-slip-first") });
  }

  private async take(container: ReadContainer): Promise<void> {
    const returns = this.returns.value;
    this.toScanning();
    if (returns.has(container)) return flash({ tone: "info", word: say("box-counted-already"), sentence: say("box-drop-it") });
    const answer = await returns.take(container);
    if (this.returns.value !== returns) return undefined;
    flash(this.told(answer, container));
    if (this.phase.value.name !== "waiting") return this.toScanning();
    return returns.unanswered.value === 0 ? this.done() : undefined;
  }

  private told(answer: ScanAnswer, container: ReadContainer): Parameters<typeof flash>[0] {
    const name = container.type ? nameIn(container.type.names) : say("container");
    switch (answer.verdict) {
      case "accepted":
        return { tone: "accepted", word: money(answer.deposit_ore ?? 0), sentence: `${name} · ${say("box-drop-it")}` };
      case "duplicate":
        return { tone: "info", word: say("box-counted-already"), sentence: say("box-drop-it") };
      case "held":
        return { tone: "held", word: say("box-held"), sentence: reasonText(answer.reason) };
      case "rejected":
        return { tone: "rejected", word: say("box-no-money"), sentence: reasonText(answer.reason) };
    }
  }

  private async pay(part: Part, then: (refund: Refund) => void | Promise<void>): Promise<void> {
    const visit = this.returns.value.visit.value;
    if (!visit || this.paying.value) return;
    this.paying.value = true;
    this.moreTime();
    // The same wish after a silence is the same request: it must not pay twice.
    const wish = JSON.stringify([part, visit.left_ore]);
    const key = this.refundKeys.get(wish) ?? uuid7();
    this.refundKeys.set(wish, key);
    try {
      const paid = await payOut(this.session.client, visit.id, visit.claim, [part], key);
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

  private toScanning(): void {
    this.go({ name: "scanning" }, SCAN_SECONDS, () => this.done());
  }

  private keepTicket(): string | null {
    const visit = this.returns.value.visit.value;
    if (!visit) return null;
    const link = visitLink(visit.id, visit.claim);
    if (visit.left_ore > 0 || this.returns.value.held.value > 0) {
      this.recent.keep({ kind: "ticket", ore: visit.left_ore, at: this.now(), link });
    }
    return link;
  }

  private go(phase: Phase, seconds: number, onEnd: () => void): void {
    this.phase.value = phase;
    this.ends.set(seconds, onEnd);
  }

  private now(): string {
    return this.session.clock.now().toISOString();
  }
}
