// How the box stands: open, full or out of order, by what the server knows, what came in since and what the crew says here.

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";

import { NoAnswer } from "../api/client";
import type { Session } from "../station/session";
import { fillNow, type FillState, stateNow, type Told } from "./phases";

const TOLD = "told";
const TAKEN = "taken-since";

export class Standing {
  /** What the server does not know yet, network or not. */
  readonly told: Signal<Told | null> = signal(null);
  /** Null: nobody can know how full it is. */
  readonly percent: ReadonlySignal<number | null>;
  readonly state: ReadonlySignal<FillState>;
  private readonly takenSince = signal(0);
  private readonly stop: () => void;

  constructor(private readonly session: Session) {
    const station = computed(() => session.view.value.station);
    this.percent = computed(() =>
      fillNow(station.value.fill_percent, this.takenSince.value, station.value.capacity ?? null, this.told.value),
    );
    this.state = computed(() => stateNow(station.value.fill_state, this.percent.value, this.told.value));
    let known = "";
    this.stop = effect(() => {
      const { fill_percent: percent, fill_at: at } = station.value;
      const now = `${percent} ${at ?? ""}`;
      // The server has reckoned anew: what it cannot know is only what still waits here.
      if (known !== "" && now !== known) this.setTaken(session.outbox.waiting.peek());
      known = now;
      if (session.online.value && this.told.peek()) void this.send();
    });
  }

  async load(): Promise<void> {
    this.told.value = (await this.session.kept.get<Told>(TOLD)) ?? null;
    this.takenSince.value = (await this.session.kept.get<number>(TAKEN)) ?? 0;
    if (this.session.online.value && this.told.value) void this.send();
  }

  /** A container more is in it. */
  took(): void {
    this.setTaken(this.takenSince.value + 1);
  }

  /** The crew says something of the box. It holds here at once; true when the server knows it too. */
  async say(told: Told): Promise<boolean> {
    this.told.value = { ...this.told.value, ...told };
    if (told.fillPercent !== undefined) this.setTaken(0);
    await this.session.kept.put(TOLD, this.told.value);
    return this.send();
  }

  end(): void {
    this.stop();
  }

  /** Throws what the server refuses; its silence is no refusal, and is tried again when it is back. */
  private async send(): Promise<boolean> {
    const told = this.told.value;
    if (!told) return true;
    const { state, fillPercent } = told;
    try {
      await this.session.client.post("/station/state", {
        ...(state && { state }), ...(fillPercent !== undefined && { fill_percent: fillPercent }),
      });
      await this.session.refresh();
    } catch (error) {
      if (error instanceof NoAnswer) return false;
      await this.forget(told);
      throw error;
    }
    await this.forget(told);
    return true;
  }

  private async forget(told: Told): Promise<void> {
    if (this.told.value !== told) return;
    this.told.value = null;
    await this.session.kept.drop(TOLD);
  }

  private setTaken(count: number): void {
    this.takenSince.value = count;
    void this.session.kept.put(TAKEN, count);
  }
}
