// A device that goes to another stall: it scanned the sign there.

import { Refused } from "../api/client";
import { Kept, openDatabase } from "../outbox/database";
import { moveDeviceKey } from "./deviceKey";
import { remember } from "./identity";
import type { Session } from "./session";

/**
 * From now on this device stands at `sign`; the page starts anew there. Scans count for the station a device stands at
 * when they are sent, so nothing may still wait: throws `Refused("outbox_waits")`.
 */
export async function moveTo(session: Session, sign: string): Promise<void> {
  if (session.outbox.waiting.value + session.letters.waiting.value.length > 0) throw new Refused("outbox_waits", 409);
  const moved = await session.client.post<{ station: { sign: string; name: string } }>("/station/move", { sign });
  session.end();
  await moveDeviceKey(session.kept, new Kept(await openDatabase(moved.station.sign)));
  await remember({ ...session.identity, sign: moved.station.sign, name: moved.station.name }, session.identity);
  location.reload();
}
