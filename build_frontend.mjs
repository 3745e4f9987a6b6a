// Builds everything a browser gets that is not written by hand. Run by hatch_build.py, or `npm run build`.
//
//   kiosk/app/src/entries/*.ts(x)  → kiosk/static/dist/<name>.js   stations and guests' phones
//   kiosk/app/src/worker/*.ts      → kiosk/static/dist/<name>.js   keep the station app on its device, read its camera
//   admin/app/src/entries/*.ts(x)  → admin/static/dist/<name>.js   the office
//   Inter, and the icons in use    → pantbox/design/static/vendor/
//
// Names stay plain; each folder has a manifest.json {file: hash of its content} from which pages make `?v=…`, and each
// bundle's an imports.json {entry: the chunks it begins with}, so that a page can ask for all of them at once.

import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { build } from "esbuild";

const ROOT = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const STROKE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
const ICONS = join(ROOT, "node_modules/@tabler/icons");
const VENDOR = join(ROOT, "pantbox/design/static/vendor");

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

async function emptied(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

async function bundle(room) {
  const out = await emptied(join(ROOT, room, "static/dist"));
  const entries = (await filesBelow(join(ROOT, room, "app/src/entries"))).filter((path) => /\.tsx?$/.test(path));
  if (entries.length > 0) {
    const icons = JSON.stringify(await iconBodies(await iconsInUse([join(room, "app")])));
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: entries,
      outdir: out,
      entryNames: "[name]",
      chunkNames: "chunk-[name]-[hash]",
      assetNames: "[name]",
      bundle: true,
      splitting: true,
      format: "esm",
      target: "es2022",
      minify: true,
      sourcemap: "linked",
      sourcesContent: true,
      jsx: "automatic",
      jsxImportSource: "preact",
      loader: { ".ftl": "text", ".svg": "text" },
      define: { "process.env.NODE_ENV": '"production"', PANTBOX_ICONS: icons },
      legalComments: "linked",
      logLevel: "warning",
      metafile: true,
    });
    await writeFile(join(out, "imports.json"), `${JSON.stringify(importsOf(metafile), null, 1)}\n`);
  }
  return out;
}

// What each entry imports before it runs, its chunks' own imports too; what it asks for later is not among them.
function importsOf({ outputs }) {
  const direct = (path) => outputs[path].imports.filter(({ kind }) => kind === "import-statement").map((one) => one.path);
  const all = (path, found = new Set()) => {
    for (const next of direct(path)) if (!found.has(next)) all(next, found.add(next));
    return [...found].map((found) => basename(found)).sort();
  };
  const entries = Object.keys(outputs).filter((path) => outputs[path].entryPoint && path.endsWith(".js"));
  return Object.fromEntries(entries.map((path) => [basename(path), all(path)]));
}

// Files that stand alone: a worker is no module everywhere yet.
async function bundleWorkers(out) {
  await build({
    absWorkingDir: ROOT,
    entryPoints: await filesBelow(join(ROOT, "kiosk/app/src/worker")),
    outdir: out,
    bundle: true,
    format: "iife",
    target: "es2022",
    minify: true,
    logLevel: "warning",
  });
}

// The decoder lies inside barcode-detector, in the one version it was made for.
async function copyDecoder(out) {
  const detector = createRequire(require.resolve("barcode-detector/ponyfill"));
  const decoder = await readFile(detector.resolve("zxing-wasm/reader/zxing_reader.wasm"));
  await writeFile(join(out, "zxing_reader.wasm"), decoder);
  // A megabyte that phones wait for. As small as it gets takes seconds, and only here there is time for that.
  await writeFile(join(out, "zxing_reader.wasm.br"), await promisify(brotliCompress)(decoder));
}

async function copyInter(out) {
  const folder = join(ROOT, "node_modules/@fontsource-variable/inter");
  const name = "inter-latin-wght-normal.woff2"; // all letters of da, en and de
  await copyFile(join(folder, "files", name), join(out, name));
  await copyFile(join(folder, "LICENSE"), join(out, "inter-LICENSE.txt"));
}

// One sprite with the Tabler icons that templates name, `icon("qrcode")`. Those that TypeScript names, `<Icon name="qrcode"`,
// lie in the scripts: a browser reads the whole sprite anew for every icon that a script puts on the page.
async function writeIcons(out) {
  const bodies = Object.entries(await iconBodies(await iconsInUse(["kiosk", "admin", "pantbox"])));
  const symbols = bodies.map(([name, body]) => `<symbol id="${name}" viewBox="0 0 24 24" ${STROKE}>${body}</symbol>`);
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
  await writeFile(join(out, "icons.svg"), sprite);
  await copyFile(join(ICONS, "LICENSE"), join(out, "icons-LICENSE.txt"));
}

async function iconBodies(names) {
  const bodies = {};
  for (const name of names) {
    const svg = await readFile(join(ICONS, "icons/outline", `${name}.svg`), "utf8").catch(() => {
      throw new Error(`no Tabler icon is called "${name}"`);
    });
    bodies[name] = svg.slice(svg.indexOf("<svg")).replace(/^<svg[^>]*>|<\/svg>\s*$/g, "").replace(/\s+/g, " ").trim();
  }
  return bodies;
}

async function iconsInUse(folders) {
  const used = new Set();
  for (const folder of folders) {
    for (const path of await filesBelow(join(ROOT, folder))) {
      if (![".html", ".ts", ".tsx", ".py"].includes(extname(path)) || path.includes("static/dist")) continue;
      const text = await readFile(path, "utf8");
      for (const [, name] of text.matchAll(/(?:\bicon\(\s*|<Icon\s+name=)["']([a-z0-9-]+)["']/g)) used.add(name);
    }
  }
  return [...used].sort();
}

async function writeManifest(folder) {
  const hashes = {};
  for (const path of await filesBelow(folder)) {
    const name = path.slice(folder.length + 1).replaceAll("\\", "/");
    hashes[name] = createHash("sha256").update(await readFile(path)).digest("hex").slice(0, 16);
  }
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(hashes, null, 1)}\n`);
}

const [kiosk, admin, vendor] = await Promise.all([bundle("kiosk"), bundle("admin"), emptied(VENDOR)]);
await Promise.all([bundleWorkers(kiosk), copyDecoder(kiosk), copyInter(vendor), writeIcons(vendor)]);
await Promise.all([kiosk, admin, vendor].map(writeManifest));
