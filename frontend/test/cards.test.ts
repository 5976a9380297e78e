import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CameraCard } from "../src/camera-card";
import { Dashboard, suggested } from "../src/dashboard";
import type { Hass } from "../src/hass";
import { PersonCard } from "../src/person-card";
import type { Person, View } from "../src/server";
import { TrendCard } from "../src/trend-card";
import en from "../texts/en.json";
import { HEINRICH, Server, VIEW, click, settled, text } from "./home";

const DEMO = { model: "Marker", model_kind: "demonstration" } as const;
const ILSE: Person = {
  ...HEINRICH,
  person_id: "i",
  subentry_id: "sub-i",
  name: "Ilse",
  is_themself: false,
  is_granted: true,
  last_seen_at: "2026-01-01T08:00:00Z",
  reading: null,
  trend: null,
  clinical: null,
};
const HALL = { subentry_id: "sub-c", name: "Hall", camera_entity_id: "camera.hall", status: "watching", last_analysed_at: null, video: null };

/** Home Assistant with one account's view, which a test may push anew. */
function hassOf(view: Partial<View> = {}, answers: Record<string, unknown> = {}): Hass & { push: (view: View) => void; subscriptions: number } {
  const server = new Server(answers);
  let callback: (view: View) => void = () => undefined;
  const hass = Object.assign(server.hass(), {
    subscriptions: 0,
    push: (now: View) => callback(now),
    states: { "camera.hall": { attributes: { entity_picture: "/api/camera_proxy/camera.hall?token=x" } } },
  });
  hass.connection = {
    subscribeMessage: (async (listener: typeof callback) => {
      callback = listener;
      hass.subscriptions += 1;
      listener({ ...VIEW, ...view });
      return async () => undefined;
    }) as never,
  };
  return hass;
}

interface Shown extends HTMLElement {
  hass: Hass;
  setConfig(config: Record<string, unknown>): void;
}

async function card(kind: string, hass: Hass, config: Record<string, unknown>): Promise<ShadowRoot> {
  const element = document.createElement(`digitalshadow-${kind}-card`) as Shown;
  element.setConfig({ type: `custom:digitalshadow-${kind}-card`, ...config });
  element.hass = hass;
  document.body.append(element);
  await settled(element);
  return element.shadowRoot!;
}

beforeEach(() => vi.stubGlobal("fetch", async () => new Response(JSON.stringify(en))));
afterEach(() => document.body.replaceChildren());

describe("a person's card", () => {
  const one = { people: ["sub-h"] };

  it("has no number as a tile, but who was seen and what is due", async () => {
    const due = { input: "systolic_mmhg", on: "2026-01-01" };
    const root = await card("person", hassOf({ people: [{ ...HEINRICH, next_input_due: due }] }), { ...one, size: "tile" });
    expect(text(root)).toContain("Heinrich");
    expect(text(root)).toContain("systolic_mmhg due");
    expect(root.querySelector(".value, .people, .bar")).toBeNull();
  });

  it("draws the signal beside its model and kind", async () => {
    const root = await card("person", hassOf(), { ...one, size: "bar" });
    expect(text(root)).toContain("Face signal 25, inside the usual range");
    expect(text(root)).toContain("LiveCAD 2. Experimental");
    expect(root.querySelector(".people")).toBeNull();
  });

  it("shows the risk in its largest size, with equation and number to call", async () => {
    const root = await card("person", hassOf(), { ...one, size: "full" });
    expect(root.querySelectorAll(".people .p1").length).toBe(9);
    expect(text(root)).toContain("SCORE2, 2021. Validated formula");
    expect(root.querySelector("a.call")!.getAttribute("href")).toBe("tel:112");
  });

  it("says demonstration wherever a demonstration speaks", async () => {
    const demo = { trend: { ...HEINRICH.trend!, ...DEMO }, reading: { ...HEINRICH.reading!, ...DEMO, signal_level: 8 } };
    const root = await card("person", hassOf({ people: [{ ...HEINRICH, ...demo }] }), one);
    expect(text(root)).toContain("Demonstration. Not about the heart of Heinrich.");
    expect(text(root)).toContain("Demonstration value 8");
    expect(root.querySelector(".hatched .dot")).not.toBeNull();
  });

  it("keeps a validated risk out of the demonstration's box", async () => {
    const demo = { trend: { ...HEINRICH.trend!, ...DEMO }, reading: { ...HEINRICH.reading!, ...DEMO } };
    const root = await card("person", hassOf({ people: [{ ...HEINRICH, ...demo }] }), { ...one, size: "full" });
    expect(root.querySelector(".risk")!.closest(".demo")).toBeNull();
    expect(root.querySelector(".hatched")!.closest(".demo")).not.toBeNull();
  });

  it("gives no number while a value is urgent, and says why", async () => {
    const urgent = { systolic_mmhg: 196, diastolic_mmhg: 118, measured_at: "2026-11-29T08:00:00Z", language: "en", text: ["Now"] };
    const root = await card("person", hassOf({ people: [{ ...HEINRICH, urgent }] }), { ...one, size: "full" });
    expect(text(root)).toContain(en["hidden.title"]);
    expect(root.querySelector(".value")).toBeNull();
  });

  it("gives words and no number where only sensors are shared", async () => {
    const shared = { trend: { state: "rising" as const, model: "LiveCAD 2", model_kind: "livecad" as const }, clinical: null, can_read_record: false };
    const root = await card("person", hassOf({ people: [{ ...HEINRICH, ...shared }] }), one);
    expect(text(root)).toContain("Face signal: above the usual range");
    expect(root.querySelector(".bar")).toBeNull();
  });

  it("without a model shows no value", async () => {
    const root = await card("person", hassOf({ people: [{ ...HEINRICH, trend: null, reading: null }] }), one);
    expect(root.querySelector(".value")).toBeNull();
  });

  it("lists several people, whom one has not seen longest first", async () => {
    const root = await card("person", hassOf({ people: [HEINRICH, ILSE] }), {});
    expect([...root.querySelectorAll(".row b")].map((one) => one.textContent)).toEqual(["Ilse", "Heinrich"]);
    expect(text(root)).toMatch(/Not seen for \d+ days/u);
    expect(root.querySelector("a.to")!.getAttribute("aria-label")).toContain("Ilse: Not seen");
  });

  it("says of somebody who shares nothing no more than that", async () => {
    const root = await card("person", hassOf(), { people: ["sub-x"] });
    expect(text(root).trim()).toBe(en["card.not_shared"]);
  });

  it("follows what the server pushes, with one subscription for all cards", async () => {
    const hass = hassOf();
    const root = await card("person", hass, one);
    await card("person", hass, one);
    expect(hass.subscriptions).toBe(1);
    hass.push({ ...VIEW, people: [{ ...HEINRICH, name: "Heiner" }] });
    await settled(root.host);
    expect(text(root)).toContain("Heiner");
  });

  it("is proposed for oneself first", async () => {
    expect(await PersonCard.getStubConfig(hassOf({ people: [ILSE, HEINRICH] }))).toEqual({ people: ["sub-h"], size: "bar" });
  });
});

describe("a trend's card", () => {
  const chart = {
    step: "week",
    first_day: "2026-06-01",
    today: "2026-11-29",
    lines: [{ points: [{ first_day: "2026-11-02", level: 24, lowest: 22, highest: 27, days: 5 }], bands: [], model: "LiveCAD 2", model_kind: "livecad" }],
    changes: [],
    gaps: [],
  };

  it("draws the line of a record that one may read", async () => {
    const root = await card("trend", hassOf({}, { "person/trend": chart }), { person: "sub-h" });
    expect(root.querySelector("digitalshadow-chart")).not.toBeNull();
    expect(text(root)).toContain("LiveCAD 2");
  });

  it("flags another model, a new camera and another kind of picture, and says what the flags mean", async () => {
    const changes = [
      { kind: "model", name: "LiveCAD 3", on: "2026-08-01" },
      { kind: "camera", name: "Hall", on: "2026-09-01" },
      { kind: "grey", name: "LiveCAD 3", on: "2026-09-20" },
    ];
    const root = await card("trend", hassOf({}, { "person/trend": { ...chart, changes } }), { person: "sub-h" });
    const drawn = root.querySelector("digitalshadow-chart")!.shadowRoot!;
    expect([...drawn.querySelectorAll("circle + text.ink")].map((one) => one.textContent)).toEqual(["M", "C", "P"]);
    expect(text(root)).toContain("M other modelC new cameraP another kind of picture");
    expect(drawn.querySelector("svg")!.getAttribute("aria-label")).toContain("August 1: model changed to LiveCAD 3.");
    const calm = await card("trend", hassOf({}, { "person/trend": chart }), { person: "sub-h" });
    expect(calm.querySelector(".marks")).toBeNull();
  });

  it("says that its line could not be loaded, and asks again on a click", async () => {
    const hass = hassOf({}, { "person/trend": new Error("The engine does not run.") });
    const root = await card("trend", hass, { person: "sub-h" });
    expect(root.querySelector('[role="alert"]')?.textContent).toBe("Could not be loaded: Trend. The engine does not run.");
    hass.callWS = (async () => chart) as Hass["callWS"];
    await click(root, "Try again");
    expect(root.querySelector('[role="alert"]')).toBeNull();
    expect(root.querySelector("digitalshadow-chart")).not.toBeNull();
  });

  it("asks for nothing that one may not read", async () => {
    const root = await card("trend", hassOf({ people: [{ ...HEINRICH, can_read_record: false }] }), { person: "sub-h" });
    expect(text(root).trim()).toBe(en["card.not_shared"]);
  });
});

describe("the texts of a card", () => {
  it("are asked for again where they did not come, as while Home Assistant starts", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const hass = Object.assign(hassOf(), { language: "nl" });
    let broken = true;
    hass.loadBackendTranslation = async () => {
      if (broken) throw new Error("It starts.");
      return () => "";
    };
    const element = document.createElement("digitalshadow-trend-card") as Shown;
    element.setConfig({ type: "custom:digitalshadow-trend-card", person: "nobody" });
    element.hass = hass;
    document.body.append(element);
    await vi.advanceTimersByTimeAsync(1000);
    expect(text(element.shadowRoot!).trim()).toBe("");
    broken = false;
    await vi.advanceTimersByTimeAsync(5000);
    vi.useRealTimers();
    await settled(element);
    expect(text(element.shadowRoot!).trim()).toBe(en["card.not_shared"]);
  });
});

describe("a camera's card", () => {
  it("says what it does and shows its picture", async () => {
    const root = await card("camera", hassOf({ cameras: [HALL] }), { camera: "sub-c" });
    expect(text(root)).toContain("watching");
    expect(root.querySelector("img")!.getAttribute("src")).toContain("camera_proxy/camera.hall?token=x&width=640&height=360");
  });

  const FACE = { left: 0.1, top: 0.2, width: 0.3, height: 0.4, face_px: 142, why_not: null, person: null };
  const LOOKED = { picture: "abcd", width_px: 640, height_px: 360, turn_degrees: 0, needed_px: 50, faces: [FACE] };

  it("shows an administrator the faces on request, and stops when told to", async () => {
    const root = await card("camera", hassOf({ cameras: [HALL], is_administrator: true }, { "camera/look": LOOKED }), { camera: "sub-c" });
    expect(root.querySelector(".face")).toBeNull();
    await click(root, "Show faces");
    expect(root.querySelector(".face")?.textContent).toBe("142 px");
    expect(text(root)).toContain("Face 142 px, needs 50. Good.");
    await click(root, "Stop");
    expect(root.querySelector(".face")).toBeNull();
  });

  it("says what the server refuses", async () => {
    const root = await card("camera", hassOf({ cameras: [HALL], is_administrator: true }, { "camera/look": new Error("Everything is paused.") }), {
      camera: "sub-c",
    });
    await click(root, "Show faces");
    expect(root.querySelector('[role="alert"]')?.textContent).toBe("Everything is paused.");
  });

  it("offers no look through the camera to others", async () => {
    expect((await card("camera", hassOf({ cameras: [HALL] }), { camera: "sub-c" })).querySelector("button")).toBeNull();
  });

  it("says that a camera is gone", async () => {
    expect(text(await card("camera", hassOf(), { camera: "sub-c" })).trim()).toBe(en["card.no_camera"]);
  });
});

describe("the form of a card", () => {
  afterEach(() => document.querySelector("home-assistant")?.remove());

  it.each([
    [PersonCard, ["People; nobody chosen means everybody you may read", "Size"]],
    [TrendCard, ["Person"]],
    [CameraCard, ["Camera"]],
  ])("%o names its fields in the user's language", async (kind, names) => {
    document.body.append(Object.assign(document.createElement("home-assistant"), { hass: hassOf() }));
    const form = (await kind.getConfigForm()) as { schema: { name: string }[]; computeLabel: (field: { name: string }) => string };
    expect(form.schema.map((field) => form.computeLabel(field))).toEqual(names);
  });
});

describe("the dashboard", () => {
  it("holds whom one may read, and cameras for administrators alone", async () => {
    const types = async (view: Partial<View>) => JSON.stringify(await Dashboard.generate({}, hassOf(view)));
    const guest = await types({ people: [{ ...HEINRICH, can_read_record: false }], cameras: [HALL] });
    expect(guest).toContain("person-card");
    expect(guest).not.toContain("trend-card");
    expect(guest).not.toContain("camera-card");
    const owner = await types({ people: [HEINRICH], cameras: [HALL], is_administrator: true });
    expect(owner).toContain("trend-card");
    expect(owner).toContain("camera-card");
    expect(await types({ people: [] })).toContain("person-card");
  });
});

describe("a suggestion", () => {
  const hass = (model: string, platform = "digitalshadow"): Hass => ({
    ...new Server().hass(),
    entities: { "sensor.x": { platform, device_id: "d" } },
    devices: { d: { identifiers: [["digitalshadow", "sub"]], model } },
  });

  it.each([
    ["person", "LiveCAD model", { type: "custom:digitalshadow-person-card", people: ["sub"], size: "bar" }],
    ["trend", "LiveCAD model", { type: "custom:digitalshadow-trend-card", person: "sub" }],
    ["camera", "Watched camera", { type: "custom:digitalshadow-camera-card", camera: "sub" }],
  ] as const)("of the %s's card fits an entity of a device %s", (kind, model, config) => expect(suggested(kind, hass(model), "sensor.x")).toEqual({ config }));

  it("is none for the other kind of device, or somebody else's entity", () => {
    expect(suggested("camera", hass("LiveCAD model"), "sensor.x")).toBeNull();
    expect(suggested("person", hass("Watched camera"), "sensor.x")).toBeNull();
    expect(suggested("person", hass("LiveCAD model", "hue"), "sensor.x")).toBeNull();
    expect(suggested("person", hass("LiveCAD model"), "sensor.y")).toBeNull();
  });
});
