import { render } from "lit";
import { describe, expect, it, vi } from "vitest";
import { pagesOf } from "../src/home";
import "../src/confirm";
import "../src/my-data";
import "../src/home-page";
import "../src/others";
import { pageOf, paper } from "../src/paper";
import "../src/report";
import type { Question } from "../src/server";
import { HEINRICH, Server, VIEW, click, homeOf, settled, shown, text } from "./home";

const QUESTION: Question = {
  person_id: "h",
  name: "Heinrich",
  reason: "added",
  version: "2026-11-29",
  asked_by: "Karin",
  sharing: "private",
  cameras: ["Hall", "Kitchen"],
  erased_on: "2026-12-13T08:00:00Z",
};
const CARED = { ...HEINRICH, person_id: "i", name: "Ilse", is_themself: false, is_granted: true };
const STORED = { consents: 1, templates: 3, readings: 40, measurements: 12, documents: 2, pulses: 7 };
const DATA = {
  sharing: "private",
  account: "Heinrich",
  others: [
    { user_id: "u1", name: "Tom", is_granted: true },
    { user_id: "u2", name: "Ilse", is_granted: false },
  ],
  consented_at: "2026-03-14T08:00:00Z",
  administrators: ["Karin"],
  stored: STORED,
  monitoring: true,
  muted: false,
  not_seen_days: null,
  phones: [{ name: "Fairphone", is_told: false }],
  server: null,
  pulse: null,
};
const KEPT = {
  made_at: "2026-11-29T08:00:00Z",
  language: "de",
  markdown: "# Bericht",
  whole_markdown: "# Bericht",
  people: null,
  model: "LiveCAD 2",
  model_kind: "livecad",
};

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
  const OTTO = { ...CARED, person_id: "o", name: "Otto", reading: { ...CARED.reading!, ended_at: "2026-11-20T08:00:00Z" } };
  const presence = (missed: number, more = {}) => ({
    first_day: "2026-11-16",
    days: Array.from({ length: 14 }, (_, at) => at < 14 - missed),
    days_unseen: missed,
    last_seen_at: "2026-11-26T18:20:00Z",
    cameras: 2,
    cameras_off: 0,
    ...more,
  });
  const PHONES = { phones: [{ name: "Pixel 9", is_told: false }], administrators: ["Karin"] };
  const open = (people = [CARED, OTTO], seen: unknown = presence(0), path: string[] = []) =>
    shown("digitalshadow-people", {
      ...homeOf(
        new Server({
          "person/presence": seen,
          "person/messages": PHONES,
          "person/report": KEPT,
          report_languages: ["en"],
          "auth/sign_path": { path: "/signed" },
        }).hass(),
        {},
        { people },
      ),
      path,
    });

  it("names whom to ask for messages on the carer's phone, and asks nobody", async () => {
    const root = await open([CARED]);
    expect(text(root)).toContain("Messages on my phone");
    expect(text(root)).toContain("None yet. Ask Karin: one click on their page sets it up.");
    expect(text(await open([{ ...CARED, can_read_record: false }]))).not.toContain("Messages on my phone");
  });

  it("puts whom nobody has seen longest first, and shows no value", async () => {
    const root = await open([CARED, OTTO], null);
    expect([...root.querySelectorAll("h2 bdi")].map((one) => one.textContent)).toEqual(["Otto", "Ilse"]);
    expect(text(root)).not.toMatch(/77|SCORE2/);
  });

  it("says for how many days somebody was not seen, a dot a day, and that it is no alarm", async () => {
    const root = await open([CARED], presence(3));
    expect(root.querySelector(".missed")?.textContent).toBe("Not seen for 3 days");
    expect(root.querySelectorAll(".presence .no")).toHaveLength(3);
    expect(root.querySelector(".presence")?.getAttribute("aria-label")).toBe("Seen on 11 of the last 14 days");
    expect(text(root)).toContain("This is not an alarm system.");
  });

  it.each([
    [{ cameras_off: 2 }, "The cameras are off, so this says nothing."],
    [{ cameras_off: 1 }, "1 of 2 cameras are off now."],
    [{}, "The cameras work now."],
  ])("says of cameras %o what not being seen means", async (cameras, words) => {
    expect(text(await open([CARED], presence(3, cameras)))).toContain(words);
  });

  it("says nothing of absence on the day after", async () => {
    expect(text(await open([CARED], presence(1)))).not.toContain("Not seen for");
  });

  it("shows an urgent pressure first and no face signal beside it", async () => {
    const urgent = { systolic_mmhg: 196, diastolic_mmhg: 118, measured_at: "2026-11-29T08:04:00Z", language: "en", text: [] };
    expect(text(await open())).toContain("Face signal inside the usual range");
    const root = await open([{ ...CARED, urgent }]);
    expect(root.querySelector('[role="alert"]')?.textContent).toContain("196 / 118");
    expect(text(root)).not.toContain("Face signal");
  });

  it("leaves a demonstration out", async () => {
    const trend = { ...CARED.trend!, model: "Marker", model_kind: "demonstration" as const };
    expect(text(await open([{ ...CARED, trend }]))).not.toMatch(/signal|Marker/i);
  });

  it("opens the report of whoever lets it be read, and of nobody else", async () => {
    expect((await open([CARED], presence(0), ["i"])).querySelector("digitalshadow-report")).not.toBeNull();
    const shared = { ...CARED, can_read_record: false };
    const root = await open([shared], presence(0), ["i"]);
    expect(root.querySelector("digitalshadow-report")).toBeNull();
    expect(root.querySelector('a[href$="/people/i"]')).toBeNull();
    expect(text(root)).toContain("Shares values with everybody");
  });
});

describe("the report", () => {
  const EARLIER = { ...KEPT, made_at: "2026-11-22T08:00:00Z", markdown: "# Davor", whole_markdown: "# Davor" };
  const answers = {
    "person/report": KEPT,
    report_languages: ["en", "de"],
    "person/make_report": {},
    "auth/sign_path": { path: "/signed?authSig=x" },
    "person/earlier_reports": [EARLIER],
  };
  const open = async (more = {}) => {
    const server = new Server({ ...answers, ...more });
    return { server, root: await shown("digitalshadow-report", homeOf(server.hass())) };
  };
  const made = (server: Server) => server.sent.filter((one) => String(one.type).endsWith("make_report"));

  it("shows the kept one without making a new one", async () => {
    const { server, root } = await open();
    expect(root.querySelector("article h2")?.textContent).toBe("Bericht");
    expect(root.querySelector("article")?.lang).toBe("de");
    expect(text(root)).toContain("LiveCAD 2: An experimental face model.");
    expect(made(server)).toEqual([]);
  });

  it("is made in another language as soon as that is chosen", async () => {
    const { server, root } = await open();
    const choice = root.querySelector("select")!;
    choice.value = "en";
    choice.dispatchEvent(new Event("change"));
    await settled(root.host);
    expect(made(server)).toEqual([{ type: "digitalshadow/person/make_report", person_id: "h", language: "en", format: "markdown" }]);
  });

  it("gets larger type in two steps and goes back", async () => {
    const { root } = await open();
    const sizes = [];
    for (let step = 0; step < 4; step += 1) {
      sizes.push(root.querySelector("article")?.style.fontSize);
      await click(root, "A+");
    }
    expect(sizes).toEqual(["18px", "21px", "24px", "18px"]);
  });

  it("prints the article alone, with what was folded open", async () => {
    const markdown = "# Bericht\n\n<details><summary>Mehr</summary>\n\nText\n\n</details>";
    const { root } = await open({ "person/report": { ...KEPT, markdown } });
    const page = pageOf(root.querySelector("article")!);
    expect(page).toContain('lang="de"');
    expect(page).toMatch(/<details open="">/);
    expect(page).toContain("Text");
    expect(page).not.toContain("Make a new report");
    expect(root.querySelector("details")?.open).toBe(false);
  });

  it("draws a hundred people below the heading of the risk, on paper too", async () => {
    const markdown = "# R\n\n## Seen\n\nTwice.\n\n## Risk\n\nAbout 9.";
    const { root } = await open({ "person/report": { ...KEPT, markdown, people: { of_100: 9, heading: "Risk" } } });
    const drawn = root.querySelector(".people")!;
    expect(drawn.previousElementSibling?.textContent).toBe("Risk");
    expect([drawn.querySelectorAll(".p1").length, drawn.querySelectorAll("svg").length]).toEqual([9, 100]);
    expect(pageOf(root.querySelector("article")!)).toContain('class="people"');
    expect((await open()).root.querySelector(".people")).toBeNull();
  });

  it("has its files at addresses signed for the account, in the language that is chosen", async () => {
    const { server, root } = await open();
    const signed = () => server.sent.filter((one) => one.type === "auth/sign_path").map((one) => one.path);
    expect(signed()).toEqual(["/api/digitalshadow/report/h/de/handout", "/api/digitalshadow/report/h/de/fhir"]);
    const links = [...root.querySelectorAll<HTMLAnchorElement>('a[target="_blank"]')];
    expect(links.map((one) => one.getAttribute("href"))).toEqual(["/signed?authSig=x", "/signed?authSig=x"]);
    const choice = root.querySelector("select")!;
    choice.value = "en";
    choice.dispatchEvent(new Event("change"));
    await settled(root.host);
    await settled(root.host);
    expect(signed().at(-1)).toBe("/api/digitalshadow/report/h/en/fhir");
  });

  it("prints the page for the doctor with one click, in a frame without scripts", async () => {
    const { root } = await open();
    const fetched = vi.fn(async () => new Response("<!DOCTYPE html><p>For the doctor</p>"));
    const framed = vi.spyOn(document.body, "append").mockReturnValue();
    const print = () => root.querySelector<HTMLElement>('button[aria-label="Print: Hand-out"]')!.click();
    vi.stubGlobal("fetch", fetched);
    print();
    await settled(root.host);
    expect(fetched).toHaveBeenCalledWith("/signed?authSig=x");
    const frame = framed.mock.calls[0]![0] as HTMLIFrameElement;
    expect([frame.title, frame.srcdoc]).toEqual(["Hand-out", expect.stringContaining("For the doctor")]);
    expect(frame.getAttribute("sandbox")).not.toContain("allow-scripts");

    fetched.mockResolvedValue(new Response("", { status: 403 }));
    print();
    await settled(root.host);
    vi.unstubAllGlobals();
    expect(text(root)).toContain("This link is over.");
    expect(framed).toHaveBeenCalledTimes(1);
    framed.mockRestore();
  });

  it("lists those before it, and leads back to the latest", async () => {
    const { root } = await open();
    await click(root, "Earlier reports");
    await click(root, "Read");
    expect(root.querySelector("article h2")?.textContent).toBe("Davor");
    expect(text(root)).toContain("An earlier report, as it was then.");
    await click(root, "Back to the latest report");
    expect(root.querySelector("article h2")?.textContent).toBe("Bericht");
  });

  it("is shared as text where the browser can share, and nowhere else", async () => {
    expect(text((await open()).root)).not.toContain("Share");
    const share = vi.fn(async () => undefined);
    vi.stubGlobal("navigator", { share });
    const { root } = await open();
    await click(root, "Share");
    vi.unstubAllGlobals();
    expect(share).toHaveBeenCalledWith({ title: "Report", text: expect.stringContaining("Bericht") });
  });

  it("asks for one where none was made yet", async () => {
    const { server, root } = await open({ "person/report": null });
    await click(root, "Make a new report");
    expect(made(server)).toHaveLength(1);
  });
});

describe("a report's Markdown", () => {
  const rendered = (markdown: string) => {
    const host = document.createElement("div");
    render(paper(markdown), host);
    return host;
  };

  it("becomes headings, lists and folded parts, and what is escaped stands for itself", () => {
    const host = rendered("# T\n\n## H \\*x\\*\n\n- a\n- b\n\n1. c\n\n<details><summary>More</summary>\n\nBehind\n\n</details>\n\nLast");
    expect([...host.querySelectorAll("h2, h3")].map((one) => one.textContent)).toEqual(["T", "H *x*", "More"]);
    expect([...host.querySelectorAll("ul li, ol li")].map((one) => one.textContent)).toEqual(["a", "b", "c"]);
    expect(host.querySelector("details p")?.textContent).toBe("Behind");
    expect(host.lastElementChild?.textContent).toBe("Last");
  });

  it("holds no HTML of anybody", () => {
    const host = rendered("&lt;img src=x onerror=alert(1)>\n\n<script>alert(1)</script>");
    expect(host.querySelector("img, script")).toBeNull();
    expect(host.textContent).toContain("<img src=x");
  });
});

describe("the home of an administrator", () => {
  it("says for whose yes it waits, and until when", async () => {
    const waiting_for = [{ name: "Heinrich", erased_on: "2026-12-13T08:00:00Z" }];
    const root = await shown(
      "digitalshadow-home",
      homeOf(new Server({ home: { model: null, people: [], cameras: {} } }).hass(), {}, { people: [], waiting_for, is_administrator: true }),
    );
    expect(text(root)).toContain("Waiting for Heinrich's yes");
    expect(text(root)).toMatch(/erased on .*Dec/);
    expect(text(root)).not.toContain("Nobody is added yet");
  });
});

describe("who may see what", () => {
  async function open(data = {}) {
    const server = new Server({ "person/set_readers": null });
    const element = Object.assign(document.createElement("digitalshadow-readers"), { home: homeOf(server.hass()), data: { ...DATA, ...data } });
    const chosen = vi.fn();
    element.addEventListener("chosen", (event) => chosen((event as CustomEvent).detail));
    document.body.replaceChildren(element);
    await settled(element);
    const sent = () => server.sent.map(({ sharing, granted }) => ({ sharing, granted }));
    return { root: element.shadowRoot!, chosen, sent };
  }

  it("names each account, what it reads, and who administers", async () => {
    const { root } = await open();
    expect([...root.querySelectorAll("li b")].map((one) => one.textContent)).toEqual(["Tom", "Ilse", "Administrators"]);
    expect([...root.querySelectorAll('[role="switch"]')].map((one) => one.getAttribute("aria-checked"))).toEqual(["true", "false"]);
    expect(text(root)).toContain("no sensor holds your values");
  });

  it("lets somebody read, and stops another", async () => {
    const { root, chosen, sent } = await open();
    const [tom, ilse] = root.querySelectorAll<HTMLButtonElement>('[role="switch"]');
    ilse!.click();
    await settled(root.host);
    tom!.click();
    await settled(root.host);
    expect(sent()).toEqual([
      { sharing: "private", granted: ["u1", "u2"] },
      { sharing: "private", granted: [] },
    ]);
    expect(chosen).toHaveBeenCalledTimes(2);
  });

  it("asks before everybody sees, and not before it is private again", async () => {
    const { root, sent } = await open();
    await click(root, "Shared");
    expect(text(root)).toContain("Home Assistant remembers them.");
    await click(root, "Stay private");
    expect(sent()).toEqual([]);
    await click(root, "Shared");
    await click(root, "Share");
    expect(sent()).toEqual([{ sharing: "shared", granted: ["u1"] }]);
    const shared = await open({ sharing: "shared" });
    await click(shared.root, "Private");
    expect(shared.sent()).toEqual([{ sharing: "private", granted: ["u1"] }]);
  });
});

describe("my data", () => {
  const answers = {
    "person/data": DATA,
    "person/set_switch": { monitoring: false, muted: false },
    "person/export": {},
    "person/withdraw": { verified: true, found_in: [] },
  };

  async function open() {
    const server = new Server(answers);
    const gone = vi.fn();
    return { server, gone, root: await shown("digitalshadow-data", { ...homeOf(server.hass()), withdrawn: gone }) };
  }

  it("counts what is stored and says since when", async () => {
    const { root } = await open();
    const counted = Object.fromEntries([...root.querySelectorAll("dt")].map((one) => [one.textContent, one.nextElementSibling?.textContent]));
    expect(counted).toMatchObject({ Pictures: "none", "Visits with a value": "40", Measurements: "12" });
    expect(text(root)).toContain("Consent of March 14.");
  });

  it("switches off", async () => {
    const { server, root } = await open();
    root.querySelector<HTMLButtonElement>('[aria-labelledby="monitoring"]')!.click();
    await vi.waitFor(() => expect(root.querySelector('[role="switch"]')?.getAttribute("aria-checked")).toBe("false"));
    expect(server.sent).toContainEqual({ type: "digitalshadow/person/set_switch", person_id: "h", switch: "monitoring", on: false });
  });

  it("lets days be chosen after which not being seen is told", async () => {
    const server = new Server({ ...answers, "person/set_absence": null });
    const root = await shown("digitalshadow-data", homeOf(server.hass()));
    expect(text(root)).toContain("nobody is told when no camera has seen you");
    const choice = root.querySelector<HTMLSelectElement>('[aria-labelledby="absence"]')!;
    for (const [chosen, days] of [
      ["3", 3],
      ["", null],
    ] as const) {
      choice.value = chosen;
      choice.dispatchEvent(new Event("change"));
      await settled(root.host);
      expect(server.sent.at(-1)).toEqual({ type: "digitalshadow/person/set_absence", person_id: "h", days });
    }
  });

  it.each([
    [{ phones: [{ name: "Fairphone", is_told: true }] }, false, "On Fairphone, when there is something new."],
    [{}, false, "Ask Karin: one click on their page sets it up."],
    [{}, true, "One click on the page for administrators sets it up."],
    [{ phones: [] }, false, "Sign in to the Home Assistant app"],
  ])("says of phones %o (administrator: %s) where news are told or whom to ask, and asks nobody", async (data, is_administrator, words) => {
    const server = new Server({ ...answers, "person/data": { ...DATA, ...data } });
    const root = await shown("digitalshadow-data", homeOf(server.hass(), {}, { is_administrator }));
    expect(text(root)).toContain(words);
    expect(root.querySelector('a[href$="/home"]') !== null).toBe(is_administrator);
    expect(server.sent.map((one) => one.type)).toEqual(["digitalshadow/person/data", "digitalshadow/person/mirrors"]);
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
    expect(text(root)).toContain("cannot be brought back");
    expect(text(root)).toContain("Save the file first");
    await click(root, "Erase everything");
    expect(server.sent.map((one) => one.type)).not.toContain("digitalshadow/person/withdraw");
    await click(root, "Yes, erase everything");
    expect(gone).toHaveBeenCalledOnce();
  });
});
