/** Typing a blood pressure: digits go to the upper number, then to the lower one. */
export interface Typed {
  upper: string;
  lower: string;
  at: "upper" | "lower";
}

export const NOTHING: Typed = { upper: "", lower: "", at: "upper" };

/** What the server takes, in mmHg; it decides, this only enables the button. */
export const UPPER = { low: 70, high: 260 };
export const LOWER = { low: 30, high: 160 };

const MOST_DIGITS = 3;

/** After three digits, or two of which the first is above 2, a number can only be whole. */
const isWhole = (digits: string): boolean => digits.length === MOST_DIGITS || (digits.length === 2 && Number(digits[0]) > 2);

export function withDigit(typed: Typed, digit: string): Typed {
  const before = typed[typed.at];
  if (before.length >= MOST_DIGITS || (before === "" && digit === "0")) return typed;
  const after = { ...typed, [typed.at]: before + digit };
  return typed.at === "upper" && isWhole(after.upper) ? { ...after, at: "lower" } : after;
}

export function withoutDigit(typed: Typed): Typed {
  const at = typed.at === "lower" && typed.lower === "" ? "upper" : typed.at;
  return { ...typed, at, [at]: typed[at].slice(0, -1) };
}

export const swapped = (typed: Typed): Typed => ({ upper: typed.lower, lower: typed.upper, at: "lower" });

export type Doubt = "swapped" | "upper_range" | "lower_range";

/** What is wrong with two whole numbers; null while they are still typed or when they can be saved. */
export function doubtOf({ upper, lower }: Typed): Doubt | null {
  if (isWhole(upper) && outside(upper, UPPER) && !isWhole(lower)) return "upper_range";
  if (!isWhole(upper) || !isWhole(lower)) return null;
  if (Number(lower) >= Number(upper)) return "swapped";
  if (outside(upper, UPPER)) return "upper_range";
  return outside(lower, LOWER) ? "lower_range" : null;
}

export const canSave = (typed: Typed): boolean => isWhole(typed.upper) && isWhole(typed.lower) && doubtOf(typed) === null;

const outside = (digits: string, range: { low: number; high: number }): boolean => Number(digits) < range.low || Number(digits) > range.high;
