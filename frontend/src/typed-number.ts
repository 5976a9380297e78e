/** Numbers as people type them: with a comma or a point, whatever the language writes. */

/** The number; null for what is none. */
export function numberOf(typed: string): number | null {
  const text = typed.normalize("NFKC").trim().replace(",", "."); // full-width digits of an East Asian keyboard
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** A number as the language writes it, without marks between thousands, to be typed over. */
export const typedNumber = (value: number, locale: string): string =>
  value.toLocaleString(locale, { useGrouping: false, maximumFractionDigits: 2, numberingSystem: "latn" });
