// A return at one box by a guest's own phone: what was scanned, what it was told, what it comes to.

import { type Signal, computed, signal } from "@preact/signals";

import { Client, NoAnswer, Refused } from "../api/client";
import type { ScanAnswer, VisitSum } from "../api/types";
import { ServerClock } from "../outbox/clock";
import { uuid7 } from "../outbox/uuid7";
import type { BoxTold, EventTold } from "./boot";
import { endGoingOn, goingOn, keepGoingOn, phoneId, rememberVisit } from "./memory";

export interface ReturnTold {
  box: BoxTold & { sign: string };
  event: EventTold;
  running: boolean;
  rules: { takes: string; bound: string; until: string };
  others: BoxTold[];
}

/** One reading. Without an answer it still waits for the network. */
export interface Item {
  id: string;
  seq: number;
  code: string;
  at: string;
  answer: ScanAnswer | null;
  /** Typed, not scanned: the server looks up only so many of those. */
  typed?: boolean;
}

interface OpenVisit {
  id: string;
  token: string;
  claim: string;
  bound: number | null;
  /** False: the code of the screen could not be checked, and the visit is one without it. */
  box_code_read?: boolean;
  expires_at: string;
  server_time?: string;
}

interface Said {
  results: ScanAnswer[];
  visit?: VisitSum | null;
  token_expires_at?: string | null;
}

interface GoingOn {
  visit: OpenVisit;
  items: Item[];
  sum: VisitSum | null;
  slip: string | null;
}

const SLIP = /(?:\/S\/|^S-?)([0-9A-HJKMNP-TV-Z]{16})(?:[?#].*)?$/i;
const BOX_CODE = /^#(\d{8})$/;
const OWN_SIGN = /\/B\/([0-9A-Z]{6})(?:[?#].*)?$/i;
const TOKEN_OVER = 401;
const OUR_MISTAKE = 500;
const TOO_MANY = 429;
const PAUSES_MS = [800, 2_000, 5_000, 10_000, 15_000];

/** What reading one code meant. */
export type Reading = { kind: "item"; item: Item } | { kind: "slip" } | { kind: "again" } | { kind: "sign" };

/** The code of a box's screen in the address its QR code opened: after `#`, which no log of addresses holds. */
export function boxCodeIn(hash: string): string {
  return BOX_CODE.exec(hash)?.[1] ?? "";
}

export class Returning {
  readonly step = signal<"start" | "scan" | "drop" | "money">("start");
  readonly visit = signal<OpenVisit | null>(null);
  readonly items = signal<Item[]>([]);
  readonly sum = signal<VisitSum | null>(null);
  readonly slip = signal<string | null>(null);
  readonly connected = signal(true);
  /** Typed codes wait a minute: too many wrong ones came from here. */
  readonly slowed = signal(false);
  /** What the QR code of the box's screen brought along; empty when there is nothing, or it was wrong. */
  readonly boxCode: Signal<string>;
  /** The code of what cannot be helped by trying again: the visit's time is over, say. */
  readonly trouble = signal<string | null>(null);
  readonly waiting = computed(() => this.items.value.filter((item) => !item.answer).length);
  readonly creditedOre = computed(() => this.sum.value?.credited_ore ?? 0);
  private readonly clock = new ServerClock();
  private sending = false;
  private attempts = 0;
  private timer = 0;
  /** Whether the visit was opened again since the last answer: once must do. */
  private openedAgain = false;

  constructor(readonly told: ReturnTold, boxCode = "") {
    this.boxCode = signal(boxCode);
    addEventListener("online", () => void this.send());
    this.goOn();
  }

  get sign(): string {
    return this.told.box.sign;
  }

  /** Open the visit. `boxCode`: what the box's screen shows; empty for none. Throws `Refused` or `NoAnswer`. */
  async open(boxCode: string): Promise<void> {
    this.visit.value = await this.ask(boxCode ? { box_code: boxCode } : {});
    this.step.value = "scan";
    this.keep();
  }

  private async ask(more: { box_code?: string; visit?: string }): Promise<OpenVisit> {
    const askedAt = performance.now();
    const visit = await new Client().post<OpenVisit>(`/boxes/${this.sign}/visits`, { phone: phoneId(), ...more });
    if (visit.server_time) this.clock.learn(visit.server_time, askedAt);
    return visit;
  }

  /** There was no network for longer than the token lives: what waits is sent all the same, without a code. */
  private openAgain(before: OpenVisit): Promise<void> {
    return this.goOnWith(before, { visit: before.id });
  }

  /** The guest scanned the screen in the middle of a return without its code: from here on the drop is proven. */
  private async prove(before: OpenVisit): Promise<void> {
    try {
      await this.goOnWith(before, { box_code: this.boxCode.value });
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
    } finally {
      this.boxCode.value = "";
    }
  }

  private async goOnWith(before: OpenVisit, more: { box_code?: string; visit?: string }): Promise<void> {
    const visit = await this.ask(more);
    if (visit.id !== before.id) {
      // That one is over. Its money stays; what waits is another visit's.
      rememberVisit({ id: before.id, claim: before.claim, place: this.told.box.name, at: new Date().toISOString() });
      this.items.value = this.items.value.filter((item) => !item.answer);
      this.sum.value = null;
    }
    this.visit.value = visit;
    this.keep();
  }

  /** Take one reading: a container is sent, a slip is where the money may go. */
  read(text: string): Reading {
    const slip = SLIP.exec(text.trim());
    if (slip?.[1]) {
      this.slip.value = slip[1].toUpperCase();
      this.keep();
      return { kind: "slip" };
    }
    if (OWN_SIGN.test(text.trim())) return { kind: "sign" };
    return this.add(text, false);
  }

  /** Take a short code that was typed. */
  type(text: string): Reading {
    return this.add(text, true);
  }

  private add(text: string, typed: boolean): Reading {
    if (this.items.value.some((item) => item.code === text)) return { kind: "again" };
    const item = { id: uuid7(), seq: this.items.value.length + 1, code: text, at: this.clock.stamp().at, answer: null, typed };
    this.items.value = [item, ...this.items.value];
    this.keep();
    void this.send();
    return { kind: "item", item };
  }

  /** Send what waits; the same ids however often. Only one request at a time. */
  async send(): Promise<void> {
    const visit = this.visit.value;
    const waiting = this.next();
    if (this.sending || !visit || waiting.length === 0 || this.trouble.value) return;
    this.sending = true;
    clearTimeout(this.timer);
    try {
      await this.sendOrOpenAgain(visit, waiting);
      this.attempts = 0;
      this.connected.value = true;
      this.slowed.value = false;
    } catch (error) {
      this.stumble(error);
    } finally {
      this.sending = false;
    }
    if (this.connected.value) void this.send();
  }

  /** What was scanned goes first: typed codes may have to wait, and hold up nothing. */
  private next(): Item[] {
    const waiting = this.items.value.filter((item) => !item.answer).reverse();
    const scanned = waiting.filter((item) => !item.typed);
    return scanned.length > 0 ? scanned : waiting;
  }

  private async sendOrOpenAgain(visit: OpenVisit, waiting: Item[]): Promise<void> {
    try {
      this.learnAnswers(await this.post(visit, waiting));
      this.openedAgain = false;
    } catch (error) {
      const isOver = error instanceof Refused && error.status === TOKEN_OVER;
      if (!isOver || this.openedAgain) throw error;
      await this.openAgain(visit);
      this.openedAgain = true;
    }
  }

  /** They are in the box: on to the money. The page of the visit takes over, and this return is over. */
  finish(): void {
    const visit = this.visit.value;
    if (!visit) return;
    rememberVisit({ id: visit.id, claim: visit.claim, place: this.told.box.name, at: new Date().toISOString() });
    endGoingOn(this.sign);
    this.step.value = "money";
  }

  private post(visit: OpenVisit, waiting: Item[]): Promise<Said> {
    const scans = waiting.map(({ id, seq, code, at }) => ({ id, seq, kind: "return", code, at, visit: visit.id }));
    return new Client(visit.token).post("/scans", { clock: this.clock.latest, scans });
  }

  private learnAnswers(said: Said): void {
    const answers = new Map(said.results.map((answer) => [answer.id, answer]));
    // One answer for each scan is the API's promise; asking for ever for what never comes helps nobody.
    if (answers.size === 0) throw new NoAnswer();
    this.items.value = this.items.value.map((item) => ({ ...item, answer: answers.get(item.id) ?? item.answer }));
    if (said.visit) this.sum.value = said.visit;
    if (said.token_expires_at && this.visit.value) {
      this.visit.value = { ...this.visit.value, expires_at: said.token_expires_at };
    }
    this.keep();
  }

  private stumble(error: unknown): void {
    this.connected.value = false;
    this.slowed.value = error instanceof NoAnswer && error.status === TOO_MANY;
    if (error instanceof NoAnswer || isNotOurs(error)) {
      const pause = PAUSES_MS[Math.min(this.attempts, PAUSES_MS.length - 1)] ?? 0;
      this.attempts += 1;
      const wanted = error instanceof NoAnswer ? error.retryAfterMs : 0;
      this.timer = setTimeout(() => void this.send(), Math.max(pause, wanted));
    } else {
      this.trouble.value = error instanceof Refused ? error.code : "our_mistake";
    }
  }

  private keep(): void {
    const visit = this.visit.value;
    if (!visit) return;
    const { value: items } = this.items;
    keepGoingOn(this.sign, { visit, items, sum: this.sum.value, slip: this.slip.value } satisfies GoingOn);
  }

  private goOn(): void {
    const before = goingOn<GoingOn>(this.sign);
    if (!before) return;
    const isOver = Date.parse(before.visit.expires_at) < Date.now();
    if (isOver && before.items.length === 0) return;
    this.visit.value = before.visit;
    this.items.value = before.items;
    this.sum.value = before.sum;
    this.slip.value = before.slip;
    this.step.value = isOver && before.items.every((item) => item.answer) ? "drop" : "scan";
    const mayProve = this.boxCode.value !== "" && !isOver;
    if (mayProve) void this.prove(before.visit).then(() => this.send());
    else void this.send();
  }
}

/** A festival's own log-in page said no, or the server stumbled: the same may be asked again. */
function isNotOurs(error: unknown): boolean {
  return error instanceof Refused && (error.status >= OUR_MISTAKE || error.code === `http_${error.status}`);
}
