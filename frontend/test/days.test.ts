import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dayName, type Home } from "../src/home";
import { dueOf } from "../src/person-card";
import en from "../texts/en.json";
import { HEINRICH } from "./home";

const HOME = { texts: en, backend: () => "", hass: { language: "en", locale: { language: "en" } } } as unknown as Home;
const DUE = { ...HEINRICH, next_input_due: { input: "systolic_mmhg", on: "2026-11-25" } };
declare const process: { env: Record<string, string | undefined> };
const before = process.env.TZ;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

describe("the days of whoever reads", () => {
  it.each([
    ["Pacific/Auckland", "2026-11-24T20:00:00Z", true],
    ["America/Los_Angeles", "2026-11-25T02:00:00Z", false],
  ])("let what is due on a day be due on that day in %s", (zone, now, isDue) => {
    process.env.TZ = zone;
    vi.setSystemTime(now);
    expect(dueOf(HOME, DUE) !== "").toBe(isDue);
  });

  it("call yesterday the day before, also where that had 23 hours", () => {
    process.env.TZ = "Europe/Berlin";
    vi.setSystemTime("2026-03-29T22:30:00Z");
    expect(dayName(HOME, "2026-03-29T10:00:00Z")).toBe(en["day.yesterday"]);
    expect(dayName(HOME, "2026-03-28T10:00:00Z")).not.toBe(en["day.yesterday"]);
  });
});
