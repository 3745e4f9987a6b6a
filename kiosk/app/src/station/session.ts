// One paired station at work: its line to the server, its outbox, and what holds here now.

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";

import { Client, NoAnswer, Refused } from "../api/client";
import type { CodeView, ContainerType, StationView } from "../api/types";
import { currency, timeZone } from "../i18n/words";
import { ServerClock } from "../outbox/clock";
import { Outbox } from "../outbox/outbox";
import { openStore } from "../outbox/store";
import type { Identity } from "./identity";

const REFRESH_MS = 20_000;
const HEARTBEAT_MS = 60_000;
/** Longer than this nobody waits with a bowl of soup in hand; the device decides by what it knows. */
const LOOK_UP_PATIENCE_MS = 2_500;
const VERSION = "1";

export class Session {
  readonly view: Signal<StationView>;
  readonly types: ReadonlySignal<ContainerType[]>;
  /** The server no longer knows this device. */
  readonly revoked = signal(false);
  private readonly timers: number[] = [];

  private constructor(
    readonly identity: Identity,
    readonly client: Client,
    readonly outbox: Outbox,
    readonly clock: ServerClock,
    view: StationView,
  ) {
    this.view = signal(view);
    this.types = computed(() =>
      this.view.value.types.map((type) => ({ ...type, deposit_ore: this.depositOf(type) })),
    );
  }

  /** Go to work. Throws `Refused` when the server does not know this device. */
  static async begin(identity: Identity): Promise<Session> {
    const client = new Client(identity.token);
    const clock = new ServerClock();
    const askedAt = performance.now();
    const view = await client.get<StationView>("/station");
    clock.learn(view.server_time, askedAt);
    const outbox = new Outbox(await openStore(identity.sign), client, clock);
    const session = new Session(identity, client, outbox, clock, view);
    session.take(view);
    session.run();
    return session;
  }

  get kind(): StationView["station"]["kind"] {
    return this.view.value.station.kind;
  }

  typeById(id: number | null | undefined): ContainerType | undefined {
    return this.types.value.find((type) => type.id === id);
  }

  typeByGrai(grai: string | null | undefined): ContainerType | undefined {
    return grai ? this.types.value.find((type) => grai.startsWith(`0${type.asset}`)) : undefined;
  }

  /** What a code names, by the server. Throws `Refused` with why it is nothing, or `NoAnswer`. */
  lookUp(text: string): Promise<CodeView> {
    return this.client.get<CodeView>(`/codes?text=${encodeURIComponent(text)}`, { patienceMs: LOOK_UP_PATIENCE_MS });
  }

  /** Ask anew what holds here. Being offline is no trouble: what was known holds on. */
  async refresh(): Promise<void> {
    const askedAt = performance.now();
    try {
      const view = await this.client.get<StationView>("/station");
      this.clock.learn(view.server_time, askedAt);
      this.outbox.connected.value = true;
      this.take(view);
    } catch (error) {
      if (error instanceof NoAnswer) this.outbox.connected.value = false;
      if (error instanceof Refused && error.status === 401) this.revoked.value = true;
    }
  }

  end(): void {
    this.timers.forEach(clearInterval);
  }

  private run(): void {
    this.outbox.start();
    this.timers.push(setInterval(() => void this.refresh(), REFRESH_MS));
    this.timers.push(setInterval(() => void this.beat(), HEARTBEAT_MS));
    void this.beat();
  }

  private take(view: StationView): void {
    currency.value = view.event.currency;
    timeZone.value = view.event.timezone;
    this.view.value = view;
  }

  private async beat(): Promise<void> {
    const beat = {
      sent_everything_until: await this.outbox.sentEverythingUntil(),
      outbox: this.outbox.waiting.value, battery: await batteryPercent(), version: VERSION,
    };
    const askedAt = performance.now();
    const said = await this.client.post<{ server_time: string }>("/heartbeat", beat).catch(() => null);
    if (said) this.clock.learn(said.server_time, askedAt);
  }

  private depositOf(type: ContainerType): number {
    return this.view.value.terms.deposits[String(type.id)] ?? type.deposit_ore;
  }
}

interface Battery {
  level: number;
}

async function batteryPercent(): Promise<number | null> {
  const ask = (navigator as { getBattery?: () => Promise<Battery> }).getBattery;
  if (!ask) return null;
  const battery = await ask.call(navigator).catch(() => null);
  return battery ? Math.round(battery.level * 100) : null;
}
