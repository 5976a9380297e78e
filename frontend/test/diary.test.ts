import { afterEach, describe, expect, it, vi } from "vitest";
import "../src/diary";
import type { Diary } from "../src/server";
import { Server, button, click, homeOf, settled, shown, text } from "./home";

const DIARY: Diary = {
  first_day: "2026-11-27",
  day: 3,
  part: "morning",
  counts: [
    [2, 2],
    [2, 3],
    [1, 0],
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ],
  taken: 1,
  times_each: 2,
  latest: "2026-11-29T08:02:00Z",
};
const ANSWERS = { "person/diary": DIARY, "person/add_measurements": [] };

async function open(answers: Record<string, unknown> = ANSWERS, more = {}) {
  const server = new Server(answers);
  const root = await shown("digitalshadow-diary", homeOf(server.hass(more)));
  const type = async (digits: string) => {
    for (const digit of digits) await click(root, digit);
  };
  return { server, root, type };
}

afterEach(() => vi.useRealTimers());

describe("the diary", () => {
  it("says which measurement comes now, and counts without judging", async () => {
    const { root } = await open();
    expect(text(root)).toContain("This morning, second of two. Day 3 of 7");
    expect(text(root)).toMatch(/The first was at .*Rest a minute/);
    expect(root.querySelectorAll(".week .on")).toHaveLength(4);
    expect(root.querySelector(".week .now")?.textContent).toBe("1");
    expect(root.querySelector(".week")?.getAttribute("aria-label")).toContain("Day 3 of 7");
  });

  it("saves both numbers in one command and empties the fields", async () => {
    const { server, root, type } = await open();
    expect(button(root, "Save").disabled).toBe(true);
    await type("13884");
    await click(root, "Save");
    const sent = server.sent.find((one) => one.type === "digitalshadow/person/add_measurements");
    expect(sent?.values).toEqual([
      { measure: "systolic_mmhg", value: 138, unit: "mmHg" },
      { measure: "diastolic_mmhg", value: 84, unit: "mmHg" },
    ]);
    expect(text(root)).toContain("Saved: 138 over 84.");
    expect(root.querySelector(".field b")?.textContent).toBe("");
  });

  it("counts a minute down after the first, and not after the second", async () => {
    const { root, type } = await open();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await type("13884");
    await click(root, "Save");
    expect(root.querySelector(".note")?.textContent).toContain("60 s");
    vi.advanceTimersByTime(61_000);
    await settled(root.host);
    expect(root.querySelector(".note")?.textContent).not.toContain(" s");
    const both = await open({ ...ANSWERS, "person/diary": { ...DIARY, taken: 2 } });
    await both.type("13884");
    await click(both.root, "Save");
    expect(both.root.querySelector(".note b")).toBeNull();
    expect(text(both.root)).toContain("both are there");
  });

  it("keeps the digits and says so when the server refuses", async () => {
    const { root, type } = await open({ ...ANSWERS, "person/add_measurements": new Error("The disk is full") });
    await type("13884");
    await click(root, "Save");
    expect(text(root)).toContain("The disk is full Not saved.");
    expect(root.querySelector(".field b")?.textContent).toBe("138");
  });

  it("offers to swap numbers typed the wrong way round", async () => {
    const { root, type } = await open();
    await type("84138");
    expect(button(root, "Save").disabled).toBe(true);
    await click(root, "Swap");
    expect(button(root, "Save").disabled).toBe(false);
  });

  it("takes the keys of a keyboard", async () => {
    const { root } = await open();
    for (const key of ["1", "3", "9", "Backspace", "8"]) window.dispatchEvent(new KeyboardEvent("keydown", { key }));
    await settled(root.host);
    expect([...root.querySelectorAll(".field b")].map((one) => one.textContent)).toEqual(["138", ""]);
  });

  it("saves nothing without a connection", async () => {
    const { root, type } = await open(ANSWERS, { connected: false });
    await type("13884");
    expect(button(root, "Save").disabled).toBe(true);
  });
});
