/** What every page of the panel is given, and how it writes texts, days and times. */
import type { Hass, Localize } from "./hass";
import type { Erased, Person, View } from "./server";

export type Texts = Record<string, string>;

export interface Home {
  hass: Hass;
  view: View;
  texts: Texts;
  /** Texts that the integration has already: names of measures, of reasons, of states. */
  backend: Localize;
  prefix: string;
  /** What follows the page in the address, as `["questions", "smoking"]`. */
  path: string[];
  /** Told when everything of the person is erased, by which time their pages are gone. */
  withdrawn: (erased: Erased) => void;
}

/** Put in by the build: each language whose texts lie beside the bundle. */
declare const __LANGUAGES__: readonly string[];
export const LANGUAGES = __LANGUAGES__;

/** Chinese in traditional letters is another way of writing than ours. */
const TRADITIONAL = /^zh-(hant|tw|hk|mo)/;

/** The language of the texts for a language of Home Assistant: the same, else English. */
export function languageOf(tag: string): string {
  const asked = tag.toLowerCase();
  const base = asked.split("-")[0] ?? "";
  return LANGUAGES.includes(base) && !TRADITIONAL.test(asked) ? base : "en";
}

/** Fills a text; a key without one shows itself, so that a missing text is seen. */
export function say(texts: Texts, key: string, values: Record<string, string | number> = {}): string {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** A text about a counted thing, in the form that its language has for the count: `key_one`, `key_few`, else `key`. */
export function counted(home: Pick<Home, "hass" | "texts">, key: string, count: number, values: Record<string, string | number> = {}): string {
  const form = `${key}_${new Intl.PluralRules(languageOf(home.hass.language)).select(count)}`;
  return say(home.texts, form in home.texts ? form : key, { count, ...values });
}

/** Things in the order given, grouped by their local day; each group is named by the time of its first. */
export function byDay<T>(things: T[], timeOf: (thing: T) => string): [string, T[]][] {
  const days: [string, T[]][] = [];
  for (const thing of things) {
    const last = days.at(-1);
    if (last && new Date(last[0]).toDateString() === new Date(timeOf(thing)).toDateString()) last[1].push(thing);
    else days.push([timeOf(thing), [thing]]);
  }
  return days;
}

/** A text that the integration translates itself, or the bare name where it has none. */
export function named(home: Home, path: string, name: string): string {
  return home.backend(`component.digitalshadow.${path}.${name}`) || name;
}

export const inputName = (home: Home, input: string): string => named(home, "entity.sensor.cardiovascular_risk.state_attributes.missing_inputs.state", input);

export const dueName = (home: Home, input: string): string => named(home, "entity.sensor.next_input_due.state_attributes.input.state", input);

export const reasonName = (home: Home, reason: string): string => named(home, "entity.sensor.cardiovascular_risk.state_attributes.reason.state", reason);

export const outcomeName = (home: Home, outcome: string): string => named(home, "entity.sensor.cardiovascular_risk.state_attributes.outcome.state", outcome);

export const measureName = (home: Home, measure: string): string => named(home, "selector.measure.options", measure);

export const cameraState = (home: Home, status: string): string => named(home, "entity.sensor.state.state", status);

export const localeOf = (home: Home): string => home.hass.locale?.language ?? home.hass.language;

/** A day, with its year unless it is this one. */
export function day(home: Home, iso: string): string {
  // A day without a time is that day everywhere.
  const when = iso.length === 10 ? new Date(`${iso}T12:00:00`) : new Date(iso);
  const year = when.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return when.toLocaleDateString(localeOf(home), { day: "numeric", month: "long", year });
}

export function moment(home: Home, iso: string): string {
  const time = home.hass.locale?.time_format;
  return new Date(iso).toLocaleString(localeOf(home), {
    dateStyle: "medium",
    timeStyle: "short",
    ...(time === "12" || time === "24" ? { hour12: time === "12" } : {}),
  });
}

/** The time of day alone. */
export function clock(home: Home, iso: string): string {
  const time = home.hass.locale?.time_format;
  return new Date(iso).toLocaleTimeString(localeOf(home), {
    timeStyle: "short",
    ...(time === "12" || time === "24" ? { hour12: time === "12" } : {}),
  });
}

/** Today, or so many days ago: a day can have 23 or 25 hours. */
function dayAgo(days: number): Date {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
}

/** Today as YYYY-MM-DD, where the reader is. */
export function todayIso(): string {
  const now = new Date();
  const padded = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${padded(now.getMonth() + 1)}-${padded(now.getDate())}`;
}

/** A day as people say it: today, yesterday, or its weekday and date. */
export function dayName(home: Home, iso: string): string {
  const when = new Date(iso);
  const is = (ago: number) => when.toDateString() === dayAgo(ago).toDateString();
  if (is(0)) return say(home.texts, "day.today");
  if (is(1)) return say(home.texts, "day.yesterday");
  return when.toLocaleDateString(localeOf(home), { weekday: "long", day: "numeric", month: "long" });
}

/** When somebody was seen last, as people say it. */
export function seenWords(home: Home, iso: string): string {
  const ago = [0, 1].find((days) => new Date(iso).toDateString() === dayAgo(days).toDateString());
  const key = ago === undefined ? "seen" : ago ? "seen.yesterday" : "seen.today";
  return say(home.texts, key, { when: moment(home, iso), time: clock(home, iso) });
}

export const number = (home: Home, value: number): string => value.toLocaleString(localeOf(home), { maximumFractionDigits: 1 });

export const list = (home: Home, names: string[]): string => new Intl.ListFormat(localeOf(home)).format(names);

/** Which pages the account has, by what the server sent it. */
export function pagesOf(view: View): string[] {
  if (view.question) return ["confirm"];
  const pages = view.people.some((one) => one.is_themself) ? ["today", "trend", "measure", "report", "data"] : [];
  if (carriedBy(view).length) pages.push("people");
  if (view.is_administrator) pages.push("home");
  return pages;
}

/** Questions and measures that stand behind an input of another name. */
const BEHIND: Record<string, string> = { age_years: "birth_date", regions: "country", bmi_kg_m2: "weight_kg" };

/** The page on which an input is typed or answered; the texts know which of them are questions. */
export function pageFor(input: string, home: Home): string {
  const name = BEHIND[input] ?? input;
  if (name.endsWith("_mmhg")) return "measure";
  return `question.${name}` in home.texts ? `measure/questions/${name}` : `measure/add/${name}`;
}

/** The people who let this account read them, whom it has not seen longest first. */
export function carriedBy(view: View): Person[] {
  return view.people.filter((one) => one.is_granted && !one.is_themself).sort((a, b) => (seenAt(a) ?? "").localeCompare(seenAt(b) ?? ""));
}

export const seenAt = (person: Person): string | null =>
  [person.last_seen_at, person.reading?.ended_at ?? null]
    .filter((one): one is string => one !== null)
    .sort((a, b) => new Date(a).getTime() - new Date(b).getTime())
    .at(-1) ?? null;
