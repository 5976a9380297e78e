import { describe, expect, it } from "vitest";
import "../src/add-value";
import "../src/all-values";
import { numberOf, typedNumber } from "../src/typed-number";
import { Server, button, click, homeOf, settled, shown, text } from "./home";

const AT = "2026-11-29T08:04:00Z";
const UPPER = { measure: "systolic_mmhg", value: 138, unit: "mmHg", measured_at: AT, is_typed: true };
const LOWER = { ...UPPER, measure: "diastolic_mmhg", value: 84 };
const CUFF = { ...UPPER, value: 143, measured_at: "2026-11-28T19:31:00Z", is_typed: false };
const CHOLESTEROL = { measure: "total_cholesterol_mmol_l", value: 5.2, unit: "mmol/L", measured_at: "2026-10-20T08:00:00Z", is_typed: true };
const ANSWERS = { "person/measurements": [LOWER, UPPER, CUFF, CHOLESTEROL], "person/add_measurements": [], "person/delete_measurement": {} };

async function all(answers: Record<string, unknown> = ANSWERS, me = {}) {
  const server = new Server(answers);
  return { server, root: await shown("digitalshadow-all-values", homeOf(server.hass(), me)) };
}

const fill = (root: ShadowRoot, name: string, value: string) => {
  root.querySelector<HTMLInputElement>(`[name="${name}"]`)!.value = value;
};
const submit = async (root: ShadowRoot) => {
  root.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled(root.host);
};
const sent = (server: Server, command: string) => server.sent.filter((one) => String(one.type).endsWith(command));

describe("all values", () => {
  it("puts both numbers of a pressure into one row, apart from the other values", async () => {
    const { root } = await all();
    const rows = [...root.querySelectorAll("li b")].map((one) => one.textContent?.replace(/\s+/g, " "));
    expect(rows).toEqual(["138 / 84 mmHg", "systolic_mmhg: 143 mmHg", "total_cholesterol_mmol_l: 5.2 mmol/L"]);
    expect([...root.querySelectorAll("header h2")].map((one) => one.textContent)).toEqual(["Blood pressure", "Other values"]);
  });

  it("offers a change only for what was typed, and only to who may", async () => {
    expect((await all()).root.querySelectorAll("li button")).toHaveLength(2);
    expect((await all(ANSWERS, { can_change: false })).root.querySelectorAll("button, a.btn")).toHaveLength(0);
  });

  it("corrects both numbers for their time", async () => {
    const { server, root } = await all();
    await click(root, "Change");
    fill(root, "systolic_mmhg", "131");
    await submit(root);
    expect(sent(server, "add_measurements")[0]).toMatchObject({
      measured_at: AT,
      values: [
        { measure: "systolic_mmhg", value: 131, unit: "mmHg" },
        { measure: "diastolic_mmhg", value: 84, unit: "mmHg" },
      ],
    });
    expect(root.querySelector('[role="status"]')?.textContent).toBe("Corrected.");
  });

  it("takes a comma, and asks for a number where there is none", async () => {
    const { server, root } = await all({ ...ANSWERS, "person/measurements": [CHOLESTEROL] });
    await click(root, "Change");
    fill(root, "total_cholesterol_mmol_l", "five");
    await submit(root);
    expect(root.querySelector('[role="alert"]')?.textContent).toContain("Type a number");
    expect(sent(server, "add_measurements")).toHaveLength(0);
    fill(root, "total_cholesterol_mmol_l", "5,8");
    await submit(root);
    expect(sent(server, "add_measurements")[0]).toMatchObject({ values: [{ value: 5.8, unit: "mmol/L" }] });
  });

  it("asks before it deletes both numbers", async () => {
    const { server, root } = await all();
    await click(root, "Change");
    await click(root, "Delete");
    expect(text(root)).toContain("Delete this value?");
    expect(sent(server, "delete_measurement")).toHaveLength(0);
    await click(root, "Delete");
    expect(sent(server, "delete_measurement").map((one) => one.measure)).toEqual(["systolic_mmhg", "diastolic_mmhg"]);
  });

  it("keeps what was typed and says why the server refused", async () => {
    const { root } = await all({ ...ANSWERS, "person/add_measurements": Object.assign(new Error("Too high"), { translation_key: "implausible_value" }) });
    await click(root, "Change");
    fill(root, "systolic_mmhg", "999");
    await submit(root);
    expect(root.querySelector('[role="alert"]')?.textContent).toBe("Too high");
    expect(root.querySelector<HTMLInputElement>('[name="systolic_mmhg"]')?.value).toBe("999");
  });
});

describe("a new value", () => {
  const FORMS = [
    { measure: "systolic_mmhg", units: ["mmHg"], digits: 0 },
    { measure: "total_cholesterol_mmol_l", units: ["mg/dL", "mmol/L"], digits: 1 },
    { measure: "mepa_points", units: [""], digits: 0 },
  ];
  const open = async (answers = {}, path: string[] = []) => {
    const server = new Server({ "person/measures": FORMS, "person/add_measurements": [], ...answers });
    return { server, root: await shown("digitalshadow-add-value", { ...homeOf(server.hass()), path }) };
  };

  it("is chosen from what the server lists, in its first unit", async () => {
    const { server, root } = await open();
    expect([...root.querySelectorAll("li")].map((one) => one.textContent?.trim())).toEqual(["Blood pressure", "total_cholesterol_mmol_l", "mepa_points"]);
    await click(root, "total_cholesterol_mmol_l");
    fill(root, "value", "224");
    await submit(root);
    expect(sent(server, "add_measurements")[0]?.values).toEqual([{ measure: "total_cholesterol_mmol_l", value: 224, unit: "mg/dL", unit_is_sure: false }]);
    expect(sent(server, "add_measurements")[0]).not.toHaveProperty("measured_at");
    expect(text(root)).toContain("Saved: total_cholesterol_mmol_l.");
  });

  it("is asked for once more where its unit is often mistaken", async () => {
    const refusal = Object.assign(new Error("Perhaps g/L?"), { translation_key: "perhaps_g_l" });
    const { server, root } = await open({ "person/add_measurements": refusal }, ["add", "total_cholesterol_mmol_l"]);
    fill(root, "value", "2.05");
    await submit(root);
    expect(root.querySelector('[role="alert"]')?.textContent).toBe("Perhaps g/L?");
    expect(button(root, "Yes, this unit")).toBeTruthy();
    await submit(root);
    expect(sent(server, "add_measurements").map((one) => (one.values as [{ unit_is_sure: boolean }])[0].unit_is_sure)).toEqual([false, true]);
  });
});

describe("a typed number", () => {
  it.each([
    ["5,2", 5.2],
    [" 5.2 ", 5.2],
    ["140", 140],
    ["", null],
    ["1.2.3", null],
    ["１２０", 120],
    ["-3", null],
    ["5 mmol", null],
  ])("%s is %s", (typed, value) => expect(numberOf(typed)).toBe(value));

  it("is shown as the language writes it", () => {
    expect([typedNumber(5.25, "de"), typedNumber(1200, "en")]).toEqual(["5,25", "1200"]);
  });
});
