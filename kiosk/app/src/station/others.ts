// What this browser scanned for other stations it was paired to before: that too is sent, whichever tab is open.

import { Client } from "../api/client";
import type { ServerClock } from "../outbox/clock";
import { openDatabase } from "../outbox/database";
import type { Outbox } from "../outbox/outbox";
import type { Queue } from "../outbox/queue";
import { queuesOf } from "../outbox/queues";
import { identities, type Identity } from "./identity";

/** Whether this same device, before it was moved, scanned something at another station that still waits. */
export async function leftSomethingBehind(current: Identity): Promise<boolean> {
  if (current.stationId === undefined) return false;
  const elsewhere = (await identities()).filter((one) => one.sign !== current.sign && one.token === current.token);
  for (const { sign } of elsewhere) {
    const database = await openDatabase(sign);
    const count = await database?.count("scans");
    database?.close();
    if (count) return true;
  }
  return false;
}

/** Send what waits for this browser's other stations. Resolves when it is known which do; returns what stops it. */
export async function sendForOthers(
  current: Identity, clock: ServerClock, measure: () => Promise<void>,
): Promise<() => void> {
  const running: (Outbox | Queue)[] = [];
  for (const other of (await identities()).filter((one) => one.sign !== current.sign)) {
    const database = await openDatabase(other.sign);
    if (!database || (await database.count("scans")) + (await database.count("letters")) === 0) continue;
    const { outbox, letters } = queuesOf(other.sign, database, new Client(other.token, other.stationId), clock, measure);
    running.push(outbox, letters);
    for (const one of [outbox, letters]) await one.start();
  }
  return () => running.forEach((one) => one.end());
}
