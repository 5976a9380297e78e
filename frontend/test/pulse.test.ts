import { render } from "lit";
import { describe, expect, it } from "vitest";
import { pulseCard } from "../src/pulse";
import type { PulseState } from "../src/server";
import { Server, homeOf, settled, text } from "./home";

const LATEST = { measured_at: "2026-11-29T08:12:00Z", bpm: 72, seconds: 20, is_calm: false, should_count: false, camera: "Hall", method: "POS+CHROM 1" };
const MEDIANS = { today_bpm: 71, today_answers: 4, week_bpm: 70, baseline_bpm: 66, baseline_days: 20, fewest_days: 14, changed_bpm: null };
const STATE: PulseState = { agreed: true, cameras: ["Hall"], latest: LATEST, why_not: [], medians: MEDIANS };

function card(changes: Partial<PulseState> = {}): string {
  const root = document.createElement("div");
  render(pulseCard(homeOf(new Server().hass()), { ...STATE, ...changes }), root);
  return (root.textContent ?? "").replace(/\s+/g, " ");
}

describe("the pulse of the page", () => {
  it("says the rate in one sentence with all that must stand beside it", () => {
    expect(card()).toContain(
      "Pulse at the mirror 72 /min, measured over 20 s from skin colour by camera. Experimental; not a medical measurement. Not checked for dark skin.",
    );
    expect(card()).not.toMatch(/resting|rhythm|stress|normal/i);
  });

  it("is calm only where the server says so", () => {
    expect(card()).not.toContain("Calm pulse");
    expect(card({ latest: { ...LATEST, is_calm: true } })).toContain("Calm pulse 72 /min");
  });

  it("asks to count by hand where errors cluster, and says nothing else of it", () => {
    expect(card({ latest: { ...LATEST, bpm: 104, should_count: true } })).toContain("Count your pulse for 30 seconds or use a monitor.");
    expect(card()).not.toContain("Count your pulse");
  });

  it("says why there is none, and the medians with their own weeks", () => {
    const words = card({ latest: null, why_not: ["weak", "unsteady"], medians: { ...MEDIANS, baseline_bpm: null, baseline_days: 3 } });
    expect(words).toContain("No pulse was found in the last seven days.");
    expect(words).toContain("no pulse was found: weak and unsteady");
    expect(words).toContain("71, of 4 answers");
    expect(words).toContain("Day 3 of 14");
  });

  it.each([
    [6, "For seven days 6 a minute above your own four weeks."],
    [-7, "For seven days 7 a minute below your own four weeks."],
  ])("shows a change of %d that has held", (changed_bpm, words) => expect(card({ medians: { ...MEDIANS, changed_bpm } })).toContain(words));

  it("is not there for somebody who did not agree", () => expect(card({ agreed: false })).toBe(""));
});

interface Choice extends HTMLElement {
  home: ReturnType<typeof homeOf>;
  choice: { cameras: string[]; agreed: boolean; may_agree: boolean } | null;
}

describe("the own yes to the pulse", () => {
  async function open(choice: Choice["choice"], server = new Server()) {
    const element = document.createElement("digitalshadow-pulse-choice") as Choice;
    element.home = homeOf(server.hass());
    element.choice = choice;
    document.body.replaceChildren(element);
    await settled(element);
    return element.shadowRoot!;
  }

  it("is off at first, and is said by the person", async () => {
    const server = new Server({ "person/set_switch": { pulse: { cameras: ["Hall"], agreed: true, may_agree: true } } });
    const root = await open({ cameras: ["Hall"], agreed: false, may_agree: true }, server);
    expect(text(root)).toContain("Not checked for dark skin.");
    const knob = root.querySelector<HTMLButtonElement>(".sw")!;
    expect(knob.getAttribute("aria-checked")).toBe("false");
    knob.click();
    await settled(root.host);
    expect(server.sent).toEqual([{ type: "digitalshadow/person/set_switch", person_id: "h", switch: "pulse", on: true }]);
    expect(text(root)).toContain("Off erases every rate.");
  });

  it("cannot be said by anybody else, and is taken back where no camera measures any more", async () => {
    expect((await open({ cameras: ["Hall"], agreed: false, may_agree: false })).querySelector<HTMLButtonElement>(".sw")!.disabled).toBe(true);
    const root = await open({ cameras: [], agreed: true, may_agree: false });
    expect(root.querySelector<HTMLButtonElement>(".sw")!.disabled).toBe(false);
    expect(text(root)).toContain("No camera is switched on for it.");
  });

  it("is not there where there is nothing to choose", async () => expect(text(await open(null)).trim()).toBe(""));
});
