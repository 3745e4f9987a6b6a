// A desk presses again after an answer was lost: it is the same request, and the money moves once.

import "./page";
import "./browser";

import assert from "node:assert/strict";
import { test } from "node:test";

import { signal } from "@preact/signals";

import { NoAnswer, Refused } from "../../kiosk/app/src/api/client";
import { Desk } from "../../kiosk/app/src/desk/desk";
import type { Session } from "../../kiosk/app/src/station/session";

const ANSWER = {
  expected_ore: 0, visit_id: "v", claim: "c", amount_ore: 500, credited_ore: 500, paid_ore: 0, coins_ore: 500,
  refunds: [{ coins_ore: 500 }], visit: { left_ore: 500, paid_ore: 500 },
};
const CUP = { id: 1, slug: "cup", names: { en: "Cup" }, deposit_ore: 500 } as never;

/** A server that books each key once, as ours does, and whose first answers are lost on the way. */
class Books {
  readonly keys = new Map<string, string>();

  constructor(private silences: number, private readonly error: Error = new NoAnswer()) {}

  async pay<T>(path: string, _body: unknown, key: string): Promise<T> {
    this.keys.set(key, path);
    if (this.silences-- > 0) throw this.error;
    return ANSWER as T;
  }

  /** How often it was booked. */
  booked(path: string): number {
    return [...this.keys.values()].filter((one) => one.includes(path)).length;
  }
}

function deskAt(books: Books): Desk {
  const session = {
    client: books, online: signal(true), busy: signal(false), letters: {}, outbox: {},
    view: signal({ terms: { version: 1, deposits: {} }, limits: {} }),
  };
  return new Desk(session as unknown as Session);
}

test("a float whose answer was lost is booked once, though it was told again", async () => {
  const books = new Books(1);
  const desk = deskAt(books);

  assert.equal(await desk.move("float_in", 100_000), null);
  assert.ok(await desk.move("float_in", 100_000));

  assert.equal(books.booked("float_in"), 1);
});

test("a second float of the same coins, after the first was answered, is another one", async () => {
  const books = new Books(0);
  const desk = deskAt(books);

  await desk.move("float_in", 100_000);
  await desk.move("float_in", 100_000);

  assert.equal(books.booked("float_in"), 2);
});

test("an unreadable container whose answer was lost is credited once, and the next one once more", async () => {
  const books = new Books(1);
  const desk = deskAt(books);

  await desk.creditUnreadable(CUP);
  await desk.creditUnreadable(CUP);
  assert.equal(books.booked("unreadable"), 1);

  await desk.creditUnreadable(CUP);
  assert.equal(books.booked("unreadable"), 2);
});

test("a refund whose answer was lost is the same one, whatever was done at the till meanwhile", async () => {
  const books = new Books(3); // it is asked three times by itself
  const desk = deskAt(books);
  desk.customer.value = { kind: "ticket", claim: "c", visit: { id: "v", left_ore: 1_000, items: [] } as never };

  await desk.pay(500);
  await desk.move("count", 10_000);
  await desk.pay(500);

  assert.equal(books.booked("refund"), 1);
});

test("what was refused is asked anew", async () => {
  const books = new Books(1, new Refused("limit_reached", 409));
  const desk = deskAt(books);

  await desk.creditUnreadable(CUP);
  await desk.creditUnreadable(CUP);

  assert.equal(books.booked("unreadable"), 2);
});

test("a failure of the server is no answer", async () => {
  const books = new Books(1, new Refused("http_500", 500));
  const desk = deskAt(books);

  await desk.creditUnreadable(CUP);
  await desk.creditUnreadable(CUP);

  assert.equal(books.booked("unreadable"), 1);
});
