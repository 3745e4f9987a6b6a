// What this browser scanned for other stations it was paired to before: that too is sent, whichever tab is open.

import { Client } from "../api/client";
import type { ServerClock } from "../outbox/clock";
import { openDatabase } from "../outbox/database";
import { Outbox } from "../outbox/outbox";
import { storeIn } from "../outbox/store";
import { floorOf } from "../outbox/tabs";
import { identities, type Identity } from "./identity";

/** Send what waits for this browser's other stations. Resolves when it is known which do; returns what stops it. */
export async function sendForOthers(current: Identity, clock: ServerClock): Promise<() => void> {
  const outboxes: Outbox[] = [];
  for (const other of (await identities()).filter((one) => one.sign !== current.sign)) {
    const database = await openDatabase(other.sign);
    if (!database || (await database.count("scans")) === 0) continue;
    const name = `pantbox-${other.sign}`;
    const outbox = new Outbox(name, storeIn(database), new Client(other.token), clock, floorOf(name), () => Promise.resolve());
    await outbox.start();
    outboxes.push(outbox);
  }
  return () => outboxes.forEach((outbox) => outbox.end());
}
