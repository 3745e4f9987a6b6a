// One paired station at work: its line to the server, its outbox, and what holds here now, with or without a network.

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";

import { type Asking, Client, NoAnswer, Refused } from "../api/client";
import type { CodeView, ContainerType, StationView } from "../api/types";
import { currency, timeZone } from "../i18n/words";
import { ServerClock } from "../outbox/clock";
import { Kept, openDatabase } from "../outbox/database";
import { isUntoldMove } from "../outbox/moves";
import type { Outbox } from "../outbox/outbox";
import type { Queue } from "../outbox/queue";
import { queuesOf } from "../outbox/queues";
import { Troubles } from "../outbox/troubles";
import { battery } from "./battery";
import { hasDeviceKey, signWith } from "./deviceKey";
import { hashOf } from "./hashes";
import type { Identity } from "./identity";
import { askToKeep } from "./install";
import type { Elsewhere } from "./move";
import { leftSomethingBehind } from "./others";

const REFRESH_MS = 20_000;
/** Who has lost the server looks for it more often, as long as the device itself believes in a network. */
const SEEK_MS = 5_000;
const HEARTBEAT_MS = 60_000;
/** What is asked of a person who waits; what a device knows by itself is told sooner. */
const LOOK_UP_PATIENCE_MS = 2_500;
/** Who knows what held here last goes to work with that, if the server is silent for longer. */
const BEGIN_PATIENCE_MS = 1_500;
export const VIEW = "view";
const VERSION = "1";

export class Session {
  readonly view: Signal<StationView>;
  readonly types: ReadonlySignal<ContainerType[]>;
  readonly online: ReadonlySignal<boolean>;
  /** The server no longer knows this device. What it scanned before is still handed in. */
  readonly revoked = signal(false);
  /** Whether somebody is being served: nothing may restart the page meanwhile. */
  readonly busy = signal(false);
  /** Where the server says that this device stands, if that is elsewhere: the office moved it, or did not let it move. */
  readonly movedTo: Signal<StationView | null> = signal(null);
  readonly troubles: Troubles;
  /** Whether this device has a key to sign tickets with: on an insecure address no browser keeps one. */
  canPromise = false;
  private readonly retired: ReadonlySignal<ReadonlySet<string>>;
  private readonly ending = new AbortController();
  private beating = 0;
  private refreshing = 0;
  private stopWatching: () => void = () => undefined;
  private etag = "";

  private constructor(
    readonly identity: Identity,
    readonly client: Client,
    readonly outbox: Outbox,
    /** What else is told the server, and survives this page. */
    readonly letters: Queue,
    readonly clock: ServerClock,
    readonly kept: Kept,
    view: StationView,
  ) {
    this.view = signal(view);
    this.online = computed(() => this.outbox.connected.value);
    this.types = computed(() =>
      this.view.value.types.map((type) => ({ ...type, deposit_ore: this.depositOf(type) })),
    );
    this.retired = computed(() => new Set(this.view.value.retired));
    this.troubles = new Troubles(kept);
    this.outbox.onLateAnswer = (answered) => void this.troubles.hear(answered);
    this.letters.onLateReply = (letter, reply) => void this.troubles.hearOf(letter, reply);
  }

  /** Go to work, with what was known last if the server is silent. Throws `Refused` or `NoAnswer` if nothing ever was. */
  static async begin(identity: Identity): Promise<Session> {
    const database = await openDatabase(identity.sign);
    const kept = new Kept(database);
    const client = new Client(identity.token, identity.stationId);
    const clock = new ServerClock();
    const known = await kept.get<StationView>(VIEW);
    const fresh = await firstView(client, clock, known !== undefined);
    const isHere = !(fresh instanceof Error) && fresh.station.sign === identity.sign;
    const view = fresh instanceof Error || (known && !isHere) ? known : fresh;
    if (!view) throw fresh;
    const measure = (from: Outbox) => beat(client, clock, from);
    const { outbox, letters } = queuesOf(identity.sign, database, client, clock, measure, () => leftSomethingBehind(identity));
    const session = new Session(identity, client, outbox, letters, clock, kept, view);
    session.revoked.value = isUnknownHere(fresh);
    outbox.connected.value = !(fresh instanceof Error);
    session.take(view);
    if (!(fresh instanceof Error) && !isHere) session.movedTo.value = fresh;
    session.canPromise = await hasDeviceKey(kept);
    await session.run();
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
  lookUp(text: string, asking: Pick<Asking, "patienceMs"> = { patienceMs: LOOK_UP_PATIENCE_MS }): Promise<CodeView> {
    return this.client.post<CodeView>("/codes", { text }, asking);
  }

  /** A station of this event by its sign, as far as this device knows it. */
  knownStation(sign: string): CodeView["station"] {
    const stall = this.stallBySign(sign);
    if (stall) return { sign, kind: "stall", name: stall.name, number: stall.number };
    const box = this.view.value.boxes.find((one) => one.sign === sign);
    return box ? { sign, kind: "pant_box", name: box.name, number: box.number } : null;
  }

  /** A stall to which this one's device may be moved. */
  stallBySign(sign: string): Elsewhere | undefined {
    return this.view.value.stalls?.find((one) => one.sign === sign);
  }

  /** Whether a container was taken out of use, as far as this device was told. */
  async isRetired(grai: string): Promise<boolean> {
    return this.retired.value.size > 0 && this.retired.value.has(await hashOf(grai));
  }

  /** Whether a crew slip's code opens what only the crew may do here. */
  async isCrew(code: string): Promise<boolean> {
    const hash = await hashOf(code);
    if (hash) {
      // One that was made or revoked a moment ago is known where there is a network.
      if (this.online.value) await Promise.race([this.refresh(), new Promise((go) => setTimeout(go, LOOK_UP_PATIENCE_MS))]);
      return (this.view.value.crew ?? []).includes(hash);
    }
    return this.lookUp(`K${code}`).then(() => true, () => false);
  }

  /** What this device writes under a message, so that it is believed later. Null when it has no key. */
  sign(message: string): Promise<string | null> {
    return signWith(this.kept, message);
  }

  /** Ask anew what holds here. Being offline is no trouble: what was known holds on. */
  async refresh(): Promise<void> {
    const askedAt = performance.now();
    try {
      const answer = await this.client.getIfChanged<StationView>("/station", this.etag);
      this.hear();
      this.revoked.value = false;
      if (!answer) return;
      this.etag = answer.etag;
      this.clock.learn(answer.body.server_time, askedAt);
      this.hearWhere(answer.body);
    } catch (error) {
      if (error instanceof Refused && error.code === "station_may_not") await this.lookWhere();
      if (error instanceof NoAnswer) this.outbox.connected.value = false;
      if (isUnknownHere(error)) this.revoked.value = true;
    }
  }

  end(): void {
    this.ending.abort();
    this.stopWatching();
    clearInterval(this.beating);
    clearTimeout(this.refreshing);
    this.outbox.end();
    this.letters.end();
  }

  private async run(): Promise<void> {
    // First what was known: the first answers may bring more.
    await this.troubles.load();
    await this.outbox.start();
    await this.letters.start();
    this.stopWatching = this.refreshAfterMoves();
    this.beating = setInterval(() => void this.beat(), HEARTBEAT_MS);
    void this.beat();
    this.follow();
    void askToKeep();
  }

  /** Once the server knows that this device stands here, it says what holds here. */
  private refreshAfterMoves(): () => void {
    let waited = false;
    return effect(() => {
      const waits = this.letters.waiting.value.some(isUntoldMove);
      if (waited && !waits) void this.refresh();
      waited = waits;
    });
  }

  /** Ask again and again what holds, and at once when there is reason to believe that something has changed. */
  private follow(): void {
    const soon = () => {
      clearTimeout(this.refreshing);
      const ms = this.outbox.connected.value ? REFRESH_MS : SEEK_MS;
      // Not all devices of a festival at the same moment.
      this.refreshing = setTimeout(again, ms * (0.75 + Math.random() / 2));
    };
    const again = () => void this.refresh().finally(() => { if (!this.ending.signal.aborted) soon(); });
    const { signal: end } = this.ending;
    addEventListener("online", again, { signal: end });
    addEventListener("offline", () => { this.outbox.connected.value = false; }, { signal: end });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") again(); }, { signal: end });
    soon();
  }

  /** The server is there: what waits need not wait longer. */
  private hear(): void {
    if (!this.outbox.connected.value) this.outbox.stir();
    this.outbox.connected.value = true;
  }

  /** The server says what holds where this device stands: here, or elsewhere. */
  private hearWhere(view: StationView): void {
    if (view.station.sign === this.identity.sign) this.take(view);
    else this.movedTo.value = view;
  }

  /** This device does not stand here, says the server. While it was not told of a move it cannot know better. */
  private async lookWhere(): Promise<void> {
    if (this.letters.waiting.value.some(isUntoldMove)) return;
    const view = await new Client(this.identity.token).get<StationView>("/station").catch(() => null);
    if (view) this.hearWhere(view);
  }

  private take(view: StationView): void {
    currency.value = view.event.currency;
    timeZone.value = view.event.timezone;
    this.view.value = view;
    void this.kept.put(VIEW, view);
  }

  /** Measure this device's clock by a round trip. Rejects as the client does. */
  measure(): Promise<void> {
    return beat(this.client, this.clock, this.outbox);
  }

  private beat(): Promise<void> {
    return this.measure().catch(() => undefined);
  }

  private depositOf(type: ContainerType): number {
    return this.view.value.terms.deposits[String(type.id)] ?? type.deposit_ore;
  }
}

async function firstView(client: Client, clock: ServerClock, isKnown: boolean): Promise<StationView | Error> {
  if (isKnown && navigator.onLine === false) return new NoAnswer();
  const askedAt = performance.now();
  try {
    const view = await client.get<StationView>("/station", isKnown ? { patienceMs: BEGIN_PATIENCE_MS } : {});
    clock.learn(view.server_time, askedAt);
    return view;
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof Refused) return error;
    throw error;
  }
}

/** Whether the server itself said that this device is none of its own, and not some network's log-in page. */
export function isUnknownHere(error: unknown): boolean {
  return error instanceof Refused && (error.code === "device_revoked" || error.code === "token_unknown");
}

/** Say that this device is there, and measure its clock by the way. */
async function beat(client: Client, clock: ServerClock, outbox: Outbox): Promise<void> {
  const told = {
    sent_everything_until: (await outbox.hasOlderElsewhere()) ? null : await outbox.sentEverythingUntil(), outbox: outbox.waiting.value,
    battery: battery.value?.percent ?? null, version: VERSION,
  };
  const askedAt = performance.now();
  const said = await client.post<{ server_time: string }>("/heartbeat", told);
  clock.learn(said.server_time, askedAt);
}
