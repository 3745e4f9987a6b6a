// What else a station tells, and may not lose: deliveries, a closed stall, a voucher taken offline. Written down first, sent
// one after another, sent again until answered.

import { effect, type Signal, signal } from "@preact/signals";

import type { Client, Refused } from "../api/client";
import { Listeners } from "./answers";
import type { ServerClock } from "./clock";
import { isUntoldMove, MOVE, untoldMove } from "./moves";
import type { Outbox } from "./outbox";
import { isOurs, Sender, type Work } from "./sender";
import { type Letter, type Store, StorageRefused, type WaitingLetter } from "./store";
import { type Floor, Grapevine } from "./tabs";

export type Reply<T = unknown> = { ok: true; body: T } | { ok: false; code: string };

type Told = { waits: true } | { letter: WaitingLetter; reply: Reply };

export const LETTERS_MAX = 5_000;
/** Refusals that say nothing of the letter: who asks, too often, or at a bad moment. */
const OF_THE_MOMENT = [401, 408, 425, 429];

export class Queue implements Work<WaitingLetter> {
  /** What has not been answered yet, oldest first. */
  readonly waiting: Signal<readonly WaitingLetter[]> = signal([]);
  /** Told of every reply that nobody on a page waited for, or that came when they had gone on. */
  onLateReply: (letter: WaitingLetter, reply: Reply) => void = () => undefined;
  private readonly listeners = new Listeners<Reply>();
  private readonly sender: Sender<WaitingLetter>;
  private readonly grapevine: Grapevine<Told>;
  private stopWatching: () => void = () => undefined;

  constructor(
    name: string,
    private readonly store: Store<WaitingLetter>,
    private readonly client: Pick<Client, "post">,
    private readonly clock: ServerClock,
    floor: Floor,
    private readonly outbox: Pick<Outbox, "oldest" | "waiting" | "connected" | "measured" | "stir">,
  ) {
    this.sender = new Sender(floor, this, 1);
    this.grapevine = new Grapevine(name, (told) => this.overhear(told));
  }

  /** Send what an earlier page left, and all that comes. */
  async start(): Promise<void> {
    await this.look();
    this.sender.start();
    this.stopWatching = effect(() => {
      if (this.outbox.waiting.value === 0 && this.outbox.connected.value) this.sender.stir();
    });
  }

  /** Send no more from this page. What waits is still written down. */
  end(): void {
    this.stopWatching();
    this.sender.end();
    this.grapevine.end();
  }

  /** Write a letter down. When this returns it will be sent, whatever happens; `reply` waits for what the server says. */
  async put<T = unknown>(letter: Letter): Promise<{ letter: WaitingLetter; reply: Promise<Reply<T>> }> {
    if (this.waiting.value.length >= LETTERS_MAX) throw new StorageRefused();
    const stamp = this.clock.stamp();
    const [written] = await this.store.add([{ ...letter, at: stamp.at, stamp }]);
    if (!written) throw new StorageRefused();
    this.waiting.value = [...this.waiting.value, written];
    const reply = this.listeners.answerTo(written.body.id) as Promise<Reply<T>>;
    this.sender.stir();
    this.grapevine.tell({ waits: true });
    return { letter: written, reply };
  }

  async next(): Promise<WaitingLetter[]> {
    const move = await untoldMove(this.store);
    if (move) return [move];
    const [oldest] = await this.store.oldest(1);
    if (!oldest) return [];
    const scan = oldest.afterScans ? await this.outbox.oldest() : undefined;
    return scan && scan.at <= oldest.at ? [] : [oldest];
  }

  async send([letter]: WaitingLetter[]): Promise<void> {
    if (!letter) return;
    await this.outbox.measured();
    await this.settle(letter, { ok: true, body: await this.client.post<unknown>(letter.path, this.timed(letter)) });
  }

  isFinal(error: Refused): boolean {
    return error.status < 500 && !OF_THE_MOMENT.includes(error.status) && isOurs(error);
  }

  refuse(letter: WaitingLetter, code: string): Promise<void> {
    return this.settle(letter, { ok: false, code });
  }

  async defer(letter: WaitingLetter): Promise<void> {
    await this.store.defer(isUntoldMove(letter) ? { ...letter, setAside: true } : letter);
    await this.look();
    this.outbox.stir();
  }

  /** What a letter says, its time corrected by what is known of this device's clock now. */
  private timed({ path, body, at: writtenAt, stamp = { at: writtenAt, era: "" } }: WaitingLetter): unknown {
    const at = new Date(Date.parse(stamp.at) + this.clock.correcting(stamp).offset_ms).toISOString();
    // An older version of the app wrote moves down without a time, and all else with one that it had corrected itself.
    if (path === MOVE) return { ...body, at };
    if (stamp.era === "") return body;
    const taken = body["redemptions"];
    if (Array.isArray(taken)) return { ...body, redemptions: taken.map((one: object) => ({ ...one, at })) };
    return "at" in body ? { ...body, at } : body;
  }

  private async settle(letter: WaitingLetter, reply: Reply): Promise<void> {
    await this.store.remove([letter]);
    // Read anew, and not only taken out: a look that began before this must not have the last word.
    await this.look();
    if (!this.listeners.tell(letter.body.id, reply)) this.onLateReply(letter, reply);
    this.grapevine.tell({ letter, reply });
    this.outbox.stir();
  }

  /** Another tab wrote something down, or sent it and was answered. */
  private overhear(told: Told): void {
    void this.look();
    if ("waits" in told) return this.sender.stir();
    this.listeners.tell(told.letter.body.id, told.reply);
    this.outbox.stir();
  }

  private async look(): Promise<void> {
    this.waiting.value = await this.store.oldest(LETTERS_MAX);
  }
}
