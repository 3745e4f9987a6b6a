import { until, withoutWaiting } from "./browser";

import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer, Refused } from "../../kiosk/app/src/api/client";
import { openDatabase } from "../../kiosk/app/src/outbox/database";
import { OUTBOX_MAX } from "../../kiosk/app/src/outbox/outbox";
import { StorageRefused, storeIn } from "../../kiosk/app/src/outbox/store";
import { type Device, device, outboxOf, sent } from "./device";

const HOUR_MS = 3_600_000;
const CUP = { kind: "issue", code: "CUP" } as const;

function many(count: number) {
  return Array.from({ length: count }, (_, n) => ({ kind: "issue" as const, code: `CUP-${n}` }));
}

function codesIn(on: Device): string[] {
  return [...on.server.recorded.values()].map(({ code }) => code);
}

for (const [who, error] of [
  ["a network's log-in page", new Refused("http_403", 403)],
  ["a proxy that knows no such address", new Refused("http_404", 404)],
  ["a server that fails", new Refused("our_mistake", 500)],
  ["a token that is not valid for now", new Refused("token_unknown", 401)],
  ["silence", new NoAnswer()],
] as const) {
  test(`${who} in place of an answer is nobody's final answer`, async () => {
    const on = await device();
    let failures = 12;
    on.server.mood = () => {
      if (failures-- > 0) throw error;
    };
    const outbox = outboxOf(on);
    const written = await outbox.putTogether(many(5));
    await outbox.start();

    const verdicts = await withoutWaiting(Promise.all(written.map(async ({ answer }) => (await answer).answer.verdict)));

    assert.deepEqual(verdicts, Array(5).fill("accepted"));
    assert.deepEqual(codesIn(on).sort(), many(5).map(({ code }) => code));
    outbox.end();
  });
}

test("a scan the server fails over holds up nobody, and goes out once it does not", async () => {
  const on = await device();
  on.server.mood = ({ scans }) => {
    if (scans.some((scan) => scan.code === "CUP-1")) throw new Refused("our_mistake", 500);
  };
  const outbox = outboxOf(on);
  await outbox.putTogether(many(8));
  await outbox.start();

  await withoutWaiting(until(() => outbox.waiting.value === 1));
  assert.equal(on.server.recorded.size, 7);
  on.server.mood = () => undefined;
  await withoutWaiting(sent(outbox));

  assert.equal(on.server.recorded.size, 8);
  outbox.end();
});

test("answers in any order, and only some of them, each go to their scan", async () => {
  const on = await device();
  const plain = on.server.post.bind(on.server);
  on.server.post = async <T>(path: string, body: unknown): Promise<T> => {
    const said = (await plain(path, body)) as { results: unknown[] };
    return { ...said, results: said.results.toReversed().slice(0, Math.max(1, said.results.length - 2)) } as T;
  };
  const outbox = outboxOf(on);
  const written = await outbox.putTogether(many(6));
  await outbox.start();

  const answered = await Promise.all(written.map(({ answer }) => answer));

  assert.deepEqual(answered.map(({ answer }) => answer.id), written.map(({ scan }) => scan.id));
  assert.equal(await on.database.count("scans"), 0);
  outbox.end();
});

test("a server that asks for a pause gets it, however much is scanned", async () => {
  const on = await device();
  on.server.mood = () => {
    throw new NoAnswer(60_000);
  };
  const outbox = outboxOf(on);
  await outbox.start();
  await outbox.put(CUP);
  await until(() => on.server.requests.length === 1);

  for (let n = 0; n < 5; n++) await outbox.put(CUP);

  assert.equal(on.server.requests.length, 1);
  outbox.end();
});

test("what a slow network does not get through at once goes out in smaller parts", async () => {
  const on = await device();
  on.server.mood = ({ scans }) => {
    if (scans.length > 60) throw new NoAnswer();
  };
  const outbox = outboxOf(on);
  await outbox.putTogether(many(600));
  await outbox.start();

  await withoutWaiting(sent(outbox));

  assert.equal(on.server.recorded.size, 600);
  outbox.end();
});

test("nothing goes out with a clock that was never measured", async () => {
  const on = await device();
  const real = Date.now;
  Date.now = () => real() + 2 * HOUR_MS;
  try {
    let isThere = false;
    const outbox = outboxOf(on, async () => {
      if (!isThere) throw new NoAnswer();
      on.clock.learn(new Date(real()).toISOString(), performance.now());
    });
    await outbox.put(CUP);
    await outbox.start();
    await until(() => !outbox.connected.value);
    assert.equal(on.server.requests.length, 0);

    isThere = true;
    await outbox.put(CUP);
    await sent(outbox);

    assert.ok(Math.abs((on.server.requests[0]?.clock.offset_ms ?? 0) + 2 * HOUR_MS) < 1_000);
    outbox.end();
  } finally {
    Date.now = real;
  }
});

test("a revoked device may not ask the time, and still hands in what it scanned", async () => {
  const on = await device();
  const real = Date.now;
  Date.now = () => real() + HOUR_MS;
  const outbox = outboxOf(on, () => Promise.reject(new Refused("device_revoked", 401)));
  const { answer } = await outbox.put(CUP);
  await outbox.start();

  assert.equal((await answer).answer.verdict, "accepted");
  outbox.end();
  Date.now = real;
});

test("scans before and after the clock jumped do not share an envelope", async () => {
  const on = await device();
  const outbox = outboxOf(on);
  const real = Date.now;
  try {
    await outbox.put(CUP);
    Date.now = () => real() - 2 * HOUR_MS;
    await outbox.put(CUP);
    on.clock.learn(new Date(real()).toISOString(), performance.now());
    await outbox.start();
    await sent(outbox);

    const [before, after] = on.server.requests;
    assert.equal(on.server.requests.length, 2);
    const happened = [before, after].map((one) => Date.parse(one?.scans[0]?.at ?? "") + (one?.clock.offset_ms ?? 0));
    assert.ok(Math.abs((happened[1] ?? 0) - (happened[0] ?? 0)) < 1_000);
    outbox.end();
  } finally {
    Date.now = real;
  }
});

test("an answer that came when the person had gone on is told of, one in time is not", async () => {
  const on = await device();
  const outbox = outboxOf(on);
  const late: string[] = [];
  outbox.onLateAnswer = ({ scan }) => late.push(scan.code);
  const early = await outbox.put({ ...CUP, code: "EARLY" });
  const real = performance.now;
  performance.now = () => real.call(performance) + 60_000;
  try {
    const now = await outbox.put({ ...CUP, code: "NOW" });
    await outbox.start();
    await Promise.all([early.answer, now.answer]);
    assert.deepEqual(late, ["EARLY"]);
  } finally {
    performance.now = real;
    outbox.end();
  }
});

test("when the tab that sends is closed, another goes on", async () => {
  const on = await device();
  on.server.mood = () => {
    throw new NoAnswer();
  };
  const [one, other] = [outboxOf(on), outboxOf(on)];
  await Promise.all([one.start(), other.start()]);
  const { scan } = await one.put(CUP);
  await until(() => on.server.requests.length > 0);
  on.server.mood = () => undefined;
  one.end();

  await withoutWaiting(sent(other));

  assert.deepEqual([...on.server.recorded.keys()], [scan.id]);
  other.end();
});

test("two tabs without locks may both send, and every scan is answered all the same", async () => {
  const on = { ...(await device()), floor: { take: (_end: AbortSignal, work: () => Promise<void>) => work() } };
  const [one, other] = [outboxOf(on), outboxOf(on)];
  const puts = await Promise.all([one.putTogether(many(20)), other.putTogether(many(20))]);
  await Promise.all([one.start(), other.start()]);

  await withoutWaiting(Promise.all(puts.flat().map(({ answer }) => answer)));

  assert.equal(on.server.recorded.size, 40);
  assert.equal(await on.database.count("scans"), 0);
  one.end();
  other.end();
});

test("a browser's database that fails once stops nothing", async () => {
  const on = await device();
  const outbox = outboxOf(on);
  const real = on.database.getAll.bind(on.database);
  let isFirst = true;
  const failing = { ...on, database: new Proxy(on.database, {
    get: (database, name) => {
      if (name !== "getAll") return (Reflect.get(database, name) as () => unknown).bind(database);
      if (!isFirst) return real;
      isFirst = false;
      return () => Promise.reject(new Error("the disk coughed"));
    },
  }) };
  const said = console.error;
  console.error = () => undefined;
  const coughing = outboxOf(failing);
  await coughing.put(CUP);
  await coughing.start();

  await withoutWaiting(sent(coughing));

  console.error = said;
  assert.equal(on.server.recorded.size, 1);
  [outbox, coughing].forEach((one) => one.end());
});

test("of scans that belong together all are refused, or none, and a full outbox takes no more", async () => {
  const on = await device();
  const outbox = outboxOf(on);
  await assert.rejects(outbox.putTogether(many(OUTBOX_MAX + 1)), StorageRefused);
  assert.equal(await on.database.count("scans"), 0);

  const unstorable = [{ ...CUP }, { ...CUP, code: (() => 0) as unknown as string }];
  await assert.rejects(outbox.putTogether(unstorable), StorageRefused);
  assert.equal(await on.database.count("scans"), 0);
  assert.equal(outbox.waiting.value, 0);
});

test("an app that went back to an older version still finds its outbox", async () => {
  const on = await device();
  await outboxOf(on).put(CUP);
  on.database.close();
  await new Promise<void>((done) => {
    const asked = indexedDB.open(`pantbox-${on.name}`, 99);
    asked.onsuccess = () => (asked.result.close(), done());
  });

  const database = await openDatabase(on.name);

  assert.equal(database?.version, 99);
  assert.equal(await storeIn(database).count(), 1);
});
