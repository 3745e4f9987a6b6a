import assert from "node:assert/strict";
import { test } from "node:test";

import codes from "../cases/codes.json";
import hashes from "../cases/hashes.json";
import signatures from "../cases/signatures.json";
import { signsOf } from "../../kiosk/app/src/station/deviceKey";
import { hashOf } from "../../kiosk/app/src/station/hashes";
import { readText } from "../../kiosk/app/src/station/reading";

for (const { text, kind, value, asset, host } of codes) {
  test(`${JSON.stringify(text)} is ${kind}`, () => {
    const read = readText(text);
    assert.equal(read.kind, kind);
    if (read.kind === "container") assert.deepEqual([read.asset, read.serial], [asset, value]);
    else if (read.kind === "type") assert.equal(read.asset, asset);
    else if (read.kind === "ticket") assert.equal(`${read.visitId}#${read.claim}`, value);
    else if (read.kind === "crate" || read.kind === "bag") assert.deepEqual([read.value, read.host], [value, host ?? ""]);
    else if (read.kind !== "unknown") assert.equal(read.value, value);
  });
}

for (const { mac, signs } of signatures) {
  test(`${signs} are the signs of ${mac.slice(0, 8)}…`, () => {
    assert.equal(signsOf(Uint8Array.from(mac.match(/../g) ?? [], (byte) => parseInt(byte, 16))), signs);
  });
}

for (const { text, hash } of hashes) {
  test(`${text} is recognised by ${hash}`, async () => assert.equal(await hashOf(text), hash));
}
