import assert from "node:assert/strict";
import { test } from "node:test";

import meanings from "../cases/stall_meaning.json";
import "./browser";
import { Kept } from "../../kiosk/app/src/outbox/database";
import { meaningOf, type Mode, type OwnScan } from "../../kiosk/app/src/stall/meaning";
import { OwnScans } from "../../kiosk/app/src/stall/own";
import { offlineOffer } from "../../kiosk/app/src/stall/redeeming";

interface Row {
  what: string;
  meaning: string;
  mode?: string;
  when_out?: "refill" | "ask";
  retired?: boolean;
  in_order?: boolean;
  own?: { kind: string; minutes: number; sent: boolean };
  out_here?: boolean;
  online?: boolean;
  has_old?: boolean;
  again?: boolean;
  sure?: boolean;
}

for (const row of meanings as Row[]) {
  test(`at a stall: ${row.what}`, () => {
    const own = row.own ? { kind: row.own.kind as OwnScan["kind"], minutesAgo: row.own.minutes, isSent: row.own.sent } : null;
    const meaning = meaningOf({
      mode: (row.mode ?? "issue") as Mode, whenOut: row.when_out ?? "ask", isRetired: row.retired ?? false, isInOrder: row.in_order ?? false, own,
      outHere: row.out_here ?? null, isOnline: row.online ?? true, hasOld: row.has_old ?? false,
    });
    assert.equal(meaning.kind, row.meaning);
    if (meaning.kind === "ask") assert.equal(meaning.again, row.again);
    if ("isSure" in meaning) assert.equal(meaning.isSure, row.sure);
  });
}

test("a voucher is taken without network once, up to the event's limit", () => {
  assert.deepEqual(offlineOffer(5_000, 0), { maxOre: 5_000, refused: null });
  assert.deepEqual(offlineOffer(5_000, 1_000), { maxOre: 0, refused: "taken_already" });
  assert.deepEqual(offlineOffer(0, 0), { maxOre: 0, refused: "never_offline" });
});

test("what a device scanned is known again after a reload, in order, and less what was undone", async () => {
  const kept = new Kept(null);
  const now = () => new Date("2026-11-26T12:00:00Z");
  const first = new OwnScans(kept, now);
  await first.load();
  for (let number = 0; number < 250; number++) {
    first.note({ id: `s${number}`, kind: "issue", code: "", humanCode: `H${number % 200}`, typeId: 1, at: new Date(now().getTime() - 1_000_000 + number) });
  }
  first.mark("s249", true);

  const second = new OwnScans(kept, now);
  await second.load();

  assert.equal(second.all.value.length, 250);
  assert.equal(second.all.value[0]?.isUndone, true);
  assert.equal(second.lastOf("H49")?.id, "s49");
  assert.equal(second.lastOf("H48")?.id, "s248");
  assert.equal(second.lastOf(""), null);
});
