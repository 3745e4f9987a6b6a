// One guest's containers at a box or a desk: scanned one after another, answered one by one, their money together.

import { computed, type Signal, signal } from "@preact/signals";

import { readVisit } from "../api/refunds";
import type { ContainerType, ScanAnswer, VisitSum } from "../api/types";
import type { Answered } from "../outbox/outbox";
import { uuid7 } from "../outbox/uuid7";
import type { ReadContainer } from "../station/codes";
import type { Session } from "../station/session";

/** One container as the guest sees it. `waiting`: the server has not answered yet. */
export interface Return {
  scanId: string;
  code: string;
  humanCode: string;
  type: ContainerType | null;
  depositOre: number;
  verdict: ScanAnswer["verdict"] | "waiting";
  reason: string | null;
  /** Where and when it was handed back before. */
  elsewhere: { station: string; at: Date } | null;
}

/** A visit as it is written down, so that a power cut does not end it. */
export interface KeptReturns {
  visitId: string;
  visit: VisitSum | null;
  items: (Omit<Return, "type" | "elsewhere"> & { typeId: number | null })[];
  slip: string | null;
}

export class Returns {
  /** Newest first. */
  readonly items: Signal<Return[]> = signal([]);
  readonly visit: Signal<VisitSum | null> = signal(null);
  /** The text of a slip the guest scanned first: it goes out with each scan, and the money onto it. */
  slip: string | null = null;
  readonly left = computed(() => this.visit.value?.left_ore ?? 0);
  readonly accepted = computed(() => this.count("accepted"));
  readonly unanswered = computed(() => this.count("waiting"));
  /** Containers that may still become money: a ticket knows of them. */
  readonly held = computed(() => this.count("held"));
  /** What is paid, and what is yet to be answered at its type's deposit: no more than this comes of it. */
  readonly upToOre = computed(() =>
    this.items.value.reduce((sum, item) => sum + (item.verdict === "waiting" ? item.depositOre : 0), this.left.value),
  );
  private newVisitId = uuid7();
  private readonly codes = new Set<string>();

  constructor(private readonly session: Session) {}

  /** The visit all of it belongs to: the server's, once it has said. */
  get visitId(): string {
    return this.visit.value?.id ?? this.newVisitId;
  }

  has(container: ReadContainer): boolean {
    return this.codes.has(container.code) || (container.humanCode !== "" && this.codes.has(container.humanCode));
  }

  /** Take one container back. Resolves when the server has said what it is told. Throws `StorageRefused`. */
  async take(container: ReadContainer): Promise<ScanAnswer> {
    return (await this.receive(container)).answer;
  }

  /** Take one container back. Resolves as soon as it is written down: then it will count, whatever happens. */
  async receive(container: ReadContainer): Promise<{ answer: Promise<ScanAnswer> }> {
    const isOffline = !this.session.online.value;
    const { scan, answer } = await this.session.outbox.put({
      kind: "return", code: container.code, visit: this.visitId, terms: this.session.view.value.terms.version,
      ...(this.slip && { slip: this.slip }), ...(isOffline && { told: "accepted" as const }),
    });
    this.remember(container.code, container.humanCode);
    this.items.value = [
      {
        scanId: scan.id, code: container.code, humanCode: container.humanCode, type: container.type,
        depositOre: container.type?.deposit_ore ?? 0, verdict: "waiting", reason: null, elsewhere: null,
      },
      ...this.items.value,
    ];
    return {
      answer: answer.then((answered) => {
        this.hear(answered);
        return answered.answer;
      }),
    };
  }

  /** Take an answer in. False when it is of nobody's container here. */
  hear({ scan, answer, visit }: Answered): boolean {
    if (!this.items.value.some((item) => item.scanId === scan.id)) return false;
    if (visit) this.visit.value = visit;
    this.items.value = this.items.value.map((item) =>
      item.scanId === scan.id
        ? {
            ...item, verdict: answer.verdict, reason: answer.reason ?? null,
            depositOre: answer.deposit_ore ?? item.depositOre, humanCode: answer.human_code ?? item.humanCode,
            type: item.type ?? this.session.typeByGrai(answer.container) ?? null,
            elsewhere: answer.elsewhere ? { station: answer.elsewhere.station, at: new Date(answer.elsewhere.at) } : null,
          }
        : item,
    );
    // What was rejected may be held before the scanner once more, and is told why once more.
    if (answer.verdict === "rejected") this.forget(scan.code, answer.human_code);
    return true;
  }

  /** Ask for the answers that came while the page was dead. Without an answer nothing changes. */
  async catchUp(claim: string): Promise<void> {
    const visit = await readVisit(this.session.client, this.visitId, claim).catch(() => null);
    if (!visit) return;
    const told = new Map(visit.items.map((item) => [item.scan_id, item]));
    this.items.value = this.items.value.map((item) => {
      const answer = told.get(item.scanId);
      if (!answer) return item;
      // What waited and is paid since is what it counts for now.
      const verdict = answer.verdict === "held" ? answer.standing : answer.verdict;
      return { ...item, verdict, reason: answer.reason, depositOre: answer.deposit_ore || item.depositOre };
    });
    const { id, credited_ore, paid_ore, left_ore } = visit;
    this.visit.value = { ...this.visit.value, id, claim, credited_ore, paid_ore, left_ore, held: this.held.value };
  }

  /** As it is written down. */
  kept(): KeptReturns {
    const items = this.items.value.map(({ type, elsewhere: _elsewhere, ...item }) => ({ ...item, typeId: type?.id ?? null }));
    return { visitId: this.visitId, visit: this.visit.value, items, slip: this.slip };
  }

  /** As it was written down. */
  static from(session: Session, kept: KeptReturns): Returns {
    const returns = new Returns(session);
    returns.newVisitId = kept.visitId;
    returns.slip = kept.slip;
    returns.visit.value = kept.visit;
    returns.items.value = kept.items.map(({ typeId, ...item }) => ({ ...item, type: session.typeById(typeId) ?? null, elsewhere: null }));
    for (const item of kept.items) if (item.verdict !== "rejected") returns.remember(item.code, item.humanCode);
    return returns;
  }

  private count(verdict: Return["verdict"]): number {
    return this.items.value.reduce((sum, item) => sum + (item.verdict === verdict ? 1 : 0), 0);
  }

  private remember(code: string, humanCode: string): void {
    this.codes.add(code);
    if (humanCode !== "") this.codes.add(humanCode);
  }

  private forget(code: string, humanCode: string | null | undefined): void {
    this.codes.delete(code);
    if (humanCode) this.codes.delete(humanCode);
    for (const item of this.items.value) if (item.code === code) this.codes.delete(item.humanCode);
  }
}
