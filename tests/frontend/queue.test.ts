import { until, withoutWaiting } from "./browser";

import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer, Refused } from "../../kiosk/app/src/api/client";
import { MOVE, untoldMove } from "../../kiosk/app/src/outbox/moves";
import { Outbox } from "../../kiosk/app/src/outbox/outbox";
import { Queue } from "../../kiosk/app/src/outbox/queue";
import { lettersIn, StorageRefused, storeIn } from "../../kiosk/app/src/outbox/store";
import { uuid7 } from "../../kiosk/app/src/outbox/uuid7";
import { type Device, device, OneFloor, outboxOf } from "./device";

const TWO_HOURS_MS = 2 * 60 * 60 * 1_000;

interface Posted {
  path: string;
  body: unknown;
}

/** A server that keeps what is posted, and does to it what `mood` says. */
class Office {
  readonly posted: Posted[] = [];
  mood: (posted: Posted) => void = () => undefined;

  async post<T>(path: string, body: unknown): Promise<T> {
    this.posted.push({ path, body });
    this.mood({ path, body });
    return { path } as T;
  }
}

function queueOf(on: Device, office: Office, outbox = outboxOf(on)): Queue {
  return new Queue(`${on.name}-letters`, lettersIn(on.database), office, on.clock, new OneFloor(), outbox);
}

/** An outbox that sends nothing before the server was told of the moves that wait. */
function outboxThatWaits(on: Device): Outbox {
  const [nothing, never] = [() => Promise.resolve(), () => Promise.resolve(false)];
  const isTold = async () => !(await untoldMove(lettersIn(on.database)));
  return new Outbox(on.name, storeIn(on.database), on.server, on.clock, on.floor, nothing, never, isTold);
}

function letter(path: string, more: object = {}) {
  return { path, body: { id: uuid7() }, about: path, ...more };
}

test("letters go out one after another in the order they were written, whatever they are about", async () => {
  const [on, office] = [await device(), new Office()];
  const queue = queueOf(on, office);
  const paths = ["/station/requests", "/redemptions", "/station/requests", "/deliveries"];
  const written = [];
  for (const path of paths) written.push(await queue.put(letter(path)));
  assert.equal(await on.database.count("letters"), 4);
  await queue.start();

  const replies = await Promise.all(written.map(({ reply }) => reply));

  assert.deepEqual(office.posted.map(({ path }) => path), paths);
  assert.deepEqual(replies, paths.map((path) => ({ ok: true, body: { path } })));
  assert.equal(await on.database.count("letters"), 0);
  queue.end();
});

test("a letter whose answer was lost is sent again to the letter, also by the next page", async () => {
  const [on, office] = [await device(), new Office()];
  office.mood = () => {
    throw new NoAnswer();
  };
  const killed = queueOf(on, office);
  await killed.start();
  await killed.put(letter("/deliveries"));
  await until(() => office.posted.length > 0);
  killed.end();
  office.mood = () => undefined;

  const next = queueOf(on, office);
  const late: unknown[] = [];
  next.onLateReply = (_letter, reply) => late.push(reply);
  await next.start();
  await until(() => next.waiting.value.length === 0);

  assert.deepEqual(office.posted.at(-1), office.posted[0]);
  assert.deepEqual(late, [{ ok: true, body: { path: "/deliveries" } }]);
  next.end();
});

test("what the server refuses is answered so, and what is no answer of the server is not", async () => {
  const [on, office] = [await device(), new Office()];
  const troubles = [new Refused("http_403", 403), new Refused("our_mistake", 500), new Refused("token_expired", 401)];
  office.mood = ({ path }) => {
    if (path === "/refused") throw new Refused("voucher_unknown", 404);
    const trouble = troubles.pop();
    if (trouble) throw trouble;
  };
  const queue = queueOf(on, office);
  const written = [await queue.put(letter("/refused")), await queue.put(letter("/fine"))];
  await queue.start();

  const replies = await withoutWaiting(Promise.all(written.map(({ reply }) => reply)));

  assert.deepEqual(replies, [{ ok: false, code: "voucher_unknown" }, { ok: true, body: { path: "/fine" } }]);
  queue.end();
});

test("a stall is closed after its scans are in, and letters that need none do not wait", async () => {
  const [on, office] = [await device(), new Office()];
  const outbox = outboxOf(on);
  const queue = queueOf(on, office, outbox);
  await outbox.put({ kind: "issue", code: "CUP" });
  await queue.put(letter("/redemptions"));
  const { reply } = await queue.put(letter("/station/close", { afterScans: true }));
  await queue.start();
  await until(() => office.posted.length === 1);
  assert.deepEqual(office.posted.map(({ path }) => path), ["/redemptions"]);

  await outbox.start();

  assert.equal((await reply).ok, true);
  assert.equal(on.server.recorded.size, 1);
  queue.end();
  outbox.end();
});

test("a letter that cannot be written down is refused at once", async () => {
  const [on, office] = [await device(), new Office()];
  const queue = queueOf(on, office);
  on.database.close();
  await assert.rejects(queue.put(letter("/redemptions")), StorageRefused);
  assert.equal(queue.waiting.value.length, 0);
});

test("a move goes before all else of its station, and what was scanned there waits for it", async () => {
  const [on, office] = [await device(), new Office()];
  const letters = lettersIn(on.database);
  const outbox = outboxThatWaits(on);
  const queue = new Queue(`${on.name}-letters`, letters, office, on.clock, new OneFloor(), outbox);
  office.mood = ({ path }) => {
    if (path === MOVE) throw new NoAnswer();
  };
  await outbox.put({ kind: "issue", code: "CUP" });
  await queue.put(letter("/station/close", { afterScans: true }));
  await queue.put(letter(MOVE));
  await outbox.start();
  await queue.start();
  // From here on: a pause that began before would be a real one.
  await withoutWaiting((async () => {
    await until(() => office.posted.length > 0);
    assert.deepEqual([new Set(office.posted.map(({ path }) => path)), on.server.recorded.size], [new Set([MOVE]), 0]);
    office.mood = () => undefined;
    await until(() => on.server.recorded.size === 1 && queue.waiting.value.length === 0);
  })());

  assert.deepEqual(office.posted.slice(-2).map(({ path }) => path), [MOVE, "/station/close"]);
  queue.end();
  outbox.end();
});

test("a move that the server fails over holds up nothing for ever", async () => {
  const [on, office] = [await device(), new Office()];
  const letters = lettersIn(on.database);
  const outbox = outboxThatWaits(on);
  const queue = new Queue(`${on.name}-letters`, letters, office, on.clock, new OneFloor(), outbox);
  office.mood = ({ path }) => {
    if (path === MOVE) throw new Refused("our_mistake", 500);
  };
  await outbox.put({ kind: "issue", code: "CUP" });
  await queue.put(letter(MOVE));
  await queue.put(letter("/station/requests"));
  await outbox.start();
  await queue.start();

  await withoutWaiting(until(() => on.server.recorded.size === 1 && office.posted.some(({ path }) => path !== MOVE)));

  assert.equal((await letters.oldest(10)).length, 1);
  queue.end();
  outbox.end();
});

test("a letter's time is corrected by what is known of the clock when it goes out", async () => {
  const [on, office] = [await device(), new Office()];
  const queue = queueOf(on, office);
  const at = new Date().toISOString();
  const redemptions = [{ code: "V", at }];
  for (const path of [MOVE, "/station/close"]) await queue.put({ ...letter(path), body: { id: uuid7(), at } });
  await queue.put({ ...letter("/redemptions"), body: { id: uuid7(), redemptions } });
  on.clock.learn(new Date(Date.now() + TWO_HOURS_MS).toISOString(), performance.now());
  await queue.start();
  await until(() => queue.waiting.value.length === 0);

  const told = office.posted.map(({ body }) => body as { at?: string; redemptions?: { at: string }[] });
  const ahead = told.map((one) => Date.parse(one.at ?? one.redemptions?.[0]?.at ?? "") - Date.parse(at));

  assert.equal(ahead.length, 3);
  assert.ok(ahead.every((ms) => Math.abs(ms - TWO_HOURS_MS) < 5_000), String(ahead));
  queue.end();
});

test("a move that an older version of the app wrote down without a time goes out with one", async () => {
  const [on, office] = [await device(), new Office()];
  const queue = queueOf(on, office);
  const at = "2026-08-01T18:00:00.000Z";
  await lettersIn(on.database).add([{ ...letter(MOVE), at }]);
  await queue.start();
  await until(() => office.posted.length === 1);

  const { body } = office.posted[0] as { body: { at: string } };

  assert.ok(Math.abs(Date.parse(body.at) - Date.parse(at)) < 5_000);
  queue.end();
});
