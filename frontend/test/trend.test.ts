import { describe, expect, it } from "vitest";
import { runsOf, topOf } from "../src/chart";
import type { Chart, Point } from "../src/server";
import "../src/trend";
import { HEINRICH, Server, click, homeOf, settled, shown, text } from "./home";

const week = (first_day: string, level = 24): Point => ({ first_day, level, lowest: level - 4, highest: level + 4, days: 6 });
const CHART: Chart = {
  step: "week",
  first_day: "2026-06-01",
  today: "2026-11-29",
  lines: [
    { model: "LiveCAD 1", model_kind: "livecad", points: [week("2026-06-01", 34), week("2026-06-08", 36)], bands: [] },
    {
      model: "LiveCAD 2",
      model_kind: "livecad",
      points: [week("2026-11-16"), week("2026-11-23")],
      bands: [{ first_day: "2026-11-01", last_day: "2026-11-29", low: 18, high: 31 }],
    },
  ],
  changes: [
    { kind: "model", name: "LiveCAD 2", on: "2026-10-04" },
    { kind: "camera", name: null, on: "2026-11-01" },
  ],
  gaps: [{ first_day: "2026-07-06", last_day: "2026-07-26", reason: "paused" }],
};
const VISIT = {
  visit_id: "v1",
  started_at: "2026-11-29T08:12:00Z",
  ended_at: "2026-11-29T08:12:00Z",
  cameras: ["Hall"],
  frames: 5,
  taken_back: false,
  taken_back_by_me: false,
  why_not: null,
  liveness: "seen",
};
const VISITS = { visits: [VISIT, { ...VISIT, visit_id: null, why_not: "too_dark", started_at: "2026-11-28T08:12:00Z" }], more: true };
const ANSWERS = { "person/trend": CHART, "person/visits": VISITS, "person/count_visit": {} };

async function open(me = {}, answers: Record<string, unknown> = ANSWERS) {
  const server = new Server(answers);
  const root = await shown("digitalshadow-trend", homeOf(server.hass(), me));
  const inner = async (name: string) => {
    const element = root.querySelector(name)!;
    await settled(element);
    return element.shadowRoot!;
  };
  return { server, root, inner };
}

describe("the chart", () => {
  it("joins neighbouring weeks and months alone", () => {
    const points = [week("2026-06-01"), week("2026-06-08"), week("2026-06-22")];
    expect(runsOf(points, "week").map((run) => run.length)).toEqual([2, 1]);
    expect(runsOf([week("2026-01-01"), week("2026-02-01"), week("2026-04-01")], "month").map((run) => run.length)).toEqual([2, 1]);
  });

  it.each([
    [46, 50, "all below half"],
    [47, 100, "anything above"],
  ])("of %s goes up to %s", (level, top, _why) => {
    const line = { ...CHART.lines[0]!, points: [week("2026-06-01", level)], bands: [] };
    expect(topOf({ ...CHART, lines: [line] })).toBe(top);
  });

  it("draws a line a model, one range, a flag a change and the reason of a gap, and says it in a sentence", async () => {
    const { root, inner } = await open();
    const chart = await inner("digitalshadow-chart");
    expect(chart.querySelectorAll("path")).toHaveLength(2);
    expect(chart.querySelectorAll("rect")).toHaveLength(1);
    expect(chart.textContent).toContain("18 to 31");
    expect(chart.textContent).toContain("paused");
    expect(chart.querySelector("svg")?.getAttribute("aria-label")).toContain("between 24 and 36");
    expect([...root.querySelectorAll(".flag")].map((one) => one.textContent)).toEqual(["1", "2"]);
    expect(text(root)).toContain("model changed to LiveCAD 2. A new line begins");
    expect(text(root)).toContain("new camera, a removed camera");
  });
});

describe("the trend", () => {
  it.each([
    [{ state: "stable", since: "2026-10-18" }, "No clear change since October 18"],
    [{ state: "rising", since: "2026-11-02" }, "Above your usual range since November 2"],
    [{ state: "stable", since: "2026-11-02", new_level_since: "2026-08-04" }, "Since August 4 you have a new usual range"],
    [{ state: "calibrating", baseline_days: 20 }, "Day 14 of 14"],
  ])("says %o as %s", async (trend, words) => {
    const { root } = await open({ trend: { ...HEINRICH.trend, ...trend } });
    expect(root.querySelector(".lead")?.textContent).toContain(words);
    expect(text(root)).not.toMatch(/normal|healthy/i);
  });

  it("asks anew for another span", async () => {
    const { root, server } = await open();
    await click(root, "All");
    expect(server.sent.filter((one) => String(one.type).endsWith("trend")).map((one) => one.span)).toEqual(["half_year", "all"]);
  });

  it("says the same as a table, with the model of each value", async () => {
    const { root } = await open();
    const rows = [...root.querySelectorAll("tbody tr")].map((one) => one.textContent?.replace(/\s+/g, " "));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/November 23.*24.*20 to 28.*6.*LiveCAD 2/);
  });

  it("calls a demonstration one, without any range", async () => {
    const marker = { model: "Marker", model_kind: "demonstration" };
    const line = { ...CHART.lines[1]!, ...marker };
    const { root, inner } = await open({ trend: { ...HEINRICH.trend, ...marker } }, { ...ANSWERS, "person/trend": { ...CHART, lines: [line], changes: [] } });
    expect(text(root)).toContain("Demonstration. Not about your heart.");
    expect(text(root)).not.toContain("Face signal");
    expect((await inner("digitalshadow-chart")).querySelector("rect")).toBeNull();
  });

  it("shows no level beside an urgent value, but who was seen", async () => {
    const urgent = { systolic_mmhg: 196, diastolic_mmhg: 118, measured_at: "2026-11-29T08:04:00Z", language: "en", text: [] };
    const { root, inner } = await open({ urgent });
    expect(root.querySelector("digitalshadow-chart")).toBeNull();
    expect(text(await inner("digitalshadow-visits"))).toContain("Hall");
  });

  it("says what the server refused", async () => {
    const { root } = await open({}, { ...ANSWERS, "person/trend": new Error("The engine does not run.") });
    expect(root.querySelector('[role="alert"]')?.textContent).toBe("Could not be loaded: Trend. The engine does not run.");
  });
});

describe("was seen", () => {
  it("takes a visit back after its row has asked, and puts it in again", async () => {
    const { server, root, inner } = await open();
    const visits = await inner("digitalshadow-visits");
    await click(visits, "Not me");
    expect(text(visits)).toContain("Nobody is told.");
    expect(server.sent.some((one) => String(one.type).endsWith("count_visit"))).toBe(false);
    await click(visits, "Keep");
    await click(visits, "Not me");
    await click(visits, "Take back");
    expect(server.sent).toContainEqual({ type: "digitalshadow/person/count_visit", person_id: "h", visit_id: "v1", counts: false });
    expect(visits.querySelector(".gone")?.textContent).toContain("Taken back by you");
    await settled(root.host);
    expect(server.sent.filter((one) => String(one.type).endsWith("person/trend"))).toHaveLength(2);
    await click(visits, "Put back");
    expect(visits.querySelector(".gone")).toBeNull();
    expect(visits.querySelector('[role="status"]')?.textContent).toBe("Put back.");
  });

  it("says why a visit has no value, and offers nothing for it", async () => {
    const { inner } = await open();
    const row = [...(await inner("digitalshadow-visits")).querySelectorAll("li")].at(-1)!;
    expect(row.textContent).toContain("Too dark to read, no value");
    expect(row.querySelector("button")).toBeNull();
  });

  it("asks for older ones by the time of the oldest", async () => {
    const { server, inner } = await open();
    await click(await inner("digitalshadow-visits"), "Older visits");
    expect(server.sent.at(-1)).toMatchObject({ before: "2026-11-28T08:12:00Z" });
  });

  it("offers no undoing to who may only read", async () => {
    const { inner } = await open({ can_change: false });
    expect((await inner("digitalshadow-visits")).querySelector("li button")).toBeNull();
  });
});
