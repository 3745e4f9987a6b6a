// A station's browser and its server, for tests of what is sent.

import { until } from "./browser";

import assert from "node:assert/strict";

import { ServerClock } from "../../kiosk/app/src/outbox/clock";
import { openDatabase, type StationDatabase } from "../../kiosk/app/src/outbox/database";
import { Outbox } from "../../kiosk/app/src/outbox/outbox";
import { storeIn, type WaitingScan } from "../../kiosk/app/src/outbox/store";
import type { Floor } from "../../kiosk/app/src/outbox/tabs";

/** One request for scans, as the API takes it. */
export interface Sent {
  clock: { offset_ms: number };
  scans: WaitingScan[];
}

/** A server that keeps what it was sent, and does to each request what `mood` says. */
export class Server {
  readonly requests: Sent[] = [];
  readonly recorded = new Map<string, WaitingScan>();
  mood: (sent: Sent) => void = () => undefined;

  async post<T>(_path: string, body: unknown): Promise<T> {
    const sent = body as Sent;
    this.requests.push(sent);
    this.mood(sent);
    for (const scan of sent.scans) this.recorded.set(scan.id, scan);
    return { results: sent.scans.map((scan) => ({ id: scan.id, verdict: "accepted", standing: "accepted" })), visits: [] } as T;
  }
}

/** The floor of all tabs in one process: who asks first has it. */
export class OneFloor implements Floor {
  private queue: Promise<void> = Promise.resolve();

  take(end: AbortSignal, work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(() => (end.aborted ? undefined : work()));
    return this.queue;
  }
}

let number = 0;

/** A name that no other test's device has. */
export function newName(): string {
  return `device-${++number}`;
}

/** One browser with a station in it. */
export interface Device {
  server: Server;
  database: StationDatabase;
  clock: ServerClock;
  name: string;
  floor: Floor;
}

export async function device(server = new Server()): Promise<Device> {
  const name = newName();
  const database = await openDatabase(name);
  assert.ok(database);
  const clock = new ServerClock();
  clock.learn(new Date().toISOString(), performance.now());
  return { server, database: database as StationDatabase, clock, name, floor: new OneFloor() };
}

/** A tab's outbox. */
export function outboxOf(on: Device, measure: () => Promise<void> = () => Promise.resolve()): Outbox {
  return new Outbox(on.name, storeIn(on.database), on.server, on.clock, on.floor, measure);
}

/** Resolves when everything was answered. */
export async function sent(outbox: Outbox): Promise<void> {
  await until(() => outbox.waiting.value === 0);
}
