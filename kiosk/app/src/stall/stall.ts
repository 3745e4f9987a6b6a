// A stall at work: the order of the guest in front, and what each scan means in it.
//
// The law here: a stall is never stopped for what we believe. The container is in the vendor's hand, full and paid for;
// only a code that is nothing of ours, or one taken out of use, says no.

import { computed, effect, type Signal, signal } from "@preact/signals";

import { Refused } from "../api/client";
import type { BearerView, ScanKind } from "../api/types";
import { money, nameIn, say } from "../i18n/words";
import type { Answered } from "../outbox/outbox";
import { uuid7 } from "../outbox/uuid7";
import { type Read, type ReadContainer, readCode, refined, shownCode } from "../station/codes";
import { Deadline } from "../station/deadline";
import { Intake } from "../station/intake";
import type { Session } from "../station/session";
import { flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";
import { Day } from "./day";
import { type Line, pieces, sumOre } from "./lines";

/** How long a guest's order, a question, or a mode other than handing out, lasts by itself. */
export const FALL_BACK_SECONDS = 20;

export type Mode = "issue" | "take_back" | "swap";

/** A container that is out already lies before the scanner again: what is it doing here? */
export type Question = ReadContainer;

/** Something that fills the screen until it is dealt with. */
export type Aside =
  | { kind: "bearer"; code: string; bearer: BearerView }
  | { kind: "move"; sign: string; name: string };

export class Stall {
  readonly lines: Signal<Line[]> = signal([]);
  readonly mode: Signal<Mode> = signal("issue");
  readonly question: Signal<Question | null> = signal(null);
  readonly aside: Signal<Aside | null> = signal(null);
  /** In a swap: what came back, until its successor is scanned. */
  readonly swapped: Signal<ReadContainer | null> = signal(null);
  readonly previous: Signal<{ pieces: number; ore: number } | null> = signal(null);
  readonly sum = computed(() => sumOre(this.lines.value));
  readonly pieces = computed(() => pieces(this.lines.value));
  readonly guest = new Deadline();
  readonly modeEnds = new Deadline();
  readonly questionEnds = new Deadline();
  readonly intake = new Intake((text) => this.scan(text));
  readonly day: Day;

  constructor(readonly session: Session) {
    this.day = new Day(session);
    effect(() => {
      session.busy.value = this.lines.value.length > 0 || this.question.value !== null || this.aside.value !== null;
    });
  }

  /** Leave the finished order behind and begin the next guest's. */
  nextGuest(): void {
    if (this.lines.value.length > 0) this.previous.value = { pieces: this.pieces.value, ore: this.sum.value };
    this.guest.clear();
    this.lines.value = [];
    this.ask(null);
    this.setMode("issue");
  }

  /** What the next scans mean; anything but handing out falls back by itself. */
  setMode(mode: Mode): void {
    this.mode.value = mode;
    this.swapped.value = null;
    if (mode === "issue") this.modeEnds.clear();
    else this.modeEnds.set(FALL_BACK_SECONDS, () => this.setMode("issue"));
  }

  /** The vendor says what a container that is out is doing here. */
  async decide(what: "again" | "swap" | "take_back" | "nothing"): Promise<void> {
    const container = this.question.value;
    this.ask(null);
    if (!container || what === "nothing") return;
    if (what === "again") await this.issue(container);
    if (what === "take_back") await this.takeBack(container);
    if (what === "swap") {
      this.setMode("swap");
      this.swapped.value = container;
    }
  }

  /** Ask about a container. The next one, or time, puts the question away, and nothing is booked for it. */
  private ask(about: Question | null): void {
    this.question.value = about;
    if (about) this.questionEnds.set(FALL_BACK_SECONDS, () => this.ask(null));
    else this.questionEnds.clear();
  }

  /** Undo a scan of this stall's day, by whichever of its devices. */
  async undo(scanId: string, code: string): Promise<void> {
    const { answer } = await this.session.outbox.put({ kind: "undo", code, undoes: scanId });
    this.mark(scanId, "undone");
    const { answer: told } = await answer;
    if (told.verdict === "rejected") {
      this.mark(scanId, "standing");
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(told.reason) });
    } else {
      flash({ tone: "accepted", word: say("stall-undone") });
    }
    await this.day.refresh();
  }

  /** Give goods for a voucher or slip: all of it, or a part. Returns what is left on it. */
  async redeem(code: string, amountOre: number): Promise<void> {
    try {
      const redeemed = await this.session.client.pay<{ amount_ore: number; left_ore: number }>(
        `/vouchers/${encodeURIComponent(code)}/redeem`, { amount_ore: amountOre }, uuid7(),
      );
      this.aside.value = null;
      const left = redeemed.left_ore > 0 ? say("redeem-left", { left: money(redeemed.left_ore) }) : say("redeem-empty");
      flash({ tone: "accepted", word: money(redeemed.amount_ore), sentence: left });
    } catch (error) {
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(error instanceof Refused ? error.code : "no_network") });
    }
  }

  private async scan(text: string): Promise<void> {
    const first = await readCode(this.session, text);
    const read = first.kind === "container" ? await refined(this.session, first.container) : first;
    switch (read.kind) {
      case "container":
        return this.handle(read.container);
      case "bearer":
        if (!read.bearer) return flash({ tone: "rejected", word: say("no"), sentence: reasonText("no_network") });
        this.aside.value = { kind: "bearer", code: read.code, bearer: read.bearer };
        return undefined;
      case "station":
        return this.meetSign(read);
      case "refused":
        return flash({ tone: "rejected", word: say("no"), sentence: reasonText(read.reason) });
      default:
        return flash({ tone: "rejected", word: say("no"), sentence: say("stall-not-for-here") });
    }
  }

  private async handle(container: ReadContainer): Promise<void> {
    if (this.lines.value.some((line) => isSame(line, container) && line.state === "standing")) {
      return flash({ tone: "info", word: say("stall-counted-already"), sentence: shownCode(container.humanCode) });
    }
    if (this.mode.value === "take_back") return this.takeBack(container);
    if (this.mode.value === "swap") return this.swap(container);
    this.ask(container.outHere ? container : null);
    return container.outHere ? undefined : this.issue(container);
  }

  private async issue(container: ReadContainer): Promise<void> {
    if (container.retired) {
      return flash({ tone: "rejected", word: say("stall-take-another"), sentence: reasonText("retired_container") });
    }
    const { scan, answer } = await this.session.outbox.put(this.draft("issue", container));
    this.add(container, "issue", scan.id, container.type?.deposit_ore ?? 0);
    void answer.then((told) => this.hear(told));
    return flash({ tone: "accepted", word: say("stall-handed-out"), sentence: this.told(container) });
  }

  /** The guest gets this deposit back in goods or from the till, so here the answer is waited for. */
  private async takeBack(container: ReadContainer): Promise<void> {
    const { scan, answer } = await this.session.outbox.put(this.draft("return", container));
    const { answer: told } = await answer;
    this.extendMode();
    if (told.verdict !== "accepted") {
      return flash({
        tone: told.verdict === "held" ? "held" : "rejected", word: say(told.verdict === "held" ? "held" : "no"),
        sentence: reasonText(told.reason ?? "already_returned"),
      });
    }
    this.add(container, "return", scan.id, -(told.deposit_ore ?? container.type?.deposit_ore ?? 0));
    return flash({ tone: "accepted", word: say("stall-taken-back"), sentence: this.told(container) });
  }

  /** First what comes back, then what goes out for it: two scans that know of each other, one figure for the till. */
  private async swap(container: ReadContainer): Promise<void> {
    const old = this.swapped.value;
    if (!old) {
      this.swapped.value = container;
      return this.extendMode();
    }
    const [returnId, issueId] = [uuid7(), uuid7()];
    const [back, out] = await this.session.outbox.putTogether([
      { ...this.draft("swap", old), id: returnId, swap_with: issueId },
      { ...this.draft("issue", container), id: issueId, swap_with: returnId },
    ]);
    this.setMode("issue");
    this.add(container, "issue", issueId, container.type?.deposit_ore ?? 0);
    void out?.answer.then((told) => this.hear(told));
    const told = (await back?.answer)?.answer;
    if (told && told.verdict !== "accepted") {
      return flash({ tone: "rejected", word: say("stall-swap-half"), sentence: reasonText(told.reason ?? "already_returned") });
    }
    this.add(old, "swap", returnId, -(told?.deposit_ore ?? old.type?.deposit_ore ?? 0));
    return flash({ tone: "accepted", word: say("stall-swapped"), sentence: this.told(container) });
  }

  private draft(kind: ScanKind, container: ReadContainer) {
    return { kind, code: container.code, terms: this.session.view.value.terms.version };
  }

  private add(container: ReadContainer, kind: Line["kind"], scanId: string, deltaOre: number): void {
    const { code, type, humanCode } = container;
    this.lines.value = [...this.lines.value, { scanId, kind, code, type, humanCode, deltaOre, state: "standing" }];
    this.guest.set(FALL_BACK_SECONDS, () => this.nextGuest());
    this.day.note({ id: scanId, kind, code, humanCode, typeId: type?.id ?? null, at: this.session.clock.now() });
  }

  /** The server's word on what was handed out comes a moment later, and only a few of its words stop anything. */
  private hear({ scan, answer }: Answered): void {
    const line = this.lines.value.find((one) => one.scanId === scan.id);
    if (answer.verdict === "rejected") {
      this.mark(scan.id, "stopped");
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(answer.reason) });
    } else if (answer.verdict === "duplicate" && line) {
      this.mark(scan.id, "undone");
      flash({ tone: "info", word: say("stall-counted-already"), sentence: shownCode(answer.human_code ?? line.humanCode) });
    } else if (line && answer.deposit_ore != null) {
      // A code typed by hand has its type, and so its deposit, from the server.
      this.lines.value = this.lines.value.map((one) =>
        one.scanId === scan.id
          ? { ...one, deltaOre: answer.deposit_ore ?? one.deltaOre, type: one.type ?? this.session.typeByGrai(answer.container) ?? null }
          : one,
      );
    }
  }

  private mark(scanId: string, state: Line["state"]): void {
    this.lines.value = this.lines.value.map((line) => (line.scanId === scanId ? { ...line, state } : line));
  }

  private extendMode(): void {
    const mode = this.mode.value;
    if (mode !== "issue") this.modeEnds.set(FALL_BACK_SECONDS, () => this.setMode("issue"));
  }

  private told(container: ReadContainer): string {
    return container.type ? `${nameIn(container.type.names)} · ${money(container.type.deposit_ore)}` : shownCode(container.humanCode);
  }

  private meetSign(read: Extract<Read, { kind: "station" }>): void {
    const { station } = read;
    if (station?.kind !== "stall") return flash({ tone: "rejected", word: say("no"), sentence: say("stall-not-for-here") });
    if (station.sign === this.session.view.value.station.sign) {
      return flash({ tone: "info", word: say("stall-here-already"), sentence: station.name });
    }
    this.aside.value = { kind: "move", sign: station.sign, name: station.name };
    return undefined;
  }
}

function isSame(line: Line, container: ReadContainer): boolean {
  return line.code === container.code || (line.humanCode !== "" && line.humanCode === container.humanCode);
}
