// Keeps the station app on the device: it opens without a network, whole and of one version.
//
// The server writes before this which version it is and which files belong to it (`kiosk/stations/worker.py`). A new
// version is fetched beside the old one; it takes over when the page says so, and only then is the old one thrown away.

/** `files`: what each must hash to, by its address; nothing for what the server makes anew each time. */
declare const APP: { version: string; files: Record<string, string> };

/** As much of a service worker as is used here; the DOM's own types and a worker's cannot be had together. */
interface Worker {
  addEventListener(type: "install" | "activate", hear: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "message", hear: (event: { data: unknown }) => void): void;
  addEventListener(type: "fetch", hear: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

const worker = self as unknown as Worker;
const PREFIX = "pantbox-app-";
const CACHE = PREFIX + APP.version;
const PAGE = "/k/";

worker.addEventListener("install", (event) => event.waitUntil(fetchAll()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = event.request.mode === "navigate" && url.pathname === PAGE;
  const name = isPage ? PAGE : url.pathname + url.search;
  if (isPage || name in APP.files) event.respondWith(answer(name, event.request));
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
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function answer(name: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(name, { ignoreVary: true })) ?? fetch(request);
}
