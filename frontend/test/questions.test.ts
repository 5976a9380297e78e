import { describe, expect, it } from "vitest";
import { formOf, isoOf, spelled, typedOf, yearsBetween } from "../src/birth-date";
import "../src/questions";
import type { QuestionForm } from "../src/server";
import { Server, button, click, homeOf, settled, shown, text } from "./home";

const question = (name: string, kind: QuestionForm["kind"], more: Partial<QuestionForm> = {}): QuestionForm => ({
  name,
  kind,
  choices: [],
  limits: null,
  answer: null,
  suggested: null,
  ...more,
});
const FORMS = [
  question("birth_date", "day"),
  question("sex", "choice", { choices: ["female", "male"], answer: "male" }),
  question("country", "country", { choices: ["DE", "JP"], suggested: "DE" }),
  question("statin", "yes_no"),
];

async function open(path: string[] = [], forms = FORMS, answered: unknown = forms) {
  const server = new Server({ "person/questions": forms, "person/answer": answered });
  const root = await shown("digitalshadow-questions", { ...homeOf(server.hass()), path });
  const next = async () => {
    root.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
    await settled(root.host);
  };
  const type = async (value: string) => {
    const input = root.querySelector("input")!;
    input.value = value;
    input.dispatchEvent(new Event("input"));
    await settled(root.host);
  };
  const sent = () => server.sent.filter((one) => String(one.type).endsWith("answer")).map((one) => [one.question, one.answer]);
  return { root, next, type, sent };
}

describe("the health questions", () => {
  it("begin with the first that is open and count", async () => {
    const { root } = await open();
    expect(text(root)).toContain("Question 1 of 4");
    expect(text(root)).toContain("When were you born?");
    expect(root.querySelector('[role="progressbar"]')?.getAttribute("aria-valuenow")).toBe("1");
  });

  it("open at the one that the address names", async () => {
    expect(text((await open(["questions", "statin"])).root)).toContain("Do you take a statin?");
  });

  it("take a birth date of 1930 in eight keys, and show the age as a check", async () => {
    const { root, next, type, sent } = await open();
    await type("03041930");
    expect(root.querySelector("input")?.value).toBe("03/04/1930");
    expect(text(root)).toContain(`${yearsBetween("1930-03-04", new Date())} years old`);
    await next();
    expect(sent()).toEqual([["birth_date", "1930-03-04"]]);
    expect(text(root)).toContain("Question 2 of 4");
  });

  it("keep a date that is not whole on the screen", async () => {
    const { root, next, type, sent } = await open();
    await type("0304193");
    await next();
    expect(sent()).toEqual([]);
    expect(root.querySelector('[role="alert"]')?.textContent).toContain("not complete");
  });

  it("send nothing for an answer that stays as it is", async () => {
    const { root, next, sent } = await open(["questions", "sex"]);
    expect(root.querySelector<HTMLInputElement>("input:checked")?.value).toBe("male");
    await next();
    expect(sent()).toEqual([]);
    expect(text(root)).toContain("In which country do you live?");
  });

  it("keep a suggested country when it is confirmed", async () => {
    const { next, sent } = await open(["questions", "country"]);
    await next();
    expect(sent()).toEqual([["country", "DE"]]);
  });

  it.each([
    ["true", true],
    ["false", false],
  ])("send %s for a yes or no", async (value, answer) => {
    const { root, next, sent } = await open(["questions", "statin"]);
    const chosen = [...root.querySelectorAll("input")].find((one) => one.value === value)!;
    chosen.checked = true;
    chosen.dispatchEvent(new Event("change"));
    await next();
    expect(sent()).toEqual([["statin", answer]]);
    expect(text(root)).toContain("That was the last question");
  });

  it("let an answer be taken back by not saying", async () => {
    const { root, next, sent } = await open(["questions", "sex"]);
    const unsaid = [...root.querySelectorAll("input")].at(-1)!;
    unsaid.dispatchEvent(new Event("change"));
    await next();
    expect(sent()).toEqual([["sex", null]]);
  });

  it("go on with what arises from an answer", async () => {
    const more = [...FORMS.slice(0, 2).map((one) => ({ ...one, answer: "x" })), question("pregnant", "yes_no"), ...FORMS.slice(2)];
    const { root, next, type } = await open(["questions", "sex"], FORMS, more);
    const female = root.querySelector<HTMLInputElement>('input[value="female"]')!;
    female.dispatchEvent(new Event("change"));
    await next();
    expect(text(root)).toContain("Are you pregnant?");
    expect(text(root)).toContain("Question 3 of 5");
    await click(root, "Back");
    await click(root, "Back");
    expect(button(root, "Back").disabled).toBe(true);
    await type("1");
  });

  it("stay with what the server refuses", async () => {
    const { root, next, type } = await open([], FORMS, new Error("This answer cannot be right."));
    await type("01012026");
    await next();
    expect(root.querySelector('[role="alert"]')?.textContent).toBe("This answer cannot be right.");
    expect(root.querySelector("input")?.value).toBe("01/01/2026");
  });
});

describe("a typed day", () => {
  it.each([
    ["de", "04031930", "04.03.1930"],
    ["en-GB", "04031930", "04/03/1930"],
    ["en-US", "03041930", "03/04/1930"],
    ["ja", "19300304", "1930/03/04"],
    ["sv", "19300304", "1930-03-04"],
    ["es", "04031930", "04/03/1930"],
    ["fr", "04031930", "04/03/1930"],
    ["it", "04031930", "04/03/1930"],
    ["nl", "04031930", "04-03-1930"],
    ["pl", "04031930", "04.03.1930"],
    ["pt-BR", "04031930", "04/03/1930"],
    ["zh-Hans", "19300304", "1930/03/04"],
    ["ja", "１９３００３０４", "1930/03/04"],
  ])("is spelled in the order of %s, in eight keys", (locale, keys, shownAs) => {
    const form = formOf(locale);
    expect(spelled(keys, form)).toBe(shownAs);
    expect(isoOf(shownAs, form)).toBe("1930-03-04");
    expect(typedOf("1930-03-04", form)).toBe(shownAs);
  });

  it.each(["31021990", "00011990", "1234567", "", "99999999"])("%s is none", (typed) => {
    expect(isoOf(typed, formOf("de"))).toBeNull();
  });

  it.each([
    ["1930-11-29", 96, "on the birthday"],
    ["1930-11-30", 95, "the day before it"],
  ])("of birth %s gives %s years", (birth, years, _when) => {
    expect(yearsBetween(birth, new Date(2026, 10, 29))).toBe(years);
  });
});
