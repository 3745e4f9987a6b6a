// What the crew does at a box: a new bag, full, out of order, moved. All of it holds here at once, network or not.

import { NoAnswer, Refused } from "../api/client";
import { say } from "../i18n/words";
import type { Letter } from "../outbox/store";
import { uuid7 } from "../outbox/uuid7";
import type { Read } from "../station/codes";
import { wholeHashOf } from "../station/hashes";
import type { Session } from "../station/session";
import { flash } from "../ui/Flash";
import { reasonText } from "../ui/reasons";
import type { Told } from "./phases";
import type { Payout } from "./recent";
import type { Standing } from "./standing";

const LOCATE_MS = 20_000;
const OPENINGS = "/station/crew";

export class Crew {
  /** By which opening the menu is open, or was last. */
  private opening = "";

  constructor(private readonly session: Session, private readonly standing: Standing) {}

  /** Whether a code is a good slip of the crew's own: nothing else opens their menu. */
  async isCrew(read: Read): Promise<boolean> {
    return read.kind === "crew" && this.session.isCrew(read.code);
  }

  /** Write down that the menu was opened with this slip. False when that cannot be: then it stays closed. */
  async writeOpening(code: string): Promise<boolean> {
    const [id, at] = [uuid7(), this.session.clock.now().toISOString()];
    const proof = (await wholeHashOf(`crew:${id}:${code}`)) || code;
    this.opening = id;
    return this.write({ path: OPENINGS, body: { id, proof, at }, about: say("staff-opened-about") });
  }

  /** Write down that a guest's voucher or ticket is looked at again. False when that cannot be: then it is not shown. */
  writeShowing(payout: Payout): Promise<boolean> {
    const body = { id: uuid7(), opening: this.opening, kind: payout.kind, of: payout.of ?? "-", at: this.session.clock.now().toISOString() };
    return this.write({ path: `${OPENINGS}/shown`, body, about: say("staff-shown-about") });
  }

  private async write(letter: Letter): Promise<boolean> {
    try {
      await this.session.letters.put(letter);
    } catch {
      flash({ tone: "rejected", word: say("no"), sentence: reasonText("storage_refused") });
      return false;
    }
    return true;
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
