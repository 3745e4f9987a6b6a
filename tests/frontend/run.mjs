// Bundles the unit tests of the front end and runs them in Node. `node tests/frontend/run.mjs [part of a file's name]`

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv[2] ?? "";
const files = (await readdir(HERE)).filter((name) => name.endsWith(".test.ts") && name.includes(wanted));
const out = await mkdtemp(join(tmpdir(), "pantbox-frontend-"));
await build({
  entryPoints: files.map((name) => join(HERE, name)), outdir: out, bundle: true, platform: "node", format: "esm",
  target: "es2022", outExtension: { ".js": ".mjs" }, loader: { ".ftl": "text", ".json": "json" }, jsx: "automatic",
  jsxImportSource: "preact", sourcemap: "inline", logLevel: "warning",
});
let failed = 0;
const tests = run({ files: files.map((name) => join(out, name.replace(/\.ts$/, ".mjs"))), concurrency: 2, timeout: 60_000 });
tests.on("test:fail", () => failed++);
tests.compose(spec).pipe(process.stdout);
tests.on("end", async () => {
  await rm(out, { recursive: true, force: true });
  process.exitCode = failed > 0 ? 1 : 0;
});
