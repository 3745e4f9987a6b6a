// Lists of boxes: the nearest first for who says where they are, and on the status page always as they are now.
// Where somebody is never leaves their phone; without this script the lists are in order of use.

const REFRESH_MS = 20_000;
const EARTH_METRES = 6_371_000;
const NEAR_METRES = 950;

let here: GeolocationCoordinates | null = null;

function metresTo(row: HTMLElement, from: GeolocationCoordinates): number | null {
  const latitude = Number(row.dataset["latitude"] ?? NaN);
  const longitude = Number(row.dataset["longitude"] ?? NaN);
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return null;
  const radians = Math.PI / 180;
  const east = (longitude - from.longitude) * radians * Math.cos(from.latitude * radians);
  const north = (latitude - from.latitude) * radians;
  return Math.hypot(east, north) * EARTH_METRES;
}

function asText(metres: number): string {
  const rounded = metres < NEAR_METRES ? Math.round(metres / 10) * 10 : Math.round(metres / 100) / 10;
  const unit = metres < NEAR_METRES ? "meter" : "kilometer";
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit }).format(rounded);
}

/** Boxes that take something before those that do not, each lot by distance. */
function sortByDistance(from: GeolocationCoordinates): void {
  for (const list of document.querySelectorAll<HTMLElement>("[data-boxes]")) {
    const rows = [...list.querySelectorAll<HTMLElement>("[data-box]")].map((row) => ({ row, metres: metresTo(row, from) }));
    for (const { row, metres } of rows) {
      const place = row.querySelector<HTMLElement>("[data-distance]");
      if (place && metres !== null) {
        place.textContent = asText(metres);
        place.hidden = false;
      }
    }
    rows.sort((a, b) => rank(a.row) - rank(b.row) || (a.metres ?? Infinity) - (b.metres ?? Infinity));
    list.append(...rows.map(({ row }) => row));
  }
}

function rank(row: HTMLElement): number {
  return row.dataset["takes"] === "yes" ? 0 : 1;
}

function offerLocation(): void {
  const place = document.querySelector<HTMLElement>("[data-locate]");
  const button = place?.querySelector("button");
  const status = place?.querySelector<HTMLElement>("[role=status]");
  if (!place || !button || !status || !("geolocation" in navigator)) return;
  place.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      (position) => {
        here = position.coords;
        sortByDistance(here);
        status.textContent = status.dataset["found"] ?? "";
      },
      () => {
        status.textContent = status.dataset["denied"] ?? "";
      },
      { maximumAge: 60_000, timeout: 15_000 },
    );
  });
}

/** Fetch the page again and take over its live part, if it could be had. */
async function refresh(selector: string): Promise<void> {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(selector);
    if (!fresh) return;
    // Whoever reads the rules reads on.
    for (const { id } of document.querySelectorAll(`${selector} details[open][id]`)) fresh.querySelector(`#${id}`)?.setAttribute("open", "");
    document.querySelector(selector)?.replaceWith(fresh);
    if (here) sortByDistance(here);
  } catch {
    // No network: what is shown says of when it is.
  }
}

offerLocation();
const live = document.querySelector<HTMLElement>("[data-refresh]")?.dataset["refresh"];
if (live) {
  setInterval(() => void refresh(live), REFRESH_MS);
  document.addEventListener("visibilitychange", () => void refresh(live));
}
