import { describe, expect, it } from "vitest";
import { NOTHING, canSave, doubtOf, swapped, withDigit, withoutDigit } from "../src/pressure";

const type = (digits: string) => [...digits].reduce(withDigit, NOTHING);

describe("typing a blood pressure", () => {
  it.each([
    ["138", "138", "", "lower", "three digits fill the upper number"],
    ["84", "84", "", "lower", "two are enough when the first is above 2"],
    ["13", "13", "", "upper", "two below 300 may go on"],
    ["13884", "138", "84", "lower", "what follows is the lower number"],
    ["0138", "138", "", "lower", "no number begins with zero"],
    ["1389999", "138", "999", "lower", "no number has four digits"],
  ])("%s gives %s and %s", (digits, upper, lower, at, _why) => {
    expect(type(digits)).toEqual({ upper, lower, at });
  });

  it.each([
    ["13884", null, true, "plausible"],
    ["138", null, false, "half of it"],
    ["84138", "swapped", false, "the wrong way round"],
    ["138138", "swapped", false, "twice the same"],
    ["29980", "upper_range", false, "above what is taken"],
    ["299", "upper_range", false, "said before the lower number is typed"],
    ["120161", "swapped", false, "the order is named before the range"],
    ["200165", "lower_range", false, "lower above what is taken"],
  ])("%s is doubted as %s", (digits, doubt, saves, _why) => {
    expect(doubtOf(type(digits))).toBe(doubt);
    expect(canSave(type(digits))).toBe(saves);
  });

  it("puts both in order when asked", () => {
    expect(canSave(swapped(type("84138")))).toBe(true);
  });

  it("goes back digit by digit, over into the upper number", () => {
    expect(withoutDigit(type("1388"))).toEqual({ upper: "138", lower: "", at: "lower" });
    expect(withoutDigit(type("138"))).toEqual({ upper: "13", lower: "", at: "upper" });
    expect(withoutDigit(NOTHING)).toEqual(NOTHING);
  });
});
