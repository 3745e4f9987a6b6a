// One guest's containers at a box or a desk: scanned one after another, answered one by one, their money together.

import { computed, type Signal, signal } from "@preact/signals";

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

export class Returns {
  /** Newest first. */
  readonly items: Signal<Return[]> = signal([]);
  readonly visit: Signal<VisitSum | null> = signal(null);
  readonly left = computed(() => this.visit.value?.left_ore ?? 0);
  readonly accepted = computed(() => this.items.value.filter((item) => item.verdict === "accepted").length);
  readonly unanswered = computed(() => this.items.value.filter((item) => item.verdict === "waiting").length);
  /** Containers that may still become money: a ticket knows of them. */
  readonly held = computed(() => this.items.value.filter((item) => item.verdict === "held").length);
  private readonly newVisitId = uuid7();

  constructor(private readonly session: Session) {}

  /** The visit all of it belongs to: the server's, once it has said. */
  get visitId(): string {
    return this.visit.value?.id ?? this.newVisitId;
  }

  has(container: ReadContainer): boolean {
    return this.items.value.some(
      (item) => item.verdict !== "rejected" && (item.code === container.code || (item.humanCode !== "" && item.humanCode === container.humanCode)),
    );
  }

  /** Take one container back. Resolves when the server has said what it is told. */
  async take(container: ReadContainer): Promise<ScanAnswer> {
    const { scan, answer } = await this.session.outbox.put({
      kind: "return", code: container.code, visit: this.visitId,
      terms: this.session.view.value.terms.version,
    });
    this.items.value = [
      {
        scanId: scan.id, code: container.code, humanCode: container.humanCode, type: container.type,
        depositOre: container.type?.deposit_ore ?? 0, verdict: "waiting", reason: null, elsewhere: null,
      },
      ...this.items.value,
    ];
    const answered = await answer;
    this.hear(answered);
    return answered.answer;
  }

  private hear({ scan, answer, visit }: Answered): void {
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
  }
}
