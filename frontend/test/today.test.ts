import { afterEach, describe, expect, it, vi } from "vitest";
import type { Chart } from "../src/server";
import { greeting } from "../src/today";
import { HEINRICH, Server, click, homeOf, shown, text } from "./home";

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
    expect(text(missing)).toContain("1 answer to go");
    expect(text(missing)).toContain("The formula will be SCORE2, 2021.");
    expect(missing.querySelector('li a[aria-label="Answer: sex"]')?.getAttribute("href")).toBe("/digitalshadow/measure/questions/sex");
    const not_made = text(await today({ clinical: { ...none, reason: "prior_disease" } }));
    expect(not_made).toContain("There is no number for you.prior_disease.");
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
    expect(words).toContain("18 to 30");
    expect(words).toContain("LiveCAD 2. An experimental face model.");
    expect(words).not.toContain("77");
  });

  it("names what does not fit together, and no number beside it", async () => {
    const contradictions = [{ answer: "diabetes", measured: ["hba1c_mmol_mol"] }];
    const root = await today({ clinical: { ...HEINRICH.clinical, contradictions } });
    expect(text(root)).toContain('You answered "no" to diabetes, and hba1c_mmol_mol says otherwise.');
    expect(root.querySelector(".people")).toBeNull();
    expect(text(root)).not.toContain("of 100");
  });

  const STEPS = [
    { advice: "stop_smoking", change: "not_smoking", risk_percent: 5.2 },
    { advice: "cholesterol", change: "cholesterol_1_lower", risk_percent: 7.8 },
    { advice: "lower_blood_pressure", change: "pressure_130", risk_percent: 8.9 },
  ];

  it("says the steps as fewer of the same people, and nothing where it rounds to as many", async () => {
    const clinical = { ...HEINRICH.clinical, steps: STEPS, risk_together_percent: 4, systolic_mmhg: 140, cholesterol_unit: "mg/dL" };
    const root = await today({ clinical });
    const steps = [...root.querySelectorAll(".steps li")].map((one) => one.textContent?.replace(/\s+/g, " ").trim());
    expect(steps).toEqual(["1Stop smoking About 5 instead of 9", "2Cholesterol 39 mg/dL lower About 8 instead of 9", "3Upper pressure 130, now 140"]);
    expect([...root.querySelectorAll(".few")].map((one) => one.querySelectorAll(".p1").length)).toEqual([5, 8]);
    expect(text(root)).toContain("All of it: about 4 instead of 9.");
  });

  it("says the same steps without people where nothing can be computed", async () => {
    const steps = STEPS.map((one) => ({ ...one, change: null, risk_percent: null }));
    const root = await today({ clinical: { ...HEINRICH.clinical, risk_percent: null, reason: "prior_disease", steps } });
    expect(text(root)).toContain("What helps your heart");
    expect(text(root)).toContain("Talk with your doctor about your cholesterol");
    expect(root.querySelector(".few")).toBeNull();
    expect(text(root)).not.toContain("instead of");
  });

  it.each([
    [{ cameras: 2 }, "in 2 cameras", true],
    [{ cameras: 1 }, "in one camera", false],
  ])("says of a rise seen by %o what else can do it, and asks for a pressure only with two", async (seen, words, asks) => {
    const root = await today({ trend: { ...HEINRICH.trend, state: "rising", since: "2026-11-02", current_level: 44, ...seen } });
    expect(text(root)).toContain(`Since November 2, ${words}.`);
    expect(text(root)).toContain("It is no sign of illness.");
    expect(text(root).includes("measuring your blood pressure")).toBe(asks);
  });

  it("shows the range without a dot when there was no visit of late", async () => {
    const root = await today({ trend: { ...HEINRICH.trend, current_level: null } });
    expect(text(root)).toContain("Last value November 29");
    expect(root.querySelector(".bar .dot")).toBeNull();
    expect(root.querySelector(".bar .band")).not.toBeNull();
  });

  it("lets reading go on where it is switched off", async () => {
    const server = new Server({ "person/diary": NO_DIARY, "person/set_switch": {} });
    const root = await shown("digitalshadow-today", homeOf(server.hass(), { monitoring: false }));
    expect(text(root)).toContain("Your face is not read.");
    await click(root, "Go on");
    expect(server.sent).toContainEqual({ type: "digitalshadow/person/set_switch", person_id: "h", switch: "monitoring", on: true });
  });

  it.each([
    [7, "hello.morning"],
    [13, "hello.day"],
    [20, "hello.evening"],
  ])("greets at %s by the time of day", (hour, key) => expect(greeting(hour)).toBe(key));

  it("says which day of 14 it is while learning, and no value", async () => {
    const root = await today({ trend: { ...HEINRICH.trend, state: "calibrating", baseline_days: 5 } });
    expect(text(root)).toContain("Day 5 of 14");
    expect(root.querySelectorAll(".days .on")).toHaveLength(5);
    expect(root.querySelector(".bar")).toBeNull();
  });

  describe("with room beside the risk", () => {
    const week = (first_day: string, level: number) => ({ first_day, level, lowest: level - 4, highest: level + 4, days: 6 });
    const CHART: Chart = {
      step: "week",
      first_day: "2026-06-01",
      today: "2026-11-29",
      lines: [
        { model: "LiveCAD 1", model_kind: "livecad", points: [week("2026-11-02", 35)], bands: [] },
        { model: "LiveCAD 2", model_kind: "livecad", points: [week("2026-09-21", 29), week("2026-11-16", 24), week("2026-11-23", 23)], bands: [] },
      ],
      changes: [],
      gaps: [],
    };
    const small = async (wide: boolean, me = {}) => {
      vi.stubGlobal("matchMedia", () => ({ matches: wide }));
      const server = new Server({ "person/diary": NO_DIARY, "person/pulse": null, "person/trend": CHART });
      const root = await shown("digitalshadow-today", homeOf(server.hass(), me));
      return root.querySelector("digitalshadow-chart") as (Element & { chart: Chart }) | null;
    };
    afterEach(() => vi.unstubAllGlobals());

    it("draws the last eight weeks of the model that stands above them", async () => {
      const { lines, first_day } = (await small(true))!.chart;
      expect(first_day).toBe("2026-10-04");
      expect(lines.map((line) => [line.model, line.points.map((one) => one.level)])).toEqual([["LiveCAD 2", [24, 23]]]);
    });

    it.each<[boolean, object, string]>([
      [false, {}, "on a phone"],
      [true, { trend: { ...HEINRICH.trend, state: "calibrating", baseline_days: 5 } }, "while the range is learned"],
      [true, { trend: { ...HEINRICH.trend, model: "Marker", model_kind: "demonstration" } }, "of a demonstration"],
      [true, { trend: { ...HEINRICH.trend, model: "LiveCAD 3" } }, "where the model has no week yet"],
      [true, { urgent: URGENT }, "beside an urgent value"],
    ])("draws none (wide: %s) %o, %s", async (wide, me) => expect(await small(wide, me)).toBeNull());
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
