import "./browser";

import assert from "node:assert/strict";
import { test } from "node:test";

import { donationAmounts } from "../../kiosk/app/src/box/amounts";
import { nearestOpen } from "../../kiosk/app/src/box/nearest";
import { type Facts, fillNow, isResumed, mayTake, next, type PhaseName, stateNow } from "../../kiosk/app/src/box/phases";
import { Recent, youngest } from "../../kiosk/app/src/box/recent";
import { Kept } from "../../kiosk/app/src/outbox/database";
import { qrPath } from "../../kiosk/app/src/ui/qr";

function facts(more: Partial<Facts> = {}): Facts {
  return { taken: 2, unanswered: 0, held: 0, leftOre: 1_000, hasSlip: false, isOnline: true, canPromise: true, ...more };
}

test("who is done chooses, and who has a slip is thanked", () => {
  assert.deepEqual(next("scanning", "done", facts()), { to: "choice" });
  assert.deepEqual(next("scanning", "time-up", facts()), { to: "choice" });
  assert.deepEqual(next("scanning", "done", facts({ hasSlip: true, leftOre: 0 })), { to: "on-slip" });
  assert.deepEqual(next("scanning", "done", facts({ hasSlip: true })), { to: "pay-on-slip" });
  assert.deepEqual(next("scanning", "done", facts({ taken: 0, leftOre: 0 })), { to: "attract" });
  assert.deepEqual(next("scanning", "done", facts({ leftOre: 0, held: 1 })), { to: "ticket", why: "held" });
});

test("without network nobody waits: a ticket, or the slip has it", () => {
  const offline = { isOnline: false, unanswered: 2, leftOre: 0 };
  assert.deepEqual(next("scanning", "done", facts(offline)), { to: "ticket", why: "received" });
  assert.deepEqual(next("scanning", "done", facts({ ...offline, hasSlip: true })), { to: "on-slip" });
});

test("who cannot promise takes nothing without network but onto a slip", () => {
  const alone = { isOnline: false, canPromise: false };
  assert.equal(mayTake(facts(alone)), false);
  assert.equal(mayTake(facts({ ...alone, hasSlip: true })), true);
  assert.equal(mayTake(facts({ ...alone, isOnline: true })), true);
  assert.equal(mayTake(facts({ ...alone, canPromise: true })), true);
  // The network went in the middle of a visit.
  assert.deepEqual(next("scanning", "done", facts({ ...alone, unanswered: 1 })), { to: "slip-wanted" });
});

test("a slow network is waited for a moment, then there is a ticket", () => {
  const slow = facts({ unanswered: 1 });
  assert.deepEqual(next("scanning", "done", slow), { to: "waiting" });
  assert.deepEqual(next("waiting", "answered", slow), { to: "stay" });
  assert.deepEqual(next("waiting", "answered", facts()), { to: "choice" });
  assert.deepEqual(next("waiting", "time-up", slow), { to: "ticket", why: "received" });
});

test("whoever walks away leaves nothing on the screen", () => {
  for (const phase of ["choice", "slip-wanted", "donate"] as PhaseName[]) {
    assert.deepEqual(next(phase, "time-up", facts()), { to: "park" });
    assert.deepEqual(next(phase, "answered", facts()), { to: "stay" });
  }
  for (const phase of ["ticket", "paid", "staff"] as PhaseName[]) assert.deepEqual(next(phase, "time-up", facts()), { to: "attract" });
});

test("from every phase, whatever happens and whatever is known, time brings the screen back to its start", () => {
  const phases: PhaseName[] = ["scanning", "waiting", "choice", "slip-wanted", "donate", "ticket", "paid", "staff"];
  const shown = { "pay-on-slip": "paid", "on-slip": "paid", park: "attract" } as Record<string, PhaseName>;
  for (const start of phases) {
    for (let bits = 0; bits < 128; bits++) {
      const is = (bit: number) => (bits & (1 << bit)) !== 0;
      const known = facts({
        taken: is(0) ? 3 : 0, unanswered: is(1) ? 1 : 0, held: is(2) ? 1 : 0, leftOre: is(3) ? 500 : 0, hasSlip: is(4), isOnline: is(5),
        canPromise: is(6),
      });
      let phase = start;
      for (let step = 0; step < 6 && phase !== "attract"; step++) {
        const { to } = next(phase, "time-up", known);
        phase = to === "stay" ? phase : (shown[to] ?? (to as PhaseName));
      }
      assert.equal(phase, "attract", `${start} with ${JSON.stringify(known)}`);
    }
  }
});

test("after a power cut a visit goes on for a minute only, and never from the future", () => {
  assert.deepEqual([0, 60_000, 60_001, -1].map((age) => isResumed(1_000_000, 1_000_000 + age)), [true, true, false, false]);
});

test("a box is full at 95 percent, by what it knows and what it took since", () => {
  assert.equal(fillNow(90, 10, 200, null), 95);
  assert.equal(fillNow(90, 10, null, null), 90);
  assert.equal(fillNow(97, 3, 100, { fillPercent: 0 }), 3);
  assert.equal(fillNow(null, 3, 100, null), 3);
  assert.equal(stateNow("open", 95, null), "full");
  assert.equal(stateNow("full", 10, null), "open");
  assert.equal(stateNow("out_of_order", 10, null), "out_of_order");
  assert.equal(stateNow("out_of_order", 10, { state: "open" }), "open");
  assert.equal(stateNow("open", 85, { state: "out_of_order" }), "out_of_order");
});

test("of a box of unknown size nobody knows how full it is, unless somebody said so", () => {
  assert.equal(fillNow(null, 10, null, null), null);
  assert.equal(fillNow(100, 10, null, { fillPercent: 0 }), null);
  assert.equal(fillNow(null, 0, null, { fillPercent: 100 }), 100);
  assert.equal(stateNow("open", null, null), "open");
  assert.equal(stateNow("out_of_order", null, null), "out_of_order");
});

test("the next box is the nearest that takes something, with the way to it", () => {
  const box = (number: number, fill_state: "open" | "full", latitude: number | null) =>
    ({ sign: `BOX${number}`, name: `Box ${number}`, number, fill_state, latitude, longitude: latitude === null ? null : 9.9 });
  const boxes = [box(1, "full", 57), box(2, "full", 57.0001), box(3, "open", 57.002), box(4, "open", 57.001), box(5, "open", null)];
  const found = nearestOpen(boxes, "BOX1");
  assert.deepEqual([found?.number, found?.way], [4, { metres: 120, direction: "n" }]);
  assert.equal(nearestOpen(boxes.slice(0, 2), "BOX1"), null);
});

test("the crew sees the last five, none older than a day", () => {
  const now = new Date("2026-08-02T12:00:00Z");
  const payout = (hours: number) => ({
    kind: "voucher" as const, ore: 500, link: `V${hours}`, at: new Date(now.getTime() - hours * 3_600_000).toISOString(),
  });
  assert.deepEqual(youngest([1, 2, 25, 3, 4, 5, 6].map(payout), now).map((one) => one.link), ["V1", "V2", "V3", "V4", "V5"]);
});

test("what is given away leaves a rest that can be paid in coins", () => {
  assert.deepEqual([2_500, 500, 0].map(donationAmounts), [[2_500, 1_250, 500], [500, 250], []]);
});

test("a ticket is a small QR code", () => {
  const link = "HTTPS://PANT.EXAMPLE.DK/R/0199C0FFEE00700080000123456789AB#T12.14.0123456789ABCDEF";
  const { path, size } = qrPath(link);
  assert.ok(size - 8 <= 41, `${size} modules`);
  assert.ok(path.startsWith("M4 4h7v1h-7z"));
});

test("a ticket that is being kept while the crew comes is among the last five", async () => {
  const recent = new Recent(new Kept(null));
  const now = new Date();
  const keeping = recent.keep({ kind: "ticket", ore: 1_500, at: now.toISOString(), link: "/R/1#T" }, now);
  recent.age(now);
  await keeping;
  assert.equal(recent.payouts.value.length, 1);
  recent.age(new Date(now.getTime() + 25 * 3_600_000));
  assert.equal(recent.payouts.value.length, 0);
});
