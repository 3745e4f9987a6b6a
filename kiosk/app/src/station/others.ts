// What this browser scanned for other stations it was paired to before: that too is sent, whichever tab is open.

import { Client } from "../api/client";
import type { ServerClock } from "../outbox/clock";
import { openDatabase } from "../outbox/database";
import { Outbox } from "../outbox/outbox";
import { Queue } from "../outbox/queue";
import { lettersIn, storeIn } from "../outbox/store";
import { floorOf } from "../outbox/tabs";
import { identities, type Identity } from "./identity";

/** Send what waits for this browser's other stations. Resolves when it is known which do; returns what stops it. */
export async function sendForOthers(current: Identity, clock: ServerClock): Promise<() => void> {
  const running: (Outbox | Queue)[] = [];
  for (const other of (await identities()).filter((one) => one.sign !== current.sign)) {
    const database = await openDatabase(other.sign);
    if (!database || (await database.count("scans")) + (await database.count("letters")) === 0) continue;
    const [name, client] = [`pantbox-${other.sign}`, new Client(other.token)];
    const outbox = new Outbox(name, storeIn(database), client, clock, floorOf(name), () => Promise.resolve());
    const letters = new Queue(`${name}-letters`, lettersIn(database), client, clock, floorOf(`${name}-letters`), outbox);
    running.push(outbox, letters);
    for (const one of [outbox, letters]) await one.start();
  }
  return () => running.forEach((one) => one.end());
}
