import assert from "node:assert/strict";
import { test } from "node:test";

import { listenForWedge } from "../../kiosk/app/src/scanner/wedge";

const LINK = "HTTPS://PANT.EXAMPLE/8003/0952000000007310123ABCHR32EVM7";
let hear: (event: KeyboardEvent) => void = () => undefined;
class Field {}
for (const name of ["HTMLInputElement", "HTMLTextAreaElement", "HTMLSelectElement"]) Object.assign(globalThis, { [name]: Field });
Object.assign(globalThis, {
  window: { addEventListener: (_name: string, heard: typeof hear) => { hear = heard; }, removeEventListener: () => undefined },
});

/** A scanner at the keyboard. `now` is when a key was pressed, not when the page got round to it. */
class Scanner {
  readonly codes: string[] = [];
  swallowed = 0;
  now = 10_000;

  constructor() {
    listenForWedge((code) => this.codes.push(code));
  }

  press(key: string, more: Partial<KeyboardEvent> = {}): void {
    const swallow = () => { this.swallowed++; };
    hear({ key, timeStamp: this.now, target: null, preventDefault: swallow, stopImmediatePropagation: () => undefined, ...more } as KeyboardEvent);
  }

  type(text: string, everyMs = 5): void {
    for (const key of text) this.press(key, { timeStamp: (this.now += everyMs) });
  }

  scan(text: string, everyMs = 5): void {
    this.type(text, everyMs);
    this.press("Enter", { timeStamp: (this.now += everyMs) });
  }
}

test("codes scanned in a burst come one by one, whole", () => {
  const scanner = new Scanner();
  const codes = Array.from({ length: 50 }, (_, n) => `${LINK.slice(0, -2)}${10 + n}`);
  codes.forEach((code) => scanner.scan(code, 1));
  assert.deepEqual(scanner.codes, codes);
});

test("a page too busy to listen cuts no code in two", () => {
  const scanner = new Scanner();
  scanner.type(LINK.slice(0, 20));
  scanner.now += 2_000; // a slow phone that hears its keys late
  scanner.scan(LINK.slice(20));
  assert.deepEqual(scanner.codes, [LINK]);
});

test("what was typed long before belongs to no code", () => {
  const scanner = new Scanner();
  scanner.type("hel");
  scanner.now += 5_000;
  scanner.scan(LINK);
  assert.deepEqual(scanner.codes, [LINK]);
});

test("a scanner's Enter presses no button, and a person's still does", () => {
  const scanner = new Scanner();
  scanner.press("Enter");
  assert.equal(scanner.swallowed, 0);
  scanner.scan("0123ABCH");
  assert.equal(scanner.swallowed, 1);
});

test("FNC1 comes as Ctrl and ], and other shortcuts are no part of a code", () => {
  const scanner = new Scanner();
  scanner.type("80030952000000007310123ABC");
  scanner.press("]", { ctrlKey: true });
  scanner.press("r", { ctrlKey: true });
  scanner.scan("21X");
  assert.deepEqual(scanner.codes, ["80030952000000007310123ABC\u001d21X"]);
});

test("what is typed into a field is the field's", () => {
  const scanner = new Scanner();
  for (const key of [...LINK, "Enter"]) scanner.press(key, { target: new Field() as EventTarget });
  assert.deepEqual(scanner.codes, []);
});
