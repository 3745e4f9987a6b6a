// Words, money and times in the reader's language. Texts come from the Fluent catalogues an entry hands over.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { computed, signal } from "@preact/signals";

export const LANGUAGES = ["da", "en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What languages call themselves. */
export const OWN_NAMES: Record<Language, string> = { da: "Dansk", en: "English", de: "Deutsch" };

const REGIONS: Record<Language, string> = { da: "da-DK", en: "en-GB", de: "de-DE" };
const ORE = 100;
const MS_PER_SECOND = 1_000;
const CROWNS = "DKK";

/** The language everything is said in; changing it says everything anew. */
export const language = signal<Language>(readLanguage(document.documentElement.lang) ?? "da");
/** The event's, told by the server. */
export const currency = signal("DKK");
export const timeZone = signal("Europe/Copenhagen");

const catalogues = signal<Record<Language, string>>({ da: "", en: "", de: "" });
const bundle = computed(() => {
  const made = new FluentBundle(REGIONS[language.value], { useIsolating: false });
  made.addResource(new FluentResource(catalogues.value[language.value]));
  return made;
});

/** Gives the page its texts: the content of the `.ftl` files, by language. */
export function learn(texts: Record<Language, string>): void {
  catalogues.value = texts;
}

/** `da`, `en` or `de` when `text` begins with one of them. */
export function readLanguage(text: string): Language | null {
  const start = text.slice(0, 2).toLowerCase();
  return LANGUAGES.find((known) => known === start) ?? null;
}

/** Speak this language from now on. */
export function speak(chosen: Language): void {
  language.value = chosen;
  document.documentElement.lang = chosen;
}

/** The text of `key` (or of `key.attribute`), with `details` filled in. A key nobody wrote comes back as it is. */
export function say(key: string, details: Record<string, FluentVariable> = {}): string {
  const [name = key, attribute] = key.split(".");
  const message = bundle.value.getMessage(name);
  const pattern = attribute ? message?.attributes[attribute] : message?.value;
  return pattern ? oneStop(bundle.value.formatPattern(pattern, details, [])) : key;
}

/** A sentence that ends with a sum ends with the sum's own full stop: `Der mangler 405 kr.` */
function oneStop(text: string): string {
  return text.replace(/kr\.\.(?!\.)/g, "kr.");
}

/** Whether there is a text for `key`. */
export function says(key: string): boolean {
  return bundle.value.getMessage(key)?.value != null;
}

/** An amount of øre as people write it: `25 kr.`, `12,50 kr.`; other currencies by their own custom. */
export function money(ore: number): string {
  if (currency.value !== CROWNS) return withMinus(moneyFormat().format(ore / ORE));
  const { figure, unit } = moneyParts(ore);
  return `${figure}\u00a0${unit}`;
}

/** The same in two parts, so that the figure can be set larger than its unit. */
export function moneyParts(ore: number): { figure: string; unit: string } {
  if (currency.value === CROWNS) return { figure: withMinus(crownsFormat().format(ore / ORE)), unit: "kr." };
  const parts = moneyFormat().formatToParts(ore / ORE);
  const isUnit = (part: Intl.NumberFormatPart) => part.type === "currency";
  return {
    figure: withMinus(parts.filter((part) => !isUnit(part)).map((part) => part.value).join("").trim()),
    unit: parts.filter(isUnit).map((part) => part.value).join(""),
  };
}

/** A minus as wide as a figure, where a hyphen would be lost. */
function withMinus(text: string): string {
  return text.replace(/^-/, "−");
}

function moneyFormat(): Intl.NumberFormat {
  return new Intl.NumberFormat(REGIONS[language.value], {
    style: "currency", currency: currency.value, trailingZeroDisplay: "stripIfInteger",
  });
}

/** Crowns are `kr.` in every language, as on the signs and in the till; whole ones without a comma. */
function crownsFormat(): Intl.NumberFormat {
  return new Intl.NumberFormat(REGIONS[language.value], {
    minimumFractionDigits: 2, maximumFractionDigits: 2, trailingZeroDisplay: "stripIfInteger",
  });
}

/** A time of day at the event, `21.04`. */
export function clockTime(at: Date): string {
  return new Intl.DateTimeFormat(REGIONS[language.value], {
    hour: "2-digit", minute: "2-digit", timeZone: timeZone.value,
  }).format(at);
}

/** A time of some day at the event, `lør. 3.10. 21.04`. */
export function dayAndTime(at: string): string {
  return new Intl.DateTimeFormat(REGIONS[language.value], {
    weekday: "short", day: "numeric", month: "numeric", hour: "2-digit", minute: "2-digit", timeZone: timeZone.value,
  }).format(new Date(at));
}

/** A day at the event, `3. oktober 2026`. */
export function day(at: Date): string {
  return new Intl.DateTimeFormat(REGIONS[language.value], { dateStyle: "long", timeZone: timeZone.value }).format(at);
}

/** The last day that lies before `until` from its first to its last minute: the day to show, for all of it counts. */
export function lastWholeDay(until: string): string {
  const next = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: timeZone.value });
  const begins = new Date(next.format(new Date(Date.parse(until) + MS_PER_SECOND)));
  const noonBefore = new Date(begins.getTime() - 12 * 3_600 * MS_PER_SECOND);
  return new Intl.DateTimeFormat(REGIONS[language.value], { dateStyle: "long", timeZone: "UTC" }).format(noonBefore);
}

/** The name in the reader's language, or in any language there is one. */
export function nameIn(names: Record<string, string>): string {
  return names[language.value] ?? names["en"] ?? Object.values(names)[0] ?? "";
}
