import { afterEach, describe, expect, it, vi } from "vitest";
import "../src/add-value";
import "../src/all-values";
import "../src/diary";
import "../src/home-page";
import "../src/mirror-choices";
import "../src/my-data";
import "../src/others";
import "../src/questions";
import "../src/report";
import "../src/today";
import "../src/trend";
import "../src/visits";
import { HEINRICH, Server, button, click, homeOf, settled, shown, text } from "./home";

const DIARY = { first_day: "2026-11-27", day: 3, part: "morning", counts: Array(7).fill([0, 0]), taken: 0, times_each: 2, latest: null };
const PULSE = { agreed: true, latest: null, why_not: [], medians: null };
const WEEK = { first_day: "2026-11-23", level: 24, lowest: 20, highest: 28, days: 6 };
const CHART = {
  step: "week",
  first_day: "2026-06-01",
  today: "2026-11-29",
  lines: [{ model: "LiveCAD 2", model_kind: "livecad", points: [WEEK], bands: [] }],
  changes: [],
  gaps: [],
};
const KEPT = {
  made_at: "2026-11-29T08:00:00Z",
  language: "de",
  markdown: "# Bericht",
  whole_markdown: "# Bericht",
  people: null,
  model: "LiveCAD 2",
  model_kind: "livecad",
};
const REPORT = { "person/report": KEPT, report_languages: ["en", "de"], "auth/sign_path": { path: "/signed" } };
const HOME = { model: null, people: [], cameras: {} };
const MESSAGES = { blueprints: "current", receivers: [] };
const PRESENCE = { last_seen_at: null, days_unseen: 0, first_day: "2026-11-16", days: Array(14).fill(true), cameras: 1, cameras_off: 0 };
const PHONES = { account: "Karin", administrators: ["Karin"], phones: [] };
const cared = (person_id: string, name: string) => ({ ...HEINRICH, person_id, name, is_themself: false, is_granted: true });
const BROKEN = new Error("The disk is full.");
const NEVER = new Promise(() => undefined);

const line = (root: ShadowRoot) => (root.querySelector('.error[role="alert"]')?.textContent ?? "").replace(/\s+/g, " ").trim();

afterEach(() => vi.unstubAllGlobals());

describe("today", () => {
  const PARTS = {
    "person/diary": [DIARY, "Blood pressure"],
    "person/pulse": [PULSE, "Pulse at the mirror"],
    "person/trend": [CHART, "Trend"],
  } as const;
  const whole = Object.fromEntries(Object.entries(PARTS).map(([command, [answer]]) => [command, answer]));
  const parts = (root: ShadowRoot) => ({
    "person/diary": text(root).includes("Day 3 of 7"),
    "person/pulse": text(root).includes("Pulse at the mirrorExperimental"),
    "person/trend": root.querySelector("digitalshadow-chart") !== null,
  });

  async function open(answers: Record<string, unknown>) {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    const server = new Server({ ...whole, ...answers });
    return { server, root: await shown("digitalshadow-today", homeOf(server.hass())) };
  }

  it("shows everything, and no line, where all of it arrived", async () => {
    const { root } = await open({});
    expect(Object.values(parts(root))).toEqual([true, true, true]);
    expect(line(root)).toBe("");
  });

  it.each(Object.keys(PARTS))("does not wait for %s to show the rest", async (command) => {
    const { root } = await open({ [command]: NEVER });
    expect(parts(root)).toEqual({ "person/diary": true, "person/pulse": true, "person/trend": true, [command]: false });
  });

  it.each(Object.entries(PARTS))("shows the rest where %s failed, says so, and asks for it alone again", async (command, [answer, name]) => {
    const { server, root } = await open({ [command]: BROKEN });
    expect(parts(root)).toEqual({ "person/diary": true, "person/pulse": true, "person/trend": true, [command]: false });
    expect(line(root)).toBe(`Could not be loaded: ${name}. The disk is full.`);
    server.answers[command] = answer;
    server.sent = [];
    await click(root, "Try again");
    expect(server.sent.map((one) => one.type)).toEqual([`digitalshadow/${command}`]);
    expect(Object.values(parts(root))).toEqual([true, true, true]);
    expect(line(root)).toBe("");
  });

  it("names all that failed in one line, and a reason of all of them once", async () => {
    const { root } = await open({ "person/diary": BROKEN, "person/pulse": BROKEN });
    expect(line(root)).toBe("Could not be loaded: Blood pressure and Pulse at the mirror. The disk is full.");
    expect(parts(root)["person/trend"]).toBe(true);
  });

  it("says it without a reason where there is none, as when the connection broke", async () => {
    const { root } = await open({ "person/pulse": Object.assign(new Error(), { code: 3 }) });
    expect(line(root)).toBe("Could not be loaded: Pulse at the mirror.");
  });

  it("says what stood against going on with reading", async () => {
    const server = new Server({ ...whole, "person/set_switch": BROKEN });
    const root = await shown("digitalshadow-today", homeOf(server.hass(), { monitoring: false }));
    await click(root, "Go on");
    expect(line(root)).toBe("The disk is full.");
  });
});

describe("a page that could not be loaded", () => {
  const CASES: [string, string, string, unknown][] = [
    ["digitalshadow-trend", "person/trend", "Trend", CHART],
    ["digitalshadow-visits", "person/visits", "Was seen", { visits: [], more: false }],
    ["digitalshadow-diary", "person/diary", "Blood pressure", DIARY],
    ["digitalshadow-all-values", "person/measurements", "All values", []],
    ["digitalshadow-add-value", "person/measures", "Add a value", []],
    ["digitalshadow-questions", "person/questions", "Health questions", []],
    ["digitalshadow-mirror-choices", "person/mirrors", "Mirrors", []],
    ["digitalshadow-data", "person/data", "My data", null],
  ];

  it.each(CASES)("%s says so of %s and asks again", async (page, command, name, answer) => {
    const server = new Server({ [command]: BROKEN });
    const root = await shown(page, homeOf(server.hass()));
    expect(line(root)).toBe(`Could not be loaded: ${name}. The disk is full.`);
    expect(root.querySelector('[aria-busy="true"]')).toBeNull();
    server.answers[command] = answer;
    await click(root, "Try again");
    expect(line(root)).toBe("");
  });

  it("asks for nothing without a connection", async () => {
    const root = await shown("digitalshadow-diary", homeOf(new Server({ "person/diary": BROKEN }).hass({ connected: false })));
    expect(button(root, "Try again").disabled).toBe(true);
  });
});

describe("the diary", () => {
  it("says of a saved pressure that it is saved, even where the week does not come after it", async () => {
    const server = new Server({ "person/diary": DIARY, "person/add_measurements": [] });
    const root = await shown("digitalshadow-diary", homeOf(server.hass()));
    for (const digit of "13884") await click(root, digit);
    server.answers["person/diary"] = BROKEN;
    await click(root, "Save");
    expect(root.querySelector(".note")?.textContent).toContain("Saved: 138 over 84.");
    expect(text(root)).not.toContain("Not saved.");
    expect(line(root)).toBe("Could not be loaded: Blood pressure. The disk is full.");
  });
});

describe("the report", () => {
  const open = async (answers: Record<string, unknown>) => {
    const server = new Server({ ...REPORT, ...answers });
    return { server, root: await shown("digitalshadow-report", homeOf(server.hass())) };
  };
  const files = (root: ShadowRoot) => root.querySelectorAll("a[target]").length;

  it("is shown, with its files, where the languages did not come", async () => {
    const { root } = await open({ report_languages: BROKEN });
    expect(root.querySelector("article")?.textContent).toContain("Bericht");
    expect(files(root)).toBe(2);
    expect(root.querySelector("select")).toBeNull();
    expect(line(root)).toBe("Could not be loaded: Language. The disk is full.");
  });

  it("leaves the files for the doctor where itself did not come, and comes in its own language later", async () => {
    const { server, root } = await open({ "person/report": BROKEN });
    expect(files(root)).toBe(2);
    expect(line(root)).toBe("Could not be loaded: Report. The disk is full.");
    expect(root.querySelector(".paper")).toBeNull();
    server.answers["person/report"] = KEPT;
    await click(root, "Try again");
    expect(root.querySelector("article")?.lang).toBe("de");
    expect(root.querySelector("select")?.value).toBe("de");
    expect(server.sent.at(-1)?.path).toBe("/api/digitalshadow/report/h/de/fhir");
  });

  it("names the files that have no address", async () => {
    const { root } = await open({ "auth/sign_path": BROKEN });
    expect(root.querySelector("article")).not.toBeNull();
    expect(line(root)).toBe("Could not be loaded: Hand-out and FHIR file. The disk is full.");
  });
});

describe("the home of an administrator", () => {
  const open = (answers: Record<string, unknown>) =>
    shown("digitalshadow-home", homeOf(new Server({ home: HOME, messages: MESSAGES, ...answers }).hass(), {}, { is_administrator: true }));

  it("shows messages where its own state did not come, and names what is missing", async () => {
    const root = await open({ home: BROKEN });
    expect(root.querySelector("digitalshadow-messages")).not.toBeNull();
    expect(line(root)).toBe("Could not be loaded: The first hour, Model, and Privacy. The disk is full.");
  });

  it("shows its state while messages are still awaited", async () => {
    const root = await open({ messages: NEVER });
    expect(text(root)).toContain("The first hour");
  });
});

describe("people I may read", () => {
  it("says beside the one of whom nothing came, and shows the others", async () => {
    const server = new Server({ "person/messages": PHONES });
    const hass = server.hass();
    const { callWS } = hass;
    hass.callWS = (async (message: Record<string, unknown>) => {
      if (message.type === "digitalshadow/person/presence") return message.person_id === "i" ? Promise.reject(BROKEN) : PRESENCE;
      return callWS(message);
    }) as typeof callWS;
    const root = await shown("digitalshadow-people", homeOf(hass, {}, { people: [cared("i", "Ilse"), cared("o", "Otto")] }));
    await settled(root.host);
    const cards = Object.fromEntries([...root.querySelectorAll(".card")].map((one) => [one.querySelector("h2")!.textContent, one]));
    expect(cards.Ilse!.querySelector(".error")?.textContent).toContain("Could not be loaded: Was seen. The disk is full.");
    expect(cards.Ilse!.querySelector(".presence")).toBeNull();
    expect(cards.Otto!.querySelector(".error")).toBeNull();
    expect(cards.Otto!.querySelector(".presence")).not.toBeNull();
    expect(text(root).split("Messages on my phone")).toHaveLength(3);
  });
});
