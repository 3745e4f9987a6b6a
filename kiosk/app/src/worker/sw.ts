// Keeps the station app on the device: it opens without a network, whole and of one version.
//
// The server writes before this which version it is and which files belong to it (`kiosk/stations/worker.py`). A new
// version is fetched beside the old one; it takes over when a page says so. Another tab may still run the old one, with a
// guest before it: what that page may yet ask for is thrown away when it is gone.

/** `files`: what each must hash to, by its address; nothing for what the server makes anew each time. */
declare const APP: { version: string; files: Record<string, string> };

/** As much of a service worker as is used here; the DOM's own types and a worker's cannot be had together. */
interface Worker {
  addEventListener(type: "install" | "activate", hear: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "message", hear: (event: { data: unknown; waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "fetch", hear: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
  skipWaiting(): Promise<void>;
  clients: {
    claim(): Promise<void>;
    get(id: string): Promise<object | undefined>;
    matchAll(which: { type: "window"; includeUncontrolled: true }): Promise<readonly { id: string }[]>;
  };
}

const worker = self as unknown as Worker;
const PREFIX = "pantbox-app-";
const CACHE = PREFIX + APP.version;
const PAGE = "/k/";
const SCRIPTS = "/k/static/dist/";
/** Where it is written down which pages and caches were here before this version took over. */
const BEFORE = "/k/before";

interface Before {
  pages: string[];
  caches: string[];
}

worker.addEventListener("install", (event) => event.waitUntil(fetchAll()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
  if (event.data === "begun") event.waitUntil(throwAway());
});
worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = event.request.mode === "navigate" && url.pathname === PAGE;
  const name = isPage ? PAGE : url.pathname + url.search;
  if (isPage || name in APP.files || url.pathname.startsWith(SCRIPTS)) event.respondWith(answer(name, event.request));
});

/** All or nothing: this version is not there before each of its files is, and is the right one. */
async function fetchAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  const answers = await Promise.all(Object.entries(APP.files).map(([name, hash]) => fetchOne(name, hash)));
  const page = await answers.find(({ name }) => name === PAGE)?.answer.clone().text();
  if (!linked().every((name) => page?.includes(name))) throw new Error("the page is of another version");
  await Promise.all(answers.map(({ name, answer }) => cache.put(name, answer)));
}

async function fetchOne(name: string, integrity: string): Promise<{ name: string; answer: Response }> {
  // What has not changed need not come again: by its hash it is known to be right.
  const answer = await fetch(name, { cache: integrity ? "no-cache" : "reload", integrity });
  if (!answer.ok) throw new Error(`${name} is not there: ${answer.status}`);
  return { name, answer };
}

/** What the page links to, with its version. */
function linked(): string[] {
  return Object.keys(APP.files).filter((name) => name.includes("?v="));
}

async function takeOver(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const before: Before = { pages: pages.map((page) => page.id), caches: others };
  await (await caches.open(CACHE)).put(BEFORE, Response.json(before));
  await worker.clients.claim();
  await throwAway();
}

/** Throw older versions away, unless a page that began with one still runs. */
async function throwAway(): Promise<void> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(BEFORE);
  if (!kept) return;
  const before = (await kept.json()) as Before;
  const running = await Promise.all(before.pages.map((id) => worker.clients.get(id)));
  if (running.some(Boolean)) return;
  await Promise.all(before.caches.map((name) => caches.delete(name)));
  await cache.delete(BEFORE);
}

async function answer(name: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  // What only an older page asks for is in no other cache than its own.
  const kept = (await cache.match(name, { ignoreVary: true })) ?? (await caches.match(name, { ignoreVary: true }));
  return kept ?? fetch(request);
}
