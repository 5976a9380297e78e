import { describe, expect, it } from "vitest";
import "../src/today";
import { HEINRICH, Server, homeOf, shown, text } from "./home";

const NO_DIARY = { first_day: "2026-11-29", day: 1, part: "morning", counts: Array(7).fill([0, 0]), taken: 0, times_each: 2, latest: null };
const today = (me = {}, diary = {}) => shown("digitalshadow-today", homeOf(new Server({ "person/diary": { ...NO_DIARY, ...diary } }).hass(), me));
const URGENT = { systolic_mmhg: 196, diastolic_mmhg: 118, measured_at: "2026-11-29T08:04:00Z", language: "en", text: ["Rest.", "Doctor today.", "Call 112."] };

describe("today", () => {
  it("says the risk as people beside its equation, and draws a hundred", async () => {
    const root = await today();
    expect(text(root)).toContain("9 of 100 people in 10 years");
    expect(text(root)).toContain("SCORE2, 2021");
    expect(root.querySelectorAll(".people svg")).toHaveLength(100);
    expect(root.querySelectorAll(".people .p1")).toHaveLength(9);
  });

  it.each([
    [0.4, "fewer than 1", 0],
    [0.5, "1", 1],
    [41.6, "42", 42],
  ])("says %s per cent as %s", async (risk_percent, words, struck) => {
    const root = await today({ clinical: { ...HEINRICH.clinical, risk_percent } });
    expect(root.querySelector(".big strong")?.textContent).toBe(words);
    expect(root.querySelectorAll(".people .p1")).toHaveLength(struck);
  });

  it("says what is missing for a number, or why there is none", async () => {
    const none = { ...HEINRICH.clinical, risk_percent: null };
    const missing = await today({ clinical: { ...none, reason: "missing_input", missing_inputs: ["sex"] } });
    expect(text(missing)).toContain("Missing: sex.");
    const not_made = text(await today({ clinical: { ...none, reason: "prior_disease" } }));
    expect(not_made).toContain("There is no number for you. prior_disease.");
    expect(not_made).toContain("SCORE2, 2021");
  });

  it.each([
    [-40, "Due since"],
    [3, "Due on"],
    [60, undefined],
  ])("says what is due in %s days", async (days, words) => {
    const on = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const root = await today({ next_input_due: { input: "systolic_mmhg", on } });
    const due = root.querySelector(".due");
    expect(due === null).toBe(words === undefined);
    if (words) expect(due?.textContent).toContain(words);
  });

  it.each([
    [{ day: 3 }, "Blood pressure, twiceThis morning. Day 3 of 7", true],
    [{ day: 3, taken: 1 }, "Blood pressure, once moreThis morning. Day 3 of 7", true],
    [{ taken: 2, part: "evening" }, "Both are there. Day 1 of 7", false],
  ])("says of a diary %o", async (diary, words, asks) => {
    const root = await today({}, diary);
    const due = root.querySelector(".due")!;
    expect(due.textContent?.replace(/\s+/g, " ")).toContain(words);
    expect(due.querySelector("a") !== null).toBe(asks);
  });

  it.each([
    ["systolic_mmhg", "/digitalshadow/measure"],
    ["weight_kg", "/digitalshadow/measure/add/weight_kg"],
    ["pregnant", "/digitalshadow/measure/questions/pregnant"],
  ])("leads to where %s is entered", async (input, page) => {
    const root = await today({ next_input_due: { input, on: new Date().toISOString().slice(0, 10) } });
    expect(root.querySelector(".due a")?.getAttribute("href")).toBe(page);
  });

  it("shows the signal against the own range with the model's name and kind, never a single visit", async () => {
    const words = text(await today());
    expect(words).toContain("25 inside your usual range");
    expect(words).toContain("18 to 30: your usual range");
    expect(words).toContain("LiveCAD 2. An experimental face model.");
    expect(words).not.toContain("77");
  });

  it("says which day of 14 it is while learning, and no value", async () => {
    const root = await today({ trend: { ...HEINRICH.trend, state: "calibrating", baseline_days: 5 } });
    expect(text(root)).toContain("Day 5 of 14");
    expect(root.querySelectorAll(".days .on")).toHaveLength(5);
    expect(root.querySelector(".bar")).toBeNull();
  });

  it("calls a demonstration a demonstration", async () => {
    const words = text(await today({ trend: { ...HEINRICH.trend, model: "Marker", model_kind: "demonstration" } }));
    expect(words).toContain("Demonstration. Not about your heart.");
    expect(words).toContain("Marker. A demonstration model.");
    expect(words).not.toContain("Face signal");
  });

  it("shows an urgent value first and neither number beside it", async () => {
    const root = await today({ urgent: URGENT });
    expect(root.querySelector(".cols")?.firstElementChild?.getAttribute("role")).toBe("alert");
    expect(text(root)).toContain("196 / 118");
    expect(root.querySelector('a[href="tel:112"]')).not.toBeNull();
    expect(text(root)).not.toContain("of 100 people");
    expect(text(root)).not.toContain("usual range");
  });

  it("escapes a name", async () => {
    const root = await today({ name: "<img src=x>" });
    expect(root.querySelector("img")).toBeNull();
  });
});
