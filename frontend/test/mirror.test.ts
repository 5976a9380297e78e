import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../src/mirror";
import { type Mirror, type MirrorPage, SILENCE_MILLISECONDS, unitOf } from "../src/mirror";
import "../src/mirror-choices";
import type { MirrorChoice } from "../src/server";
import { Server, homeOf, settled, shown, text } from "./home";

const PAGE: MirrorPage = {
  language: "en",
  headline: ["Good morning,", "<b>Heinrich</b>"],
  people: null,
  bar: { at: 24, usual: [18, 31] },
  lines: [
    { text: "Face signal inside your range", tone: "plain" },
    { text: "experimental", tone: "quiet" },
  ],
  due: "Pressure due",
  phone: "112",
};

describe("the mirror", () => {
  let tell: (message: { page: MirrorPage | null }) => void;
  let refuse: ((error: unknown) => void) | null;
  let element: Mirror;

  const words = async (): Promise<string> => {
    await element.updateComplete;
    return text(element.shadowRoot!).trim();
  };

  beforeEach(async () => {
    vi.useFakeTimers();
    HTMLElement.prototype.showPopover = () => undefined;
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ "mirror.refused": "No mirror's account.", panel: "Heart health" })));
    refuse = null;
    const connection = {
      subscribeMessage: (callback: typeof tell) => {
        tell = callback;
        return new Promise<() => Promise<void>>((_, reject) => (refuse = reject));
      },
    };
    element = document.createElement("digitalshadow-mirror") as Mirror;
    element.hass = new Server().hass({ connection: connection as never });
    document.body.replaceChildren(element);
    await element.updateComplete;
  });

  afterEach(() => {
    document.body.replaceChildren();
    vi.useRealTimers();
  });

  it("is black until it is told something", async () => {
    expect(await words()).toBe("");
    expect(element.shadowRoot!.querySelector(".sheet")).not.toBeNull();
  });

  it("shows the page that it is told, names escaped", async () => {
    tell({ page: PAGE });
    expect(await words()).toBe("Good morning,<b>Heinrich</b> Face signal inside your rangeexperimental Pressure due 112");
    expect(element.shadowRoot!.querySelector(".bar i")!.getAttribute("style")).toBe("inset-inline:18% 69%");
  });

  it("hatches a demonstration and fills people", async () => {
    tell({ page: { ...PAGE, bar: { at: 8, usual: null }, people: 9 } });
    await words();
    expect(element.shadowRoot!.querySelector(".hatched i")).toBeNull();
    expect(element.shadowRoot!.querySelectorAll(".p1").length).toBe(9);
    expect(element.shadowRoot!.querySelectorAll(".p0").length).toBe(91);
  });

  it("goes dark with the next word of the server", async () => {
    tell({ page: PAGE });
    tell({ page: null });
    expect(await words()).toBe("");
  });

  it("goes dark by itself five seconds after the last word", async () => {
    tell({ page: PAGE });
    vi.advanceTimersByTime(SILENCE_MILLISECONDS - 1);
    tell({ page: PAGE });
    vi.advanceTimersByTime(SILENCE_MILLISECONDS - 1);
    expect(await words()).not.toBe("");
    vi.advanceTimersByTime(1);
    expect(await words()).toBe("");
  });

  it("goes dark with the connection", async () => {
    tell({ page: PAGE });
    element.hass = { ...element.hass, connected: false };
    expect(await words()).toBe("");
  });

  it("keeps Home Assistant's messages away while it is there", async () => {
    const seen = vi.fn();
    const notify = () => document.body.dispatchEvent(new CustomEvent("hass-notification", { bubbles: true }));
    document.body.addEventListener("hass-notification", seen);
    notify();
    expect(seen).not.toHaveBeenCalled();
    element.remove();
    notify();
    expect(seen).toHaveBeenCalledOnce();
  });

  it("tells another account that it is no mirror's, and leaves the sidebar to it", async () => {
    const kiosk: boolean[] = [];
    element.addEventListener("hass-kiosk-mode", (event) => kiosk.push((event as CustomEvent).detail.enable));
    refuse!({ code: "unauthorized" });
    await vi.advanceTimersByTimeAsync(10);
    expect(await words()).toBe("No mirror's account. Heart health");
    expect(element.shadowRoot!.querySelector("a")!.getAttribute("href")).toBe("/digitalshadow");
    const asked = refuse;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(refuse).toBe(asked);
    expect(element.shadowRoot!.querySelector(".sheet")).toBeNull();
    expect(kiosk).toEqual([false]);
  });

  it("asks again when the integration does not run yet, and stays black", async () => {
    const before = refuse;
    refuse!({ code: "service_validation_error" });
    await vi.advanceTimersByTimeAsync(6000);
    expect(await words()).toBe("");
    expect(refuse).not.toBe(before);
  });

  it.each([
    ["", 1],
    ["?distance=1", 0.5],
    ["?distance=4&density=46&scale=1.5", 1.5],
    ["?distance=none&scale=-1", 1],
  ])("is sized by the address %s", (search, unit) => expect(unitOf(search)).toBeCloseTo(unit));
});

describe("the choices for mirrors", () => {
  const HALL: MirrorChoice = {
    mirror_id: "hall",
    name: "Hall mirror",
    topics: {
      greeting: { on: true, limit: null },
      due: { on: false, limit: null },
      signal: { on: false, limit: "mirror" },
      risk: { on: false, limit: "age" },
      pulse: { on: false, limit: "mirror" },
    },
  };

  it("offer a switch a topic, and say why some stay off", async () => {
    const root = await shown("digitalshadow-mirror-choices", homeOf(new Server({ "person/mirrors": [HALL] }).hass()));
    expect(root.querySelectorAll("[role=switch]").length).toBe(2);
    expect(text(root)).toContain("this mirror may not show it");
    expect(text(root)).toContain("only for adults");
  });

  it("send all topics that are on", async () => {
    const server = new Server({ "person/mirrors": [HALL], "person/set_mirror": [{ ...HALL, topics: { ...HALL.topics, due: { on: true, limit: null } } }] });
    const root = await shown("digitalshadow-mirror-choices", homeOf(server.hass()));
    root.querySelectorAll<HTMLButtonElement>("[role=switch]")[1]!.click();
    await settled(root.host);
    expect(server.sent.at(-1)).toMatchObject({ person_id: "h", mirror_id: "hall", topics: ["greeting", "due"] });
    expect(text(root)).toContain("it says what you should measure");
  });

  it("are absent in a home without mirrors", async () => {
    const root = await shown("digitalshadow-mirror-choices", homeOf(new Server({ "person/mirrors": [] }).hass()));
    expect(text(root).trim()).toBe("");
  });

  it("say what the server refuses", async () => {
    const root = await shown("digitalshadow-mirror-choices", homeOf(new Server({ "person/mirrors": new Error("Gone.") }).hass()));
    expect(text(root)).toContain("Gone.");
  });
});
