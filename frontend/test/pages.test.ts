import { describe, expect, it, vi } from "vitest";
import { pagesOf } from "../src/home";
import "../src/confirm";
import "../src/my-data";
import "../src/others";
import "../src/report";
import type { Question } from "../src/server";
import { HEINRICH, Server, VIEW, click, homeOf, shown, text } from "./home";

const QUESTION: Question = { person_id: "h", name: "Heinrich", reason: "added", version: "2026-11-29", asked_by: "Karin", sharing: "private", cameras: ["Hall", "Kitchen"], erased_on: "2026-12-13T08:00:00Z" };
const CARED = { ...HEINRICH, person_id: "i", name: "Ilse", is_themself: false, is_granted: true };
const STORED = { consents: 1, templates: 3, readings: 40, measurements: 12, documents: 2 };
const DATA = { sharing: "private", account: "Heinrich", granted: ["Karin"], administrators: ["Karin"], stored: STORED, monitoring: true, muted: false, server: null };
const KEPT = { made_at: "2026-11-29T08:00:00Z", language: "de", markdown: "# Bericht", whole_markdown: "# Bericht", model: "LiveCAD 2", model_kind: "livecad" };

describe("which pages there are", () => {
  it.each([
    [{}, ["today", "trend", "measure", "report", "data"], "the person"],
    [{ people: [CARED] }, ["people"], "a carer"],
    [{ people: [], is_administrator: true }, ["home"], "an administrator"],
    [{ people: [] }, [], "somebody without anything"],
    [{ question: QUESTION, is_administrator: true }, ["confirm"], "whoever is asked, until the answer"],
  ])("%o gives %o", (view, pages, _who) => expect(pagesOf({ ...VIEW, ...view })).toEqual(pages));
});

describe("the own yes", () => {
  const answers = { "person/agree": null, "person/refuse": { verified: true, found_in: [] } };

  async function open(question: Partial<Question> = {}, answered: Record<string, unknown> = answers) {
    const server = new Server(answered);
    const gone = vi.fn();
    const view = { people: [], question: { ...QUESTION, ...question } };
    return { server, gone, root: await shown("digitalshadow-confirm", { ...homeOf(server.hass(), {}, view), withdrawn: gone }) };
  }

  it("says who asks, what happens, and sends the version of the text that was shown", async () => {
    const { server, root } = await open();
    expect(text(root)).toContain("Karin added you. Do you agree?");
    expect(text(root)).toContain("Hall and Kitchen");
    expect(server.sent).toEqual([]);
    await click(root, "I agree");
    expect(server.sent).toEqual([{ type: "digitalshadow/person/agree", person_id: "h", version: "2026-11-29" }]);
  });

  it("erases after a second no, and goes back before it", async () => {
    const { server, gone, root } = await open();
    await click(root, "No, erase my face data");
    expect(server.sent).toEqual([]);
    await click(root, "Back");
    await click(root, "No, erase my face data");
    await click(root, "Yes, erase it");
    expect(server.sent).toEqual([{ type: "digitalshadow/person/refuse", person_id: "h" }]);
    expect(gone).toHaveBeenCalledOnce();
  });

  it.each([
    [{ asked_by: null }, "You were added. Do you agree?", "an account that is gone asked"],
    [{ reason: "linked" as const, erased_on: null }, "is now yours", "linked later"],
    [{ reason: "text" as const, sharing: "shared" as const, erased_on: null }, "The text has changed", "another text"],
  ])("%o is told in its own words", async (question, words, _case) => {
    expect(text((await open(question)).root)).toContain(words);
  });

  it("shows what the server refuses and keeps the question", async () => {
    const { root } = await open({}, { "person/agree": Object.assign(new Error(), { message: "Reload the page." }) });
    await click(root, "I agree");
    expect(text(root)).toContain("Reload the page.");
    expect(text(root)).toContain("I agree");
  });
});

describe("people I may read", () => {
  it("puts whom nobody has seen longest first, and shows no value", async () => {
    const seen = { ...CARED, name: "Otto", reading: { ...CARED.reading!, ended_at: "2026-11-20T08:00:00Z" } };
    const root = await shown("digitalshadow-people", homeOf(new Server().hass(), {}, { people: [CARED, seen] }));
    expect([...root.querySelectorAll("h2 bdi")].map((one) => one.textContent)).toEqual(["Otto", "Ilse"]);
    expect(text(root)).not.toMatch(/77|SCORE2/);
  });
});

describe("the report", () => {
  const answers = { "person/report": KEPT, report_languages: ["en", "de"], "person/make_report": { report: "x" } };

  it("shows the kept one without making a new one", async () => {
    const server = new Server(answers);
    const root = await shown("digitalshadow-report", homeOf(server.hass()));
    expect((root.querySelector("ha-markdown") as unknown as { content: string }).content).toBe("# Bericht");
    expect(root.querySelector("article")?.lang).toBe("de");
    expect(text(root)).toContain("LiveCAD 2: An experimental face model.");
    expect(server.sent.map((one) => one.type)).not.toContain("digitalshadow/person/make_report");
  });

  it("makes one in the language chosen", async () => {
    const server = new Server(answers);
    const root = await shown("digitalshadow-report", homeOf(server.hass()));
    const choice = root.querySelector("select")!;
    choice.value = "en";
    choice.dispatchEvent(new Event("change"));
    await click(root, "Make a new report");
    expect(server.sent).toContainEqual({ type: "digitalshadow/person/make_report", person_id: "h", language: "en", format: "markdown" });
  });
});

describe("the home of an administrator", () => {
  it("says for whose yes it waits, and until when", async () => {
    const waiting_for = [{ name: "Heinrich", erased_on: "2026-12-13T08:00:00Z" }];
    const root = await shown("digitalshadow-home", homeOf(new Server().hass(), {}, { people: [], waiting_for, is_administrator: true }));
    expect(text(root)).toContain("Waiting for Heinrich's yes");
    expect(text(root)).toMatch(/erased on .*Dec/);
    expect(text(root)).not.toContain("Nobody is added yet");
  });
});

describe("my data", () => {
  const answers = { "person/data": DATA, "person/set_switch": { monitoring: false, muted: false }, "person/export": {}, "person/withdraw": { verified: true, found_in: [] } };

  async function open() {
    const server = new Server(answers);
    const gone = vi.fn();
    return { server, gone, root: await shown("digitalshadow-data", { ...homeOf(server.hass()), withdrawn: gone }) };
  }

  it("names the readers and switches off", async () => {
    const { server, root } = await open();
    expect(text(root)).toContain("Karin");
    root.querySelector<HTMLButtonElement>('[aria-labelledby="monitoring"]')!.click();
    await vi.waitFor(() => expect(root.querySelector('[role="switch"]')?.getAttribute("aria-checked")).toBe("false"));
    expect(server.sent).toContainEqual({ type: "digitalshadow/person/set_switch", person_id: "h", switch: "monitoring", on: false });
  });

  it("names the server that gets the face, and takes a yes back", async () => {
    const server = { receiver: "Cellar (https://gpu.local)", agreed: true, may_agree: true };
    const asked = new Server({ ...answers, "person/data": { ...DATA, server }, "person/set_switch": { server: { ...server, agreed: false } } });
    const root = await shown("digitalshadow-data", homeOf(asked.hass()));
    expect(text(root)).toContain("Cellar (https://gpu.local) computes my face signal");
    root.querySelector<HTMLButtonElement>('[aria-labelledby="server"]')!.click();
    await vi.waitFor(() => expect(text(root)).toContain("everything is computed on this Home Assistant"));
    expect(asked.sent).toContainEqual({ type: "digitalshadow/person/set_switch", person_id: "h", switch: "server", on: false });
  });

  it("leaves a yes to the account of the person, and names no server where there is none", async () => {
    const server = { receiver: "Cellar (https://gpu.local)", agreed: false, may_agree: false };
    const theirs = await shown("digitalshadow-data", homeOf(new Server({ ...answers, "person/data": { ...DATA, server } }).hass()));
    expect(theirs.querySelector<HTMLButtonElement>('[aria-labelledby="server"]')!.disabled).toBe(true);
    const none = await shown("digitalshadow-data", homeOf(new Server(answers).hass()));
    expect(text(none)).toContain("No picture of your face leaves it");
  });

  it("says what goes, offers the file first, and erases only after a second yes", async () => {
    const { server, gone, root } = await open();
    await click(root, "See what would be erased");
    expect(text(root)).toContain("Measurements: 12");
    expect(text(root)).toContain("Save the file first");
    await click(root, "Erase everything");
    expect(server.sent.map((one) => one.type)).not.toContain("digitalshadow/person/withdraw");
    await click(root, "Yes, erase everything");
    expect(gone).toHaveBeenCalledOnce();
  });
});
