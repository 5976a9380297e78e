import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../src/panel";
import type { Hass } from "../src/hass";
import en from "../texts/en.json";
import { Server, VIEW, settled, text } from "./home";

beforeEach(() => vi.stubGlobal("fetch", async () => new Response(JSON.stringify(en))));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

function opened(hass: Hass): HTMLElement {
  const panel = Object.assign(document.createElement("digitalshadow-panel"), { hass, narrow: false, route: { prefix: "/digitalshadow", path: "" } });
  document.body.append(panel);
  return panel;
}

describe("the panel", () => {
  const connection: Hass["connection"] = {
    subscribeMessage: async (tell) => {
      tell({ ...VIEW, people: [] } as never);
      return async () => undefined;
    },
  };

  it("asks for its texts again where they did not come, as while Home Assistant starts", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let broken = true;
    const translations = async () => {
      if (broken) throw new Error("It starts.");
      return () => "";
    };
    const panel = opened(new Server().hass({ connection, loadBackendTranslation: translations }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(text(panel.shadowRoot!)).not.toContain("Heart health");
    broken = false;
    await vi.advanceTimersByTimeAsync(5000);
    vi.useRealTimers();
    await settled(panel);
    expect(text(panel.shadowRoot!)).toContain(en.nobody);
  });

  it("says that the integration does not run, and shows the page once it does", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let runs = false;
    const subscribeMessage: typeof connection.subscribeMessage = (tell, message) =>
      runs ? connection.subscribeMessage(tell, message) : Promise.reject(new Error("Unknown command."));
    const panel = opened(new Server().hass({ connection: { subscribeMessage } }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(panel.shadowRoot!.querySelector('[role="alert"]')?.textContent).toBe(en.not_running);
    runs = true;
    await vi.advanceTimersByTimeAsync(5000);
    vi.useRealTimers();
    await settled(panel);
    expect(text(panel.shadowRoot!)).toContain(en.nobody);
  });
});
