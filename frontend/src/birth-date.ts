/** A day typed with digits in the order of the language: no calendar to page back through for ninety years. */
type Part = "day" | "month" | "year";

export interface DateForm {
  order: Part[];
  separator: string;
}

const DIGITS = { day: 2, month: 2, year: 4 };

/** An East Asian keyboard types full-width digits. */
const digitsOf = (text: string): string => text.normalize("NFKC").replace(/\D/g, "");

/** How a language writes a day in numbers. */
export function formOf(locale: string): DateForm {
  const parts = new Intl.DateTimeFormat(locale, {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    calendar: "gregory",
    numberingSystem: "latn",
  }).formatToParts(new Date(2000, 10, 22));
  const order = parts.map((one) => one.type).filter((one): one is Part => one in DIGITS);
  const literal = parts.find((one) => one.type === "literal")?.value.trim() ?? "";
  return { order, separator: /^[./-]$/.test(literal) ? literal : "/" };
}

/** What was typed so far, with separators where a part is whole. Whoever types them is not hindered. */
export function spelled(text: string, form: DateForm): string {
  let digits = digitsOf(text).slice(0, 8);
  const parts: string[] = [];
  for (const part of form.order) {
    if (!digits) break;
    parts.push(digits.slice(0, DIGITS[part]));
    digits = digits.slice(DIGITS[part]);
  }
  return parts.join(form.separator);
}

/** The day as YYYY-MM-DD; null while it is not whole, and for one that no calendar has. */
export function isoOf(text: string, form: DateForm): string | null {
  let digits = digitsOf(text);
  if (digits.length !== 8) return null;
  const found: Record<string, string> = {};
  for (const part of form.order) {
    found[part] = digits.slice(0, DIGITS[part]);
    digits = digits.slice(DIGITS[part]);
  }
  const iso = `${found.year}-${found.month}-${found.day}`;
  const when = new Date(`${iso}T12:00:00Z`);
  return !Number.isNaN(when.getTime()) && when.toISOString().startsWith(iso) ? iso : null;
}

/** A day as it would have been typed. */
export function typedOf(iso: string, form: DateForm): string {
  const [year, month, day] = iso.split("-");
  const parts: Record<Part, string> = { year: year!, month: month!, day: day! };
  return form.order.map((part) => parts[part]).join(form.separator);
}

/** Completed years between two days. */
export function yearsBetween(birth: string, today: Date): number {
  const [year, month, day] = birth.split("-").map(Number) as [number, number, number];
  const before = today.getMonth() + 1 < month || (today.getMonth() + 1 === month && today.getDate() < day);
  return today.getFullYear() - year - (before ? 1 : 0);
}
