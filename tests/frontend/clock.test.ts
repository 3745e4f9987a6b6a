import assert from "node:assert/strict";
import { test } from "node:test";

import { ServerClock } from "../../kiosk/app/src/outbox/clock";
import { uuid7 } from "../../kiosk/app/src/outbox/uuid7";

const HOUR_MS = 3_600_000;

/** Runs `work` with a wall clock that it may set; the steady one goes on as it is. */
function withClock(work: (set: (byMs: number) => void) => void): void {
  const real = Date.now;
  let byMs = 0;
  Date.now = () => real() + byMs;
  try {
    work((by) => { byMs = by; });
  } finally {
    Date.now = real;
  }
}

function serverTime(aheadMs: number): string {
  return new Date(Math.round(performance.timeOrigin + performance.now()) + aheadMs).toISOString();
}

test("a clock that is two hours wrong is corrected by what the server says", () => {
  withClock((set) => {
    set(2 * HOUR_MS);
    const clock = new ServerClock();
    clock.learn(serverTime(0), performance.now());
    const { offset_ms: offset } = clock.correcting(clock.stamp());
    assert.ok(Math.abs(offset + 2 * HOUR_MS) < 100, String(offset));
  });
});

test("scans before and after the clock was set are each corrected by their own offset", () => {
  withClock((set) => {
    const clock = new ServerClock();
    clock.learn(serverTime(0), performance.now());
    const before = clock.stamp();
    set(-2 * HOUR_MS);
    assert.equal(clock.isKnown, false);
    const after = clock.stamp();
    clock.learn(serverTime(0), performance.now());

    assert.ok(Math.abs(clock.correcting(before).offset_ms) < 100);
    assert.ok(Math.abs(clock.correcting(after).offset_ms - 2 * HOUR_MS) < 100);
    const happened = [before, after].map((stamp) => Date.parse(stamp.at) + clock.correcting(stamp).offset_ms);
    assert.ok(Math.abs((happened[1] ?? 0) - (happened[0] ?? 0)) < 1_000);
  });
});

test("what was scanned before anything was measured is corrected by what is measured later", () => {
  withClock((set) => {
    set(HOUR_MS);
    const clock = new ServerClock();
    const scanned = clock.stamp();
    clock.learn(serverTime(0), performance.now());
    assert.ok(Math.abs(clock.correcting(scanned).offset_ms + HOUR_MS) < 100);
  });
});

test("each scan is later than the one before, also after the page was opened anew", () => {
  const clock = new ServerClock();
  const first = clock.stamp().at;
  const second = clock.stamp().at;
  const soon = new Date(Date.now() + 5_000).toISOString();
  const opened = new ServerClock();
  opened.startAfter(soon);
  assert.ok(second > first);
  assert.ok(opened.stamp().at > soon);
});

test("a clock that lost its time while the page was closed runs evenly all the same", () => {
  withClock((set) => {
    const before = new ServerClock().stamp();
    set(-50 * 365 * 24 * HOUR_MS);
    const opened = new ServerClock();
    opened.startAfter(before.at);
    const after = opened.stamp();
    opened.learn(serverTime(0), performance.now());
    const happened = Date.parse(after.at) + opened.correcting(after).offset_ms;
    assert.ok(Math.abs(happened - Date.parse(before.at)) < 1_000, String(happened));
  });
});

for (const [what, hours] of [["two hours ahead", 2], ["years behind", -50 * 365 * 24]] as const) {
  test(`what was scanned by a clock ${what}, set right before anything was measured, is put right`, () => {
    withClock((set) => {
      set(hours * HOUR_MS);
      const clock = new ServerClock();
      const scanned = clock.stamp();
      set(0);
      clock.learn(serverTime(0), performance.now());
      assert.ok(Math.abs(clock.correcting(scanned).offset_ms + hours * HOUR_MS) < 1_000);
    });
  });
}

test("a device that slept was not set", () => {
  withClock((set) => {
    const clock = new ServerClock();
    const scanned = clock.stamp();
    set(8 * HOUR_MS); // the steady clock stood still meanwhile
    clock.learn(serverTime(8 * HOUR_MS), performance.now());
    assert.ok(Math.abs(clock.correcting(scanned).offset_ms) < 100);
  });
});

test("an answer without a time teaches nothing", () => {
  const clock = new ServerClock();
  clock.learn("no time at all", performance.now());
  assert.equal(clock.isKnown, false);
});

test("ids sort by when they were made, also within a millisecond and when the clock goes back", () => {
  const ids = [5_000, 5_000, 4_000, 6_000].map(uuid7);
  assert.deepEqual([...ids].sort(), ids);
  assert.ok(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
});
