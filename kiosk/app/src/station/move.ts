// A device that goes to another stall: it scanned the sign there. Written down at once, network or not.

import type { StationView } from "../api/types";
import { say } from "../i18n/words";
import { Kept, openDatabase } from "../outbox/database";
import { LETTERS_MAX } from "../outbox/queue";
import { lettersIn, StorageRefused } from "../outbox/store";
import { uuid7 } from "../outbox/uuid7";
import { moveDeviceKey } from "./deviceKey";
import { remember } from "./identity";
import { type Session, VIEW } from "./session";

const MOVE = "/station/move";

/** Where a device may be moved. */
export type Elsewhere = NonNullable<StationView["stalls"]>[number];

/**
 * From now on this device stands there; the page starts anew. What it scanned before waits where it is, and goes on being
 * sent: it says of itself where it was made, so neither waits for the other. Throws `StorageRefused`: then it stays.
 */
export async function moveTo(session: Session, there: Elsewhere): Promise<void> {
  const { identity, view } = session;
  const database = await openDatabase(there.sign);
  if (!database) throw new StorageRefused();
  const kept = new Kept(database);
  await moveDeviceKey(session.kept, kept);
  if (!(await kept.get<StationView>(VIEW))) await kept.put(VIEW, asKnownFrom(view.value, there));
  await lettersIn(database).add([{
    path: MOVE, body: { id: uuid7(), sign: there.sign }, about: say("move-about", { name: there.name }),
    at: session.clock.stamp().at,
  }]);
  await remember(
    { sign: there.sign, token: identity.token, name: there.name, stationId: there.id },
    { ...identity, stationId: view.value.station.id },
  );
  session.end();
  await forgetMoves(identity.sign);
  location.reload();
}

/** That it was moved here nobody need be told any more: told late, it would take the device back. */
async function forgetMoves(sign: string): Promise<void> {
  const letters = lettersIn(await openDatabase(sign));
  await letters.remove((await letters.oldest(LETTERS_MAX)).filter((letter) => letter.path === MOVE));
}

/** What a device knows of a stall it never stood at: all that holds for the event, and nothing of that stall's own. */
export function asKnownFrom(view: StationView, there: Elsewhere): StationView {
  return {
    ...view, station: { ...view.station, id: there.id, sign: there.sign, name: there.name, number: there.number },
    today: { issued: 0, returned: 0, unseen: 0 }, stock: [], requests_open: 0, deliveries_open: 0,
  };
}
