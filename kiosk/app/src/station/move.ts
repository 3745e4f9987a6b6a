// A device that goes to another stall: it scanned the sign there. Written down at once, network or not.

import type { StationView } from "../api/types";
import { say } from "../i18n/words";
import { Kept, openDatabase } from "../outbox/database";
import { MOVE } from "../outbox/moves";
import { lettersIn, StorageRefused } from "../outbox/store";
import { uuid7 } from "../outbox/uuid7";
import { moveDeviceKey } from "./deviceKey";
import { remember } from "./identity";
import { type Session, VIEW } from "./session";

/** Where a device may be moved. */
export type Elsewhere = NonNullable<StationView["stalls"]>[number];

/**
 * From now on this device stands there; the page starts anew. What it scanned before waits where it is, and goes on being
 * sent: it says of itself where it was made, so neither waits for the other. The server is told of the move, and when it
 * was, before what is scanned there. Throws `StorageRefused`: then it stays.
 */
export async function moveTo(session: Session, there: Elsewhere): Promise<void> {
  const database = await openDatabase(there.sign);
  if (!database) throw new StorageRefused();
  const kept = new Kept(database);
  if (!(await kept.get<StationView>(VIEW))) await kept.put(VIEW, asKnownFrom(session.view.value, there));
  const stamp = session.clock.stamp();
  await lettersIn(database).add([{
    path: MOVE, body: { id: uuid7(), sign: there.sign, at: stamp.at }, about: say("move-about", { name: there.name }),
    at: stamp.at, stamp,
  }]);
  await standAt(session, kept, there);
}

/** The server says that this device stands there: the office moved it, or did not let it move itself. */
export async function follow(session: Session, view: StationView): Promise<void> {
  const kept = new Kept(await openDatabase(view.station.sign));
  await kept.put(VIEW, view);
  await standAt(session, kept, view.station);
}

async function standAt(session: Session, kept: Kept, there: Elsewhere): Promise<void> {
  const { identity, view } = session;
  await moveDeviceKey(session.kept, kept);
  await remember(
    { sign: there.sign, token: identity.token, name: there.name, stationId: there.id },
    { ...identity, stationId: identity.stationId ?? view.value.station.id },
  );
  session.end();
  location.reload();
}

/** What a device knows of a stall it never stood at: all that holds for the event, and nothing of that stall's own. */
export function asKnownFrom(view: StationView, there: Elsewhere): StationView {
  return {
    ...view, station: { ...view.station, id: there.id, sign: there.sign, name: there.name, number: there.number },
    today: { issued: 0, returned: 0, unseen: 0 }, stock: [], requests_open: 0, deliveries_open: 0,
  };
}
