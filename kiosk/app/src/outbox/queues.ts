// A station's scans and letters that wait to be sent: scans made here go after the server was told that this device moved here.

import type { Client } from "../api/client";
import type { ServerClock } from "./clock";
import type { StationDatabase } from "./database";
import { untoldMove } from "./moves";
import { Outbox } from "./outbox";
import { Queue } from "./queue";
import { lettersIn, storeIn } from "./store";
import { floorOf } from "./tabs";

export interface Queues {
  outbox: Outbox;
  letters: Queue;
}

/** Both queues of the station with this sign. `measure` measures this device's clock by a round trip. */
export function queuesOf(
  sign: string, database: StationDatabase | null, client: Client, clock: ServerClock,
  measure: (outbox: Outbox) => Promise<void>, hasOlderElsewhere?: () => Promise<boolean>,
): Queues {
  const [name, post] = [`pantbox-${sign}`, lettersIn(database)];
  const isTold = async () => !(await untoldMove(post));
  const outbox: Outbox = new Outbox(name, storeIn(database), client, clock, floorOf(name), () => measure(outbox), hasOlderElsewhere, isTold);
  return { outbox, letters: new Queue(`${name}-letters`, post, client, clock, floorOf(`${name}-letters`), outbox) };
}
