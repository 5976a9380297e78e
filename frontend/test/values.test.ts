import { describe, expect, it } from "vitest";
import "../src/values";
import { Server, button, click, homeOf, settled, shown, text } from "./home";

const TYPED = { measure: "systolic_mmhg", value: 128, unit: "mmHg", measured_at: "2026-11-29T08:04:00Z", is_typed: true };
const TOLD = { measure: "weight_kg", value: 88, unit: "kg", measured_at: "2026-11-28T08:04:00Z", is_typed: false };
const ANSWERS = { "person/measurements": [TYPED, TOLD], "person/add_measurements": [], "person/delete_measurement": {} };

async function open(answers: Record<string, unknown> = ANSWERS, more = {}) {
  const server = new Server(answers);
  const root = await shown("digitalshadow-values", homeOf(server.hass(more)));
  const type = async (digits: string) => {
    for (const digit of digits) await click(root, digit);
  };
  return { server, root, type };
}

describe("values", () => {
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

  it("asks before it deletes, and offers that only for what was typed", async () => {
    const { server, root } = await open();
    expect([...root.querySelectorAll("li button")]).toHaveLength(1);
    await click(root, "Delete");
    expect(server.sent.some((one) => String(one.type).endsWith("delete_measurement"))).toBe(false);
    await click(root, "Keep");
    await click(root, "Delete");
    await click(root, "Delete");
    expect(server.sent).toContainEqual({
      type: "digitalshadow/person/delete_measurement",
      person_id: "h",
      measure: "systolic_mmhg",
      measured_at: TYPED.measured_at,
    });
  });

  it("saves nothing without a connection", async () => {
    const { root, type } = await open(ANSWERS, { connected: false });
    await type("13884");
    expect(button(root, "Save").disabled).toBe(true);
  });
});
