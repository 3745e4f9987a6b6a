// What the crew does at a box: a new bag, full, out of order, moved. All of it holds here at once, network or not.

import { NoAnswer, Refused } from "../api/client";
import { say } from "../i18n/words";
import type { Read } from "../station/codes";
import type { Session } from "../station/session";
import { flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";
import type { Told } from "./phases";
import type { Standing } from "./standing";

const LOCATE_MS = 20_000;

export class Crew {
  constructor(private readonly session: Session, private readonly standing: Standing) {}

  /** Whether a code opens the crew's menu: a slip of the crew's own, or the sign of the store, which hangs where only they are. */
  async isCrew(read: Read): Promise<boolean> {
    if (read.kind === "crew") return this.session.isCrew(read.code);
    return read.kind === "station" && read.station?.kind === "store";
  }

  /** The crew scans the tag of a full bag, or the sign of the place where the box stands now. */
  async meet(read: Read): Promise<void> {
    if (read.kind === "bag") return this.newBag(read.code);
    if (read.kind === "station" && read.station?.kind === "pant_box") return this.movedToBox(read.station.number);
  }

  /** The crew put an empty bag in. With its tag it can be followed to where it is counted. */
  async newBag(tag: string): Promise<void> {
    const { sign } = this.session.view.value.station;
    await this.session.outbox.put({ kind: "empty", code: tag || sign, ...(tag && { bag: tag }) });
    return this.setState({ state: "open", fillPercent: 0 });
  }

  /** What the crew says of the box: full, out of order, open. */
  setState(told: Told): Promise<void> {
    return this.report(this.standing.say(told).then((isSent) => (isSent ? "staff-done" : "staff-done-later")));
  }

  /** The box was moved to where this device is now. */
  async movedHere(): Promise<void> {
    const here = await new Promise<GeolocationPosition | null>((resolve) => {
      const finder = navigator.geolocation as Geolocation | undefined;
      if (!finder) return resolve(null);
      finder.getCurrentPosition(resolve, () => resolve(null), { enableHighAccuracy: true, timeout: LOCATE_MS });
    });
    if (!here) return flash({ tone: "rejected", word: say("no"), sentence: say("staff-moved-nowhere") });
    const { latitude, longitude } = here.coords;
    return this.place({ latitude, longitude });
  }

  /** The box was moved to where another one stands. */
  movedToBox(number: number): Promise<void> {
    return this.place({ at_box: number });
  }

  private async place(place: Record<string, number>): Promise<void> {
    await this.report(this.session.client.post("/station/place", place).then(() => this.session.refresh()).then(() => "staff-done"));
  }

  private async report(work: Promise<string>): Promise<void> {
    try {
      flash({ tone: "accepted", word: say(await work) });
    } catch (error) {
      const code = error instanceof Refused ? error.code : error instanceof NoAnswer ? "no_network" : "unknown";
      flash({ tone: "rejected", word: say("no"), sentence: reasonText(code) });
    }
  }
}
