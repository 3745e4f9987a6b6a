// A guest's phone on a weak network: what was scanned is sent, whatever happened to the network or the token meanwhile.

import "./browser";

import assert from "node:assert/strict";
import { test } from "node:test";

import { knownVisits } from "../../kiosk/app/src/phone/memory";
import { Returning, type ReturnTold, boxCodeIn } from "../../kiosk/app/src/phone/returning";
import { until, withoutWaiting } from "./browser";

const BOX = { name: "East", number: 1, fill_state: "ok", has_screen: true, sign: "ABC234" };
const TOLD = { box: BOX, event: {}, running: true, rules: {}, others: [] } as unknown as ReturnTold;
const FAR = "2099-01-01T00:00:00Z";

type Answering = (path: string, body: any, token: string) => [number, unknown];
let answering: Answering;
let asked: { path: string; body: any }[];

globalThis.fetch = (async (path: string, init: { body: string; headers: Record<string, string> }) => {
  const body = JSON.parse(init.body);
  asked.push({ path, body });
  const [status, said] = answering(path, body, init.headers["Authorization"] ?? "");
  return new Response(typeof said === "string" ? said : JSON.stringify(said), { status });
}) as unknown as typeof fetch;

/** A phone that has just opened a visit at a box. */
async function begun(boxCode = "12345678"): Promise<Returning> {
  const kept = new Map<string, string>();
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    value: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
  });
  asked = [];
  const returning = new Returning(TOLD);
  await returning.open(boxCode);
  return returning;
}

const opened = (id: string) => ({ id, token: `token of ${id}`, claim: "C".repeat(16), bound: null, expires_at: FAR });

function accepted(body: any): [number, unknown] {
  const results = body.scans.map((scan: any) => ({ id: scan.id, verdict: "accepted", standing: "accepted" }));
  return [200, { results, visit: { id: body.scans[0].visit, credited_ore: 500 * results.length }, token_expires_at: FAR }];
}

test("a token that ran out while there was no network is opened again, without the code", async () => {
  let isOver = true;
  answering = (path, body) => {
    if (!path.endsWith("/scans")) {
      if (body.visit) isOver = false;
      return [200, opened("v1")];
    }
    return isOver ? [401, { code: "token_unknown" }] : accepted(body);
  };
  const returning = await begun();

  returning.read("https://pant.example/1");
  await until(() => returning.waiting.value === 0);

  const openings = asked.filter((one) => !one.path.endsWith("/scans")).map((one) => [one.body.box_code, one.body.visit]);
  assert.deepEqual(openings, [["12345678", undefined], [undefined, "v1"]]);
  assert.equal(returning.creditedOre.value, 500);
  assert.equal(returning.trouble.value, null);
});

test("too late for the visit, what waits goes to a new one and the old one's money is remembered", async () => {
  let over = "";
  answering = (path, body, token) => {
    if (!path.endsWith("/scans")) return [200, opened(body.visit ? "v2" : "v1")];
    return over && token.includes(over) ? [401, { code: "token_unknown" }] : accepted(body);
  };
  const returning = await begun();
  returning.read("https://pant.example/1");
  await until(() => returning.waiting.value === 0);
  over = "v1";

  returning.read("https://pant.example/2");
  await until(() => returning.waiting.value === 0);

  assert.deepEqual(returning.items.value.map((item) => item.code), ["https://pant.example/2"]);
  assert.equal(asked.at(-1)?.body.scans[0].visit, "v2");
  assert.ok(/"v1"/.test(localStorage.getItem("pantbox.visits") ?? ""));
});

test("a phone nobody lets in any more is told so, after asking once", async () => {
  answering = (path) => (path.endsWith("/scans") ? [401, { code: "token_unknown" }] : [200, opened("v1")]);
  const returning = await begun();

  returning.read("https://pant.example/1");
  await until(() => returning.trouble.value !== null);

  assert.equal(returning.trouble.value, "token_unknown");
  assert.equal(asked.length, 4);
});

for (const [status, page] of [[403, "<html>Log in to the festival's network"], [500, { code: "our_mistake" }]] as const) {
  test(`a ${status} that says nothing of the scans is asked again with the same ids`, async () => {
    let times = 0;
    answering = (path, body) => {
      if (!path.endsWith("/scans")) return [200, opened("v1")];
      return ++times < 3 ? [status, page] : accepted(body);
    };
    const returning = await begun();

    await withoutWaiting((async () => {
      returning.read("https://pant.example/1");
      await until(() => returning.waiting.value === 0);
    })());

    const ids = asked.filter((one) => one.path.endsWith("/scans")).map((one) => one.body.scans[0].id);
    assert.equal(new Set(ids).size, 1);
    assert.equal(ids.length, 3);
  });
}

test("what was scanned is sent before what was typed, and a typed code that must wait holds up nothing", async () => {
  let isSlowed = true;
  answering = (path, body) => {
    if (!path.endsWith("/scans")) return [200, opened("v1")];
    const isTyped = body.scans.some((scan: any) => scan.code === "ABCD-EFGH");
    return isTyped && isSlowed ? [429, { code: "too_many_misses" }] : accepted(body);
  };
  const returning = await begun();

  await withoutWaiting((async () => {
    returning.type("ABCD-EFGH");
    await until(() => returning.slowed.value);
    returning.read("https://pant.example/1");
    await until(() => returning.waiting.value === 1);
    isSlowed = false;
    await until(() => returning.waiting.value === 0);
  })());

  assert.equal(returning.slowed.value, false);
  assert.equal(returning.trouble.value, null);
  assert.ok(returning.items.value.every((item) => item.answer?.verdict === "accepted"));
});

test("the code of a box's screen comes with the address its QR code opens, and nothing else does", () => {
  const read = ["#12345678", "", "#", "#1234567", "#123456789", "#abcdefgh", "#T1.2.ABCD"].map(boxCodeIn);

  assert.deepEqual(read, ["12345678", "", "", "", "", "", ""]);
});

test("who began without the code and scans the screen then goes on with it, and keeps what was scanned", async () => {
  answering = (path, body) => {
    if (!path.endsWith("/scans")) return [200, { ...opened(body.box_code ? "v2" : "v1"), bound: body.box_code ? null : 0 }];
    return accepted(body);
  };
  const first = await begun("");
  first.read("https://pant.example/1");
  await until(() => first.waiting.value === 0);

  const again = new Returning(TOLD, "12345678");
  await until(() => again.visit.value?.id === "v2");

  assert.equal(again.visit.value?.bound, null);
  assert.equal(again.boxCode.value, "");
  assert.deepEqual(knownVisits().map((one) => one.id), ["v1"]);
});
