// A cash desk at work: whatever a guest brings becomes cash, all of it or a part.
//
// The law here: money is handed over only after the server has said that it may be. Who holds a container is paid, even
// if somebody's phone claimed it first; that needs no other key than scanning it here.

import { effect, type Signal, signal } from "@preact/signals";

import { NoAnswer, Refused } from "../api/client";
import { payOut, readVisit, ticketCount, type Visit } from "../api/refunds";
import { RequestKeys } from "../api/request_keys";
import type { BearerView, ContainerType, ScanAnswer } from "../api/types";
import { Returns } from "../box/returns";
import { clockTime, money, nameIn, say } from "../i18n/words";
import { type Read, type ReadContainer, readCode } from "../station/codes";
import { Intake } from "../station/intake";
import type { Session } from "../station/session";
import { flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";

export type Customer =
  | { kind: "nobody" }
  | { kind: "containers"; returns: Returns }
  | { kind: "ticket"; claim: string; visit: Visit }
  /** A genuine ticket of a box whose scans have not reached the server. `count`: how many containers it is for. */
  | { kind: "early"; visitId: string; claim: string; count: number }
  | { kind: "bearer"; code: string; bearer: BearerView };

interface TillAnswer {
  expected_ore: number;
  difference_ore?: number;
}

/** The deposit of the trip before: two stalls took one for the same container, for neither could know of the other. */
export interface Earlier {
  scanId: string;
  depositOre: number;
  station: string;
  at: Date;
}

export type TillMove = "float_in" | "float_out" | "count";

const NOBODY: Customer = { kind: "nobody" };
/** A box sends as soon as it has a network again: the ticket is looked at anew as long as its guest stands there. */
const LOOKS_AGAIN_MS = 4_000;
const UNREADABLE_MAX = 3;
/** A cashier waits so long for the server; then the next container is taken, and the answer comes when it comes. */
const ANSWER_PATIENCE_MS = 2_500;

export class Desk {
  readonly customer: Signal<Customer> = signal(NOBODY);
  /** What was last handed over, until the next customer. */
  readonly handedOver: Signal<number | null> = signal(null);
  readonly paying = signal(false);
  /** Earlier deposits of what this customer brought, that may be paid too. */
  readonly earlier: Signal<readonly Earlier[]> = signal([]);
  readonly intake = new Intake((text) => this.scan(text));
  private readonly keys = new RequestKeys();

  private looking = 0;

  constructor(readonly session: Session) {
    // A newer version of the app waits until the customer has gone.
    effect(() => { session.busy.value = this.customer.value.kind !== "nobody" || this.handedOver.value !== null || this.paying.value; });
  }

  /** How many unreadable containers one guest may be paid for, as it holds now. */
  get unreadableMax(): number {
    return this.session.view.value.limits?.unreadable_per_visit_max ?? UNREADABLE_MAX;
  }

  /** How many containers of the ticket before us the server has not heard of. */
  get missing(): number {
    const customer = this.customer.value;
    return customer.kind === "ticket" ? Math.max(0, (ticketCount(customer.claim) ?? 0) - customer.visit.items.length) : 0;
  }

  /** How much this customer may have in cash. */
  get leftOre(): number {
    const customer = this.customer.value;
    if (customer.kind === "containers") return customer.returns.left.value;
    if (customer.kind === "ticket") return customer.visit.left_ore;
    return customer.kind === "bearer" ? customer.bearer.left_ore : 0;
  }

  next(): void {
    clearTimeout(this.looking);
    this.customer.value = NOBODY;
    this.handedOver.value = null;
    this.earlier.value = [];
  }

  /** Pay all, or a part of it, in coins. */
  async pay(amountOre: number): Promise<void> {
    const customer = this.customer.value;
    if (this.paying.value || customer.kind === "nobody" || customer.kind === "early") return;
    this.paying.value = true;
    try {
      const coins = customer.kind === "bearer" ? await this.redeem(customer, amountOre) : await this.refund(customer, amountOre);
      this.handedOver.value = coins;
      flash({ tone: "accepted", word: money(coins), sentence: say("desk-hand-over") });
    } catch (error) {
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(codeOf(error)) });
    } finally {
      this.paying.value = false;
    }
  }

  /** Pay containers that waited: the desk holds them, or believes the guest. */
  async release(scanIds: string[]): Promise<void> {
    const customer = this.customer.value;
    if (customer.kind !== "ticket" && customer.kind !== "containers") return;
    try {
      const { scan_ids: decided } = await this.session.client.post<{ scan_ids: string[] }>("/desk/release", { scan_ids: scanIds });
      if (customer.kind === "ticket") {
        this.customer.value = { ...customer, visit: await readVisit(this.session.client, customer.visit.id, customer.claim) };
      } else {
        const { visit } = customer.returns;
        if (visit.value) await customer.returns.catchUp(visit.value.claim);
      }
      flash(decided.length > 0 ? { tone: "accepted", word: say("desk-released") } : { tone: "info", word: say("desk-decided-already") });
    } catch (error) {
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(codeOf(error)) });
    }
  }

  /** Pay the deposit that was paid first, too: the container is here, and its guest paid twice. */
  async payEarlier(earlier: Earlier): Promise<void> {
    const customer = this.customer.value;
    if (customer.kind !== "containers" || !this.earlier.value.includes(earlier)) return;
    this.earlier.value = this.earlier.value.filter((one) => one !== earlier);
    try {
      const paid = await this.session.client.post<{ visit_id: string; claim: string; deposit_ore: number; credited_ore: number; paid_ore: number }>(
        "/desk/earlier-deposits", { scan_id: earlier.scanId },
      );
      const { credited_ore, paid_ore, claim } = paid;
      const { returns } = customer;
      returns.visit.value = { id: paid.visit_id, claim, credited_ore, paid_ore, left_ore: credited_ore - paid_ore, held: returns.held.value };
      flash({ tone: "accepted", word: money(paid.deposit_ore), sentence: say("desk-earlier-paid") });
    } catch (error) {
      if (!(error instanceof Refused)) this.earlier.value = [...this.earlier.value, earlier];
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(codeOf(error)) });
    }
  }

  /** Whether its guest paid for it twice. Without the server's word nothing is offered. */
  private async askEarlier(scanId: string, returns: Returns): Promise<void> {
    const told = await this.session.client
      .get<{ deposit_ore: number | null; station: string | null; at: string | null }>(`/desk/earlier-deposits?scan_id=${scanId}`)
      .catch(() => null);
    const customer = this.customer.value;
    if (!told?.deposit_ore || customer.kind !== "containers" || customer.returns !== returns) return;
    const earlier = { scanId, depositOre: told.deposit_ore, station: told.station ?? "", at: new Date(told.at ?? "") };
    this.earlier.value = [...this.earlier.value, earlier];
  }

  /** A container of this type that nobody can read: its deposit is credited to whoever brought it. */
  async creditUnreadable(type: ContainerType): Promise<void> {
    if (this.handedOver.value !== null) this.next();
    const { returns } = this.bringer();
    try {
      const credited = await this.keys.send(`unreadable ${returns.visitId} ${type.id}`, (key) =>
        this.session.client.pay<{ visit_id: string; claim: string; amount_ore: number; credited_ore: number; paid_ore: number }>(
          "/desk/unreadable", { visit: returns.visitId, type_id: type.id, quantity: 1 }, key,
        ));
      const { credited_ore, paid_ore, claim } = credited;
      returns.visit.value = { id: credited.visit_id, claim, credited_ore, paid_ore, left_ore: credited_ore - paid_ore, held: returns.held.value };
      flash({ tone: "accepted", word: money(credited.amount_ore), sentence: nameIn(type.names) });
    } catch (error) {
      flash({ tone: "rejected", word: say("no"), sentence: codeOf(error) === "limit_reached" ? say("desk-unreadable-limit", { count: this.unreadableMax }) : reasonText(codeOf(error)) });
    }
  }

  /** Coins brought, taken or counted. Null when nothing came of it. */
  async move(what: TillMove, amountOre: number): Promise<TillAnswer | null> {
    try {
      return await this.keys.send(`${what} ${amountOre}`, (key) =>
        this.session.client.pay<TillAnswer>(`/desk/${what}`, { amount_ore: amountOre }, key));
    } catch (error) {
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(codeOf(error)) });
      return null;
    }
  }

  private async scan(text: string): Promise<void> {
    const read = await readCode(this.session, text);
    if (this.handedOver.value !== null) this.next();
    switch (read.kind) {
      case "container":
        return this.take(read.container);
      case "ticket":
        return this.meetTicket(read);
      case "bearer":
        return this.meetBearer(read);
      case "refused":
        return flash({ tone: "rejected", word: say("no"), sentence: reasonText(read.reason) });
      default:
        return flash({ tone: "info", word: say("box-not-this"), sentence: say("desk-not-this") });
    }
  }

  private async take(container: ReadContainer): Promise<void> {
    const customer = this.bringer();
    if (customer.returns.has(container)) return flash({ tone: "info", word: say("box-counted-already") });
    const { answer: told } = await customer.returns.receive(container);
    void told.then((answer) => (answer.verdict === "accepted" ? this.askEarlier(answer.id, customer.returns) : undefined));
    const answer = await Promise.race([told, nothingAfter(this.session.online.value ? ANSWER_PATIENCE_MS : 0)]);
    if (!answer) return flash({ tone: "held", word: say("desk-noted"), sentence: say("desk-noted-how") });
    if (answer.verdict === "accepted") {
      const name = container.type ? nameIn(container.type.names) : say("container");
      return flash({ tone: "accepted", word: money(answer.deposit_ore ?? 0), sentence: name });
    }
    const isHeld = answer.verdict === "held";
    return flash({
      tone: isHeld ? "held" : "rejected", word: say(isHeld ? "box-held" : "box-no-money"),
      sentence: isHeld && answer.reason === "already_returned" ? claimedBefore(answer) : reasonText(answer.reason ?? "already_returned"),
    });
  }

  /** Who brings containers: the one before us, or a new one. */
  private bringer(): Extract<Customer, { kind: "containers" }> {
    const customer = this.customer.value;
    if (customer.kind === "containers") return customer;
    const bringer = { kind: "containers", returns: new Returns(this.session) } as const;
    this.customer.value = bringer;
    return bringer;
  }

  private async meetTicket(read: Extract<Read, { kind: "ticket" }>): Promise<void> {
    clearTimeout(this.looking);
    const { visitId, claim } = read;
    const count = ticketCount(claim);
    try {
      const visit = await readVisit(this.session.client, visitId, claim);
      this.customer.value = { kind: "ticket", claim, visit };
    } catch (error) {
      if (codeOf(error) !== "visit_unknown" || count === null) return flash({ tone: "rejected", word: say("no"), sentence: reasonText(codeOf(error)) });
      this.customer.value = { kind: "early", visitId, claim, count };
    }
    if (this.customer.value.kind === "early" || this.missing > 0) this.lookAgain(read);
  }

  /** The scans of this ticket are on their way: show them as they come, for as long as it lies here. */
  private lookAgain(read: Extract<Read, { kind: "ticket" }>): void {
    this.looking = setTimeout(() => {
      const customer = this.customer.value;
      const isHere = (customer.kind === "early" || customer.kind === "ticket") && customer.claim === read.claim;
      if (isHere && !this.paying.value && this.handedOver.value === null) void this.meetTicket(read);
    }, LOOKS_AGAIN_MS);
  }

  private meetBearer(read: Extract<Read, { kind: "bearer" }>): void {
    if (!read.bearer) return flash({ tone: "rejected", word: say("no"), sentence: reasonText("no_network") });
    this.customer.value = { kind: "bearer", code: read.code, bearer: read.bearer };
  }

  private async redeem(customer: Extract<Customer, { kind: "bearer" }>, amountOre: number): Promise<number> {
    const redeemed = await this.keys.send(`redeem ${customer.code} ${amountOre}`, (key) =>
      this.session.client.pay<{ amount_ore: number; coins_ore: number | null; left_ore: number }>(
        "/redeem", { code: customer.code, amount_ore: amountOre }, key,
      ));
    this.customer.value = { ...customer, bearer: { ...customer.bearer, left_ore: redeemed.left_ore } };
    return redeemed.coins_ore ?? redeemed.amount_ore;
  }

  private async refund(customer: Extract<Customer, { kind: "containers" | "ticket" }>, amountOre: number): Promise<number> {
    const visit = customer.kind === "ticket" ? { id: customer.visit.id, claim: customer.claim } : customer.returns.visit.value;
    if (!visit) throw new Refused("visit_unknown", 404);
    const paid = await this.keys.send(`refund ${visit.id} ${amountOre}`, (key) =>
      payOut(this.session.client, visit.id, visit.claim, [{ rail: "cash", amount_ore: amountOre }], key));
    if (customer.kind === "ticket") {
      this.customer.value = { ...customer, visit: paid.visit };
    } else if (customer.returns.visit.value) {
      const { left_ore, paid_ore } = paid.visit;
      customer.returns.visit.value = { ...customer.returns.visit.value, left_ore, paid_ore };
    }
    return paid.refunds[0]?.coins_ore ?? amountOre;
  }
}

/** Somebody else was paid for what lies on this desk: where and when, and what the desk can do. */
function claimedBefore({ elsewhere }: ScanAnswer): string {
  if (!elsewhere) return say("desk-claimed");
  return say("desk-claimed-at", { time: clockTime(new Date(elsewhere.at)), station: elsewhere.station });
}

function nothingAfter(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}

function codeOf(error: unknown): string {
  if (error instanceof Refused) return error.code;
  return error instanceof NoAnswer ? "no_network" : "unknown";
}
