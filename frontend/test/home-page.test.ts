import { afterEach, describe, expect, it, vi } from "vitest";
import "../src/home-page";
import type { Camera, CameraVideo, HomeSetup, Looked, LookedFace, Messages } from "../src/server";
import { Server, click, homeOf, settled, shown, text } from "./home";

const HALL = { subentry_id: "c1", camera_entity_id: "camera.hall", name: "Hall", status: "watching", last_analysed_at: null, video: null };
const KITCHEN = { ...HALL, subentry_id: "c2", name: "Kitchen", status: "too_small" };
const STATE: HomeSetup = {
  model: {
    model: "LiveCAD 2",
    model_kind: "livecad",
    version: "2",
    sha256: "4ada64c2074e99",
    runtime: "onnxruntime 1.32.0",
    detector: "yunet",
    recogniser: "sface",
  },
  people: [{ name: "Heinrich", is_shared: false, has_agreed: true, has_answered: false, was_read: true }],
  cameras: { c1: { saw_faces: true, frame_ms: 84 } },
};
const TOLD: Messages = {
  blueprints: "current",
  receivers: [
    { person_id: "h", name: "Heinrich", account: "Heinrich", is_carer: false, why_not: null, phones: [{ device_id: "p1", name: "Fairphone", is_told: true }] },
  ],
};
const STILLS: CameraVideo = {
  video: "stills",
  reason: null,
  codec: null,
  width_px: null,
  height_px: null,
  frames_per_second: null,
  keyframe_interval_seconds: null,
  reconnects: 0,
};
const LIVE: CameraVideo = { ...STILLS, video: "live", codec: "h264", width_px: 1280, height_px: 720, frames_per_second: 15, keyframe_interval_seconds: 2 };
const FACE: LookedFace = { left: 0.1, top: 0.2, width: 0.3, height: 0.4, face_px: 142, why_not: null, person: "Eileen" };
const LOOKED: Looked = { picture: "abcd", width_px: 640, height_px: 360, turn_degrees: 0, needed_px: 50, faces: [FACE] };

async function open(state: Partial<HomeSetup> = {}, view = {}) {
  const server = new Server({ home: { ...STATE, ...state }, messages: TOLD });
  return shown("digitalshadow-home", homeOf(server.hass(), {}, { is_administrator: true, cameras: [HALL, KITCHEN], ...view }));
}

describe("home", () => {
  it("shows cameras with a problem first, and no health value", async () => {
    const root = await open();
    const names = [...root.querySelectorAll("digitalshadow-camera-view")].map((one) => (one as unknown as { camera: { name: string } }).camera.name);
    expect(names).toEqual(["Kitchen", "Hall"]);
    expect(text(root)).not.toMatch(/77|SCORE2|inside your usual/);
  });

  it("says how far the first hour has come, and folds it away when it is over", async () => {
    const root = await open();
    expect(text(root)).toContain("7 of 8");
    expect([...root.querySelectorAll(".todo li:not(.done)")].map((one) => one.textContent)).toHaveLength(1);
    expect(text(root)).toContain("Heinrich answers the health questions");
    const over = await open({ people: [{ ...STATE.people[0]!, has_answered: true }] });
    expect(over.querySelector("details")?.open).toBe(false);
    expect(over.querySelector("summary")?.textContent).toContain("8 of 8");
  });

  it("begins with nothing done but a model", async () => {
    const root = await open({ people: [], cameras: {} }, { people: [], cameras: [] });
    expect(text(root)).toContain("3 of 7");
    expect(text(root)).toContain("Add somebody who agrees");
    expect(text(root)).toContain("No camera is watched yet.");
  });

  it("names the model, its kind and its runtime", async () => {
    expect(text(await open())).toContain("LiveCAD 2 Runs ononnxruntime 1.32.0");
    const demo = text(await open({ model: { ...STATE.model!, model: "Marker", model_kind: "demonstration" } }));
    expect(demo).toContain("Demonstration. Not about anybody's heart.");
    expect(text(await open({ model: null }))).toContain("No model runs at the moment.");
  });
});

describe("messages on phones", () => {
  const phone = TOLD.receivers[0]!.phones[0]!;
  const untold: Messages = { ...TOLD, receivers: [{ ...TOLD.receivers[0]!, phones: [{ ...phone, is_told: false }] }] };
  const carer = { ...TOLD.receivers[0]!, account: "Karin", is_carer: true };
  const PREPARED = {
    automation_id: "digitalshadow_x",
    use_blueprint: { path: "digitalshadow/notify_person.yaml", input: { news: "event.news", phone: "p1" } },
  };

  async function opened(messages: Messages, answers = {}) {
    const server = new Server({ "messages/prepare": PREPARED, messages: TOLD, call_service: {}, ...answers });
    const element = Object.assign(document.createElement("digitalshadow-messages"), { home: homeOf(server.hass()), messages });
    element.addEventListener("changed", (event) => Object.assign(element, { messages: (event as CustomEvent<Messages>).detail }));
    document.body.replaceChildren(element);
    await settled(element);
    return { server, root: element.shadowRoot! };
  }

  it("are set up with one click, by Home Assistant's own request", async () => {
    const { server, root } = await opened(untold);
    await click(root, "Set up");
    expect(server.sent).toEqual([
      { type: "digitalshadow/messages/prepare", person_id: "h", phone: "p1" },
      {
        method: "POST",
        path: "config/automation/config/digitalshadow_x",
        alias: "Heart health: news of Heinrich to Heinrich (Fairphone)",
        description: "Made by the panel Heart health, from a blueprint.",
        use_blueprint: PREPARED.use_blueprint,
      },
      { type: "digitalshadow/messages" },
    ]);
    expect(root.querySelector(".told")?.textContent).toBe("Set up");
  });

  it("say so where Home Assistant stores the automation and does not run it", async () => {
    const { root } = await opened(untold, { messages: untold });
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    root.querySelector("button")!.click();
    await vi.advanceTimersByTimeAsync(5000);
    vi.useRealTimers();
    await settled(root.host);
    expect(root.querySelector('[role="alert"]')?.textContent).toContain("includes automations.yaml");
  });

  it("name for whom they are, and what stands against one", async () => {
    const { root } = await opened({ ...TOLD, receivers: [carer, { ...carer, account: "Tom", why_not: "no_person", phones: [] }] });
    expect(text(root)).toContain("Karin, FairphoneNews of Heinrich, for a carer");
    expect(text(root)).toContain("Add this account as a person");
    expect(text((await opened({ ...TOLD, receivers: [] })).root)).toContain("People with an account of their own");
  });

  it.each([
    ["none", "Install"],
    ["older", "Update"],
  ] as const)("offer blueprints that are %s", async (blueprints, label) => {
    const { server, root } = await opened({ ...TOLD, blueprints });
    await click(root, label);
    expect(server.sent[0]).toEqual({ type: "call_service", domain: "digitalshadow", service: "install_blueprints", return_response: true });
    expect(root.querySelector("a")?.textContent).toBe("Open");
  });
});

describe("a camera's preview", () => {
  const opened = async (looked: unknown = LOOKED, camera: Camera = HALL) => {
    const server = new Server({ "camera/look": looked });
    const element = Object.assign(document.createElement("digitalshadow-camera-view"), { home: homeOf(server.hass()), camera });
    document.body.replaceChildren(element);
    await settled(element);
    return { server, root: element.shadowRoot!, element };
  };
  afterEach(() => document.body.replaceChildren());

  it("is not asked for before somebody wants it, and stays nowhere afterwards", async () => {
    const { server, root } = await opened();
    expect(server.sent).toEqual([]);
    expect(text(root)).toContain("The preview is not stored.");
    await click(root, "Show what it sees");
    expect(server.sent).toEqual([{ type: "digitalshadow/camera/look", camera: "c1" }]);
    expect(root.querySelector("img")?.src).toContain("base64,abcd");
    await click(root, "Stop");
    expect(root.querySelector("img")).toBeNull();
  });

  it("says how large the face is against what is needed, and who it is", async () => {
    const { root } = await opened();
    await click(root, "Show what it sees");
    expect(root.querySelector(".state")?.textContent).toBe("Face 142 px, needs 50. Good.");
    expect(text(root)).toContain("Recognised: Eileen");
    expect(root.querySelector(".face")?.getAttribute("style")).toContain("left:10%");
  });

  it.each([
    ["too_small", "Too far away.", "Move the camera closer"],
    ["too_dark", "Too dark.", "Turn on a light"],
    ["not_recognised", "Nobody who is read.", "Strangers are forgotten at once."],
  ])("says of %s why, and what mends it", async (why_not, why, mend) => {
    const { root } = await opened({ ...LOOKED, faces: [{ ...FACE, why_not, person: null, face_px: 38 }] });
    await click(root, "Show what it sees");
    expect(text(root)).toContain(`Face 38 px, needs 50. ${why}`);
    expect(text(root)).toContain(mend);
  });

  it.each([
    [{ faces: [] }, "No face in the picture."],
    [{ picture: null }, "too large to be shown"],
  ])("of %o says so", async (looked, words) => {
    const { root } = await opened({ ...LOOKED, ...looked });
    await click(root, "Show what it sees");
    expect(text(root)).toContain(words);
  });

  it.each<[string, CameraVideo, string]>([
    ["live", LIVE, "Live video: H264, 1280 × 720, 15 pictures a second, and a whole one every 2 s."],
    ["live with little known of it", { ...LIVE, frames_per_second: null, keyframe_interval_seconds: null }, "Live video: H264 and 1280 × 720."],
    ["back again", { ...LIVE, reconnects: 2 }, "a whole one every 2 s. Live video came back 2 times."],
    ["being opened", { ...STILLS, video: "opening", reason: "silent" }, "Live video is starting."],
    ["asleep", STILLS, "Live video starts when somebody of the home is in view."],
    ["never live", { ...STILLS, reason: "battery" }, "Single pictures only: live video would drain the camera's battery."],
  ])("says of a camera that is %s how it is looked at", async (_, video, words) => {
    const { root } = await opened(LOOKED, { ...HALL, video });
    expect(text(root)).toContain(words);
  });

  it("says what the server refuses, and asks on", async () => {
    const { server, root } = await opened(new Error("Everything is paused."));
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    root.querySelector("button")!.click();
    await vi.advanceTimersByTimeAsync(2100);
    vi.useRealTimers();
    await settled(root.host);
    expect(root.querySelector('[role="alert"]')?.textContent).toBe("Everything is paused.");
    expect(server.sent.length).toBeGreaterThan(1);
  });

  it("ends when the page is left", async () => {
    const { server, root, element } = await opened();
    await click(root, "Show what it sees");
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    element.remove();
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(server.sent).toHaveLength(1);
  });
});
