import { until } from "./browser";

import assert from "node:assert/strict";
import { test } from "node:test";

import { Kept } from "../../kiosk/app/src/outbox/database";
import type { Reply } from "../../kiosk/app/src/outbox/queue";
import { Troubles } from "../../kiosk/app/src/outbox/troubles";
import { device, outboxOf } from "./device";

const LETTER = { path: "/redemptions", body: { id: "r1" }, about: "Voucher 25 kr.", at: "2026-08-01T18:00:00.000Z", seq: 1 };

test("a scan refused after its page was gone waits for somebody to see it, over restarts, until they have", async () => {
  const on = await device();
  await outboxOf(on).put({ kind: "issue", code: "CUP" });
  on.server.post = async <T>(_path: string, body: unknown) => {
    const { scans } = body as { scans: { id: string }[] };
    return { results: scans.map(({ id }) => ({ id, verdict: "rejected", standing: "rejected", reason: "retired_container" })) } as T;
  };
  const [next, troubles] = [outboxOf(on), new Troubles(new Kept(on.database))];
  next.onLateAnswer = (answered) => void troubles.hear(answered);
  await next.start();
  await until(() => troubles.all.value.length === 1);
  next.end();

  const later = new Troubles(new Kept(on.database));
  await until(async () => (await later.load(), later.all.value.length === 1));
  assert.equal(later.all.value[0]?.reason, "retired_container");
  await later.dismiss();

  const latest = new Troubles(new Kept(on.database));
  await latest.load();
  assert.deepEqual(latest.all.value, []);
});

for (const [what, reply, reason] of [
  ["refused", { ok: false, code: "invalid_input" }, "invalid_input"],
  ["a voucher that is none", { ok: true, body: { results: [{ outcome: "rejected", reason: "bearer_unknown" }] } }, "bearer_unknown"],
  ["a voucher used elsewhere", { ok: true, body: { results: [{ outcome: "short" }] } }, "redeemed_short"],
  ["a voucher used here before", { ok: true, body: { results: [{ outcome: "short", reason: "redeemed_here", amount_ore: 0 }] } }, "redeemed_here"],
  ["credited", { ok: true, body: { results: [{ outcome: "credited" }] } }, undefined],
  ["any other answer", { ok: true, body: null }, undefined],
] satisfies [string, Reply, string | undefined][]) {
  test(`of a letter that was ${what}, people are told ${reason ?? "nothing"}`, async () => {
    const troubles = new Troubles(new Kept(null));
    await troubles.hearOf(LETTER, reply);
    assert.deepEqual(troubles.all.value.map((one) => [one.about, one.reason]), reason ? [["Voucher 25 kr.", reason]] : []);
  });
}

test("of a voucher that paid for less a stall hears what it gets now and what comes by itself", async () => {
  const troubles = new Troubles(new Kept(null));
  const short = { outcome: "short", reason: "not_on_it", amount_ore: 500, waits_ore: 1_500 };
  await troubles.hearOf(LETTER, { ok: true, body: { results: [short] } });
  assert.deepEqual(troubles.all.value[0]?.credited, { creditedOre: 500, waitsOre: 1_500 });
});
