import { until } from "./browser";

import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer, Refused } from "../../kiosk/app/src/api/client";
import { openDatabase, type StationDatabase } from "../../kiosk/app/src/outbox/database";
import { Outbox, OUTBOX_MAX } from "../../kiosk/app/src/outbox/outbox";
import { StorageRefused, storeIn } from "../../kiosk/app/src/outbox/store";
import { device, newName, outboxOf, sent } from "./device";

test("a scan is written down before anybody is told yes, and sent once", async () => {
  const on = await device();
  const outbox = outboxOf(on);
  const { scan, answer } = await outbox.put({ kind: "issue", code: "CUP-1" });
  assert.equal(await on.database.count("scans"), 1);

  await outbox.start();

  assert.equal((await answer).answer.verdict, "accepted");
  assert.deepEqual([...on.server.recorded.keys()], [scan.id]);
  assert.equal(await on.database.count("scans"), 0);
  outbox.end();
});

test("what a killed page wrote down, the next one sends, in order", async () => {
  const on = await device();
  const killed = outboxOf(on);
  const written = await killed.putTogether([1, 2, 3].map((n) => ({ kind: "issue", code: `CUP-${n}` })));
  killed.end();

  const next = outboxOf(on);
  await next.start();
  await sent(next);

  assert.deepEqual([...on.server.recorded.keys()], written.map(({ scan }) => scan.id));
  next.end();
});

test("an answer that was lost is asked for again, with the same ids and the same content", async () => {
  const on = await device();
  let isFirst = true;
  on.server.mood = ({ scans }) => {
    if (!isFirst) return;
    isFirst = false;
    scans.forEach((scan) => on.server.recorded.set(scan.id, scan));
    throw new NoAnswer();
  };
  const outbox = outboxOf(on);
  await outbox.start();
  await outbox.put({ kind: "return", code: "CUP-1" });
  await until(() => on.server.requests.length === 1);

  await outbox.put({ kind: "return", code: "CUP-2" }); // somebody scans on: tried again at once
  await sent(outbox);

  assert.deepEqual(on.server.requests[1]?.scans[0], on.server.requests[0]?.scans[0]);
  assert.equal(on.server.recorded.size, 2);
  outbox.end();
});

test("one rotten scan holds up nobody, and gets a final answer too", async () => {
  const on = await device();
  on.server.mood = ({ scans }) => {
    if (scans.some((scan) => scan.code === "rotten")) throw new Refused("malformed", 422);
  };
  const outbox = outboxOf(on);
  const codes = ["a", "b", "rotten", "c", "d", "e", "f"];
  const written = await outbox.putTogether(codes.map((code) => ({ kind: "issue", code })));
  await outbox.start();

  const verdicts = await Promise.all(written.map(async ({ answer }) => (await answer).answer.verdict));

  assert.deepEqual(verdicts, codes.map((code) => (code === "rotten" ? "rejected" : "accepted")));
  assert.equal(on.server.recorded.size, 6);
  outbox.end();
});

test("two tabs send nothing twice, and each hears its own answers", async () => {
  const on = await device();
  const [one, other] = [outboxOf(on), outboxOf(on)];
  await Promise.all([one.start(), other.start()]);

  const puts = await Promise.all([one.put({ kind: "issue", code: "A" }), other.put({ kind: "issue", code: "B" })]);
  await Promise.all(puts.map(({ answer }) => answer));

  const ids = on.server.requests.flatMap(({ scans }) => scans.map((scan) => scan.id));
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(ids.length, 2);
  one.end();
  other.end();
});

test("a full outbox, and storage that is refused, say no before anybody says yes", async () => {
  const on = await device();
  const outbox = outboxOf(on);
  outbox.waiting.value = OUTBOX_MAX * 0.8;
  assert.equal(outbox.level.value, "warn");
  outbox.waiting.value = OUTBOX_MAX;
  assert.equal(outbox.level.value, "full");
  await assert.rejects(outbox.put({ kind: "issue", code: "A" }), StorageRefused);

  on.database.close();
  const withoutRoom = outboxOf(on);
  await assert.rejects(withoutRoom.put({ kind: "issue", code: "A" }), StorageRefused);
});

test("an outbox of an older version of the app is still sent", async () => {
  const name = newName();
  await new Promise<void>((done) => {
    const asked = indexedDB.open(`pantbox-${name}`, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("scans", { keyPath: "seq", autoIncrement: true });
    asked.onsuccess = () => {
      const old = { id: "01920000-0000-7000-8000-000000000001", kind: "issue", code: "CUP-1", at: "2026-08-01T18:00:00.000Z" };
      const written = asked.result.transaction("scans", "readwrite");
      written.objectStore("scans").add(old);
      written.oncomplete = () => (asked.result.close(), done());
    };
  });
  const on = { ...(await device()), database: (await openDatabase(name)) as StationDatabase };
  const outbox = outboxOf(on);

  await outbox.start();
  await sent(outbox);

  assert.deepEqual([...on.server.recorded.values()].map(({ code }) => code), ["CUP-1"]);
  outbox.end();
});

test("only what the server must know goes out", async () => {
  const on = await device();
  const outbox = outboxOf(on);
  await outbox.put({ kind: "return", code: "CUP-1", visit: "v", slip: "s" });
  await outbox.start();
  await sent(outbox);

  assert.deepEqual(Object.keys(on.server.requests[0]?.scans[0] ?? {}).sort(), ["at", "code", "id", "kind", "seq", "slip", "visit"]);
  outbox.end();
});

test("ten thousand scans go out in order, in few requests", async () => {
  const on = await device();
  const outbox = outboxOf(on);
  const drafts = Array.from({ length: 10_000 }, (_, n) => ({ kind: "issue" as const, code: `CUP-${n}` }));
  await outbox.putTogether(drafts);

  await outbox.start();
  await sent(outbox);

  assert.deepEqual([...on.server.recorded.values()].map(({ code }) => code), drafts.map(({ code }) => code));
  assert.ok(on.server.requests.length <= 25);
  outbox.end();
});

test("a device that left scans at another station does not say that it has sent everything", async () => {
  const on = await device();
  let isLeft = true;
  const outbox = new Outbox(on.name, storeIn(on.database), on.server, on.clock, on.floor, () => Promise.resolve(), async () => isLeft);
  await outbox.put({ kind: "issue", code: "A" });
  await outbox.start();
  await sent(outbox);
  isLeft = false;
  await outbox.put({ kind: "issue", code: "B" });
  await sent(outbox);
  const told = on.server.requests.map((one) => (one as unknown as { sent_everything_until: string | null }).sent_everything_until);
  assert.equal(told[0], null);
  assert.equal(typeof told[1], "string");
  outbox.end();
});
