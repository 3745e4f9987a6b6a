// Lighthouse over pages of a Chromium that is open already: what it stores (a pairing, a login) stays as it is.
// Reads {port, pages: [{name, url, form, cookie?}]} from its input, writes one JSON line for each page.

import lighthouse, { desktopConfig } from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
let input = "";
for await (const chunk of process.stdin) input += chunk;
const { port, pages } = JSON.parse(input);

for (const { name, url, form, cookie } of pages) {
  const config = form === "desktop" ? desktopConfig : undefined;
  const { lhr } = await lighthouse(url, { port, onlyCategories: CATEGORIES, disableStorageReset: true, extraHeaders: cookie ? { Cookie: cookie } : undefined, logLevel: "silent" }, config);
  const scores = Object.fromEntries(CATEGORIES.map((one) => [one, Math.round((lhr.categories[one].score ?? 0) * 100)]));
  const judged = ["accessibility", "best-practices"].flatMap((one) => lhr.categories[one].auditRefs);
  const failed = judged.map(({ id }) => lhr.audits[id]).filter(({ score, scoreDisplayMode }) => score !== null && score < 1 && scoreDisplayMode === "binary");
  const shown = (id) => lhr.audits[id]?.numericValue ?? null;
  console.log(JSON.stringify({
    name, form, scores, error: lhr.runtimeError?.message ?? "",
    failed: failed.map(({ id, title, details }) => ({ id, title, where: (details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.description ?? item.url ?? "") })),
    largest_paint_ms: shown("largest-contentful-paint"), blocking_ms: shown("total-blocking-time"), shift: shown("cumulative-layout-shift"), bytes: shown("total-byte-weight"),
  }));
}
