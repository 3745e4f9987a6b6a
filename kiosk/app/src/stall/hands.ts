// What a stall's hands do: hand out, take back, swap, undo. Each is written down before the screen says yes.

import { type Signal, signal } from "@preact/signals";

import type { ScanAnswer, ScanKind } from "../api/types";
import { money, nameIn, say } from "../i18n/words";
import type { Answered } from "../outbox/outbox";
import { uuid7 } from "../outbox/uuid7";
import { type ReadContainer, shownCode } from "../station/codes";
import type { Session } from "../station/session";
import { flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";
import type { Day, DayScan } from "./day";
import type { Line } from "./lines";
import type { Order } from "./order";

/** Whoever gives money back may wait this long for the server's word. */
const PATIENCE_MS = 2_500;

export class Hands {
  /** In a swap: what came back, until its successor is scanned. `isSure`: its deposit is due without asking. */
  readonly swapped: Signal<{ container: ReadContainer; isSure: boolean } | null> = signal(null);

  constructor(
    private readonly session: Session, private readonly order: Order, private readonly day: Day,
    /** Told of a container that another device of this stall had handed out: the server's word came late. */
    private readonly onOut: (container: ReadContainer) => void,
  ) {
    const late = session.outbox.onLateAnswer;
    session.outbox.onLateAnswer = (answered) => {
      late(answered);
      // The order outlived the page that waited for this.
      if (order.find(answered.scan.id)) this.hear(answered);
    };
  }

  async issue(container: ReadContainer): Promise<void> {
    const { scan, answer } = await this.session.outbox.put({ ...this.draft("issue", container), told: "accepted" });
    this.add(container, "issue", scan.id, container.type?.deposit_ore ?? 0);
    void answer.then((told) => this.hear(told));
    flash({ tone: "accepted", word: say("stall-handed-out"), sentence: told(container) });
  }

  /** It is filled again for whoever holds it: no deposit. Where it was not out, the server's word makes it a handing out. */
  async refill(container: ReadContainer): Promise<void> {
    const { scan, answer } = await this.session.outbox.put({ ...this.draft("refill", container), told: "accepted" });
    this.add(container, "refill", scan.id, 0);
    void answer.then((told) => this.hear(told));
    const sentence = container.type ? nameIn(container.type.names) : shownCode(container.humanCode);
    flash({ tone: "refill", word: say("stall-refill-for", { sum: money(0) }), sentence });
  }

  /** The guest gets this deposit back in goods or from the till: so unless it is surely due, the answer is waited for. */
  async takeBack(container: ReadContainer, isSure: boolean): Promise<void> {
    const draft = this.draft("return", container);
    const { scan, answer } = await this.session.outbox.put(isSure ? { ...draft, told: "accepted" } : draft);
    const came = (answered: Answered | null) => this.cameBack(container, scan.id, "return", answered?.answer ?? null);
    if (isSure) {
      came(null);
      void answer.then((told) => this.hear(told));
      return;
    }
    const answered = await within(PATIENCE_MS, answer);
    if (answered) return void came(answered);
    this.sayWaits();
    void answer.then(came);
  }

  /** First what comes back, then what goes out for it: two scans that know of each other, one figure for the till. */
  async swap(container: ReadContainer): Promise<void> {
    const old = this.swapped.value;
    if (!old) return;
    const [returnId, issueId] = [uuid7(), uuid7()];
    const [back, out] = await this.session.outbox.putTogether([
      { ...this.draft("swap", old.container), id: returnId, swap_with: issueId },
      { ...this.draft("issue", container), id: issueId, swap_with: returnId, told: "accepted" },
    ]);
    this.swapped.value = null;
    this.add(container, "issue", issueId, container.type?.deposit_ore ?? 0);
    void out?.answer.then((told) => this.hear(told));
    if (!back) return;
    const came = (answered: Answered | null) => {
      if (this.cameBack(old.container, returnId, "swap", answered?.answer ?? null)) flash({ tone: "accepted", word: say("stall-swapped"), sentence: told(container) });
    };
    if (old.isSure) {
      came(null);
      void back.answer.then((told) => this.hear(told));
      return;
    }
    const answered = await within(PATIENCE_MS, back.answer);
    if (answered) return came(answered);
    this.sayWaits();
    void back.answer.then(came);
  }

  /** Undo a scan of this stall's day, by whichever of its devices. It is undone at once; a refusal is said when it comes. */
  async undo(scan: Pick<DayScan, "id" | "code">): Promise<void> {
    const { answer } = await this.session.outbox.put({ kind: "undo", code: scan.code, undoes: scan.id });
    this.order.change(scan.id, { state: "undone" });
    this.day.mark(scan.id, true);
    void answer.then(({ answer: told }) => {
      if (told.verdict !== "rejected") return;
      this.order.change(scan.id, { state: "standing" });
      this.day.mark(scan.id, false);
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(told.reason) });
    });
  }

  /** Whether the deposit of what came back is due; if so it comes off the sum. */
  private cameBack(container: ReadContainer, scanId: string, kind: "return" | "swap", answer: ScanAnswer | null): boolean {
    if (answer && answer.verdict !== "accepted") {
      const isHeld = answer.verdict === "held";
      const word = kind === "swap" ? say("stall-swap-half") : say(isHeld ? "held" : "no");
      const sendsOn = answer.reason === "box_or_desk";
      // Nobody did anything wrong: the guest is sent on, kindly, and in a swap the new one stands in the sum in full.
      const sentence = sendsOn && kind === "swap" ? say("stall-swap-full") : reasonText(answer.reason ?? "already_returned");
      flash({ tone: isHeld || sendsOn ? "held" : "rejected", word: sendsOn && kind !== "swap" ? say("stall-send-on") : word, sentence });
      return false;
    }
    this.add(container, kind, scanId, -(answer?.deposit_ore ?? container.type?.deposit_ore ?? 0));
    flash({ tone: "accepted", word: say("stall-taken-back"), sentence: told(container) });
    return true;
  }

  private sayWaits(): void {
    flash({ tone: "held", word: say("stall-no-answer"), sentence: say("stall-no-answer-how") });
  }

  private draft(kind: ScanKind, container: ReadContainer) {
    return { kind, code: container.code, terms: this.session.view.value.terms.version };
  }

  private add(container: ReadContainer, kind: Line["kind"], scanId: string, deltaOre: number): void {
    const { code, type, humanCode } = container;
    this.order.add({ scanId, kind, code, type, humanCode, deltaOre });
    this.day.own.note({ id: scanId, kind, code, humanCode, typeId: type?.id ?? null, at: this.session.clock.now() });
  }

  /** The server's word comes a moment later, and only a few of its words stop anything. */
  private hear({ scan, answer }: Answered): void {
    const line = this.order.find(scan.id);
    const isLast = line !== undefined && line === this.order.lines.value.at(-1);
    if (answer.verdict === "rejected") {
      this.order.change(scan.id, { state: "stopped" });
      this.day.mark(scan.id, true);
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(answer.reason) });
    } else if (line?.kind === "refill") {
      this.hearOfRefill(line, answer);
    } else if (answer.verdict === "duplicate" && line?.state === "standing") {
      this.order.change(scan.id, { state: "undone" });
      this.day.mark(scan.id, true);
      const { code, type, humanCode } = line;
      // Whoever has gone on is not called back for it.
      if (isLast) this.onOut({ code, type, humanCode, outHere: true, retired: false });
      else flash({ tone: "info", word: say("stall-counted-already"), sentence: shownCode(answer.human_code ?? humanCode) });
    } else if (line && line.kind === "issue" && answer.deposit_ore != null) {
      // A code typed by hand has its type, and so its deposit, from the server.
      const type = line.type ?? this.session.typeByGrai(answer.container) ?? null;
      this.order.change(scan.id, { deltaOre: answer.deposit_ore, type });
    }
  }

  /** A refill of what was not out is a handing out, and costs its deposit: said once, while its guest is there. */
  private hearOfRefill(line: Line, answer: ScanAnswer): void {
    if (answer.verdict !== "accepted" || answer.trip !== line.scanId || line.state !== "standing") return;
    const type = line.type ?? this.session.typeByGrai(answer.container) ?? null;
    this.order.change(line.scanId, { kind: "issue", deltaOre: answer.deposit_ore ?? type?.deposit_ore ?? 0, type });
    const container = { code: line.code, type, humanCode: line.humanCode, outHere: true, retired: false };
    flash({ tone: "accepted", word: say("stall-handed-out"), sentence: told(container) });
  }
}

function told(container: ReadContainer): string {
  return container.type ? `${nameIn(container.type.names)} · ${money(container.type.deposit_ore)}` : shownCode(container.humanCode);
}

function within<T>(ms: number, wanted: Promise<T>): Promise<T | null> {
  return Promise.race([wanted, new Promise<null>((resolve) => setTimeout(resolve, ms, null))]);
}
