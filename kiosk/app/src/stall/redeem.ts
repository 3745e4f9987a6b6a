// A voucher, slip or ticket pays for goods: whole or in part, with a network or, up to the event's limit, without.

import { type Signal, signal } from "@preact/signals";

import { NoAnswer, Refused } from "../api/client";
import { payOut, readVisit, ticketCount } from "../api/refunds";
import { money, say } from "../i18n/words";
import { creditedIn, refusalIn } from "../outbox/troubles";
import { uuid7 } from "../outbox/uuid7";
import type { Read, ReadBearer } from "../station/codes";
import type { Session } from "../station/session";
import { flash } from "../ui/Flash";
import { letterText, reasonText } from "../ui/reasons";
import { type OfflineOffer, offlineOffer } from "./redeeming";

/** What lies before the vendor, and how much of it may be taken. */
export type Offer =
  | { kind: "voucher" | "slip"; code: string; leftOre: number }
  | { kind: "offline"; code: string; isSlip: boolean; leftOre: number }
  | { kind: "ticket"; visitId: string; claim: string; leftOre: number };

const TAKEN = "taken-offline";
const TAKEN_MAX = 2_000;
const REDEMPTIONS = "/redemptions";
/** So long a guest waits for the network before the stall goes on without. */
const TRY_PATIENCE_MS = 2_500;

export class Redeeming {
  readonly offer: Signal<Offer | null> = signal(null);
  /** What was taken of each voucher and slip here without network. */
  private taken: [code: string, ore: number][] = [];
  /** One and the same press is one payment, also when it is pressed again after a silence. */
  private key = { of: "", id: "" };

  constructor(private readonly session: Session) {}

  async load(): Promise<void> {
    this.taken = (await this.session.kept.get<[string, number][]>(TAKEN)) ?? [];
  }

  close(): void {
    this.offer.value = null;
  }

  meetBearer({ code, bearer, isSlip }: ReadBearer): void {
    if (bearer) {
      this.offer.value = { kind: bearer.kind, code, leftOre: bearer.left_ore };
      return;
    }
    const { maxOre, refused } = this.withoutNetwork(code);
    if (refused === "taken_already") flash({ tone: "rejected", word: say("redeem-taken"), sentence: say("redeem-taken-how") });
    else if (refused) flash({ tone: "held", word: say("redeem-needs-network"), sentence: say("redeem-needs-network-how") });
    else this.offer.value = { kind: "offline", code, isSlip, leftOre: maxOre };
  }

  /** A ticket is money once its box's scans are in. */
  async meetTicket({ visitId, claim }: Extract<Read, { kind: "ticket" }>): Promise<void> {
    try {
      if (!this.session.online.value) throw new NoAnswer();
      const visit = await readVisit(this.session.client, visitId, claim);
      const isEarly = (ticketCount(claim) ?? 0) > visit.items.length;
      if (visit.left_ore === 0 && isEarly) return this.sayEarly(claim);
      this.offer.value = { kind: "ticket", visitId, claim, leftOre: visit.left_ore };
    } catch (error) {
      if (error instanceof NoAnswer) return flash({ tone: "held", word: say("redeem-needs-network"), sentence: say("redeem-ticket-offline") });
      if (codeOf(error) === "visit_unknown" && ticketCount(claim) !== null) return this.sayEarly(claim);
      sayNo(error);
    }
  }

  /** Give goods for it: all, or a part. Without an answer the stall goes on without network, as far as the event lets it. */
  async use(amountOre: number): Promise<void> {
    const offer = this.offer.value;
    if (!offer) return;
    const key = this.keyOf(JSON.stringify([offer, amountOre]));
    try {
      if (offer.kind === "offline" && !this.session.online.value) return await this.takeOffline(offer.code, amountOre, null);
      const code = offer.kind === "ticket" ? await this.voucherOf(offer, amountOre, `${key}-voucher`) : offer.code;
      const redeemed = await this.session.client.pay<{ amount_ore: number; left_ore: number }>(
        "/redeem", { code, amount_ore: amountOre }, key,
        offer.kind === "offline" ? { patienceMs: TRY_PATIENCE_MS } : {},
      );
      const left = offer.kind === "ticket" ? offer.leftOre - amountOre : redeemed.left_ore;
      this.done();
      flash({ tone: "accepted", word: money(redeemed.amount_ore), sentence: left > 0 ? say("redeem-left", { left: money(left) }) : say("redeem-empty") });
    } catch (error) {
      if (!(error instanceof NoAnswer)) return sayNo(error);
      if (offer.kind !== "ticket" && this.withoutNetwork(offer.code).maxOre >= amountOre) return this.takeOffline(offer.code, amountOre, key);
      flash({ tone: "held", word: say("stall-no-answer"), sentence: say("redeem-press-again") });
    }
  }

  /** Only what the guest uses now leaves the ticket. */
  private async voucherOf(offer: Extract<Offer, { kind: "ticket" }>, amountOre: number, key: string): Promise<string> {
    const parts = [{ rail: "voucher" as const, amount_ore: amountOre }];
    const paid = await payOut(this.session.client, offer.visitId, offer.claim, parts, key);
    const code = paid.refunds[0]?.code;
    if (!code) throw new Refused("unknown", 409);
    return code;
  }

  /** `tried`: the key of a try that got no answer. It may have come through: the server then takes both for one. */
  private async takeOffline(code: string, amountOre: number, tried: string | null): Promise<void> {
    const id = uuid7();
    const at = this.session.clock.now().toISOString();
    const body = { id, redemptions: [{ id, code, amount_ore: amountOre, at, failed_at: at, tried }] };
    const about = say("redeem-about", { sum: money(amountOre) });
    const { reply } = await this.session.letters.put({ path: REDEMPTIONS, body, about });
    await this.remember(code, amountOre);
    this.done();
    flash({ tone: "held", word: money(amountOre), sentence: say("redeem-taken-offline") });
    void reply.then((said) => {
      const refusal = refusalIn(said);
      if (refusal !== null) flash({ tone: "rejected", word: about, sentence: letterText(refusal, creditedIn(said)) });
    });
  }

  private sayEarly(claim: string): void {
    flash({ tone: "held", word: say("redeem-early"), sentence: say("redeem-early-how", { count: ticketCount(claim) ?? 0 }) });
  }

  private withoutNetwork(code: string): OfflineOffer {
    return offlineOffer(this.session.view.value.limits?.offline_redeem_ore ?? 0, this.takenOf(code));
  }

  private takenOf(code: string): number {
    return this.taken.find(([one]) => one === code)?.[1] ?? 0;
  }

  private async remember(code: string, ore: number): Promise<void> {
    this.taken = [[code, ore] as [string, number], ...this.taken].slice(0, TAKEN_MAX);
    await this.session.kept.put(TAKEN, this.taken);
  }

  private keyOf(what: string): string {
    if (this.key.of !== what) this.key = { of: what, id: uuid7() };
    return this.key.id;
  }

  private done(): void {
    this.key = { of: "", id: "" };
    this.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Refused ? error.code : "no_network";
}

function sayNo(error: unknown): void {
  if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
  flash({ tone: "rejected", word: say("no"), sentence: reasonText(codeOf(error)) });
}
