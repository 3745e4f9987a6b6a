// What the server says with the page: of the box, of the event, of the visit. In the page itself, so nothing waits for it.

import type { Box, Cause, ContainerType, RailName } from "../api/types";
import { currency, learn, timeZone } from "../i18n/words";
import danish from "../../../messages/da/phone.ftl";
import english from "../../../messages/en/phone.ftl";
import german from "../../../messages/de/phone.ftl";

export interface EventTold {
  name: string;
  timezone: string;
  currency: string;
  rails: RailName[];
  causes: Cause[];
  types: Pick<ContainerType, "id" | "names" | "picture" | "deposit_ore">[];
  desks: string[];
}

export interface BoxTold extends Omit<Box, "sign"> {
  sign?: string;
  has_screen: boolean;
  takes_visits: boolean;
  map_link: string | null;
}

/** Reads what the page was told, and learns its words. */
export function boot<T>(): T {
  learn({ da: danish, en: english, de: german });
  return JSON.parse(document.getElementById("boot")?.textContent ?? "{}") as T;
}

/** Where the app is drawn; what the server put there is replaced. */
export function stage(): HTMLElement {
  const place = document.getElementById("app");
  if (!place) throw new Error("this page has no place for the app");
  place.replaceChildren();
  return place;
}

/** Speak of money and times as the event does. */
export function atEvent(event: EventTold): void {
  currency.value = event.currency;
  timeZone.value = event.timezone;
}

/** A change of language is a new page; what comes after `#` (a claim) must not get lost on the way. */
export function keepFragment(): void {
  document.querySelector(".page-head")?.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[hreflang]") : null;
    if (!link) return;
    event.preventDefault();
    // The address may have changed since the page came, when a return became a visit.
    location.assign(`${location.pathname}${new URL(link.href).search}${location.hash}`);
  });
}
