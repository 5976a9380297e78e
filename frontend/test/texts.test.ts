import { describe, expect, it } from "vitest";
import { LANGUAGES, counted, languageOf } from "../src/home";
import en from "../texts/en.json";
import { Server, homeOf } from "./home";

type Texts = Record<string, string>;

const textsIn = (language: string) => files[`../texts/${language}.json`]!;
const files = import.meta.glob<Texts>("../texts/*.json", { import: "default", eager: true });
const placeholders = (one: string) => [...one.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
const FORM = /_(zero|one|two|few|many)$/;
/** The forms that a language has for counts as they occur here; the last of them is the text without a suffix. */
const formsIn = (language: string) => {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 1000 }, (_, count) => `_${rules.select(count)}`))].filter((form) => form !== "_other" && form !== "_many");
};

describe("the panel's texts", () => {
  it("are there in every language that has a file", () => {
    expect(Object.keys(files).sort()).toEqual(LANGUAGES.map((language) => `../texts/${language}.json`));
    expect(LANGUAGES).toEqual(expect.arrayContaining(["de", "en"]));
  });

  it.each(LANGUAGES)("are complete in %s, with the same placeholders", (language) => {
    const own = textsIn(language);
    const whole = (texts: Texts) => Object.keys(texts).filter((key) => !FORM.test(key));
    expect(whole(own).sort()).toEqual(whole(en).sort());
    for (const key of whole(own)) expect(placeholders(own[key]!), key).toEqual(placeholders((en as Texts)[key]!));
  });

  it.each(LANGUAGES)("have in %s the forms that its counts need, and no others", (language) => {
    const own = textsIn(language);
    const needed = Object.keys(en)
      .filter((key) => FORM.test(key))
      .flatMap((key) => formsIn(language).map((form) => key.replace(FORM, form)));
    expect(Object.keys(own)).toEqual(expect.arrayContaining(needed));
    for (const key of Object.keys(own).filter((one) => FORM.test(one))) {
      expect(formsIn(language), key).toContain(FORM.exec(key)![0]);
      expect(placeholders(own[key.replace(FORM, "")]!), key).toEqual(expect.arrayContaining(placeholders(own[key]!)));
    }
  });

  it.each([
    ["en", 1, "a visit"],
    ["en", 2, "2 visits"],
    ["fi", 1, "a visit"],
  ])("count in %s: %d is %s", (language, count, words) => {
    const texts = { visits: "{count} visits", visits_one: "a visit" };
    const home = { ...homeOf(new Server().hass({ language })), texts };
    expect(counted(home, "visits", count)).toBe(words);
  });

  it("hold every text that the pages ask for by name", () => {
    const sources = import.meta.glob<string>("../src/*.ts", { query: "?raw", import: "default", eager: true });
    const code = Object.values(sources).join("\n");
    const asked = [...code.matchAll(/\bt\("([\w.]+)"/g)].map((found) => found[1]!);
    expect(asked.length).toBeGreaterThan(40);
    for (const key of asked) expect(en, key).toHaveProperty([key]);
  });

  it.each([
    [
      "why",
      [
        "too_dark",
        "too_bright",
        "too_small",
        "blurred",
        "turned",
        "cut_off",
        "grey",
        "colour_cast",
        "covered",
        "eyes_covered",
        "not_recognised",
        "ambiguous",
        "no_consent",
        "too_many_faces",
        "frozen",
        "too_short",
      ],
    ],
    ["living", ["seen", "not_seen", "unknown"]],
    ["gap", ["not_seen", "paused", "camera_off"]],
    ["change", ["model", "crop", "grey", "colour", "camera"]],
    ["card.mark", ["model", "picture", "camera"]],
    ["camera.why", ["too_small", "too_dark", "too_bright", "blurred", "turned", "cut_off", "grey", "colour_cast", "covered", "eyes_covered", "not_recognised"]],
    ["camera.video", ["stills", "opening", "live"]],
    [
      "camera.video.why",
      [
        "chosen",
        "battery",
        "doorbell",
        "cloud",
        "no_pyav",
        "no_source",
        "others_live",
        "refused",
        "not_found",
        "unauthorised",
        "not_trusted",
        "unreachable",
        "silent",
        "ended",
        "broken",
        "failed",
        "not_supported",
      ],
    ],
    [
      "camera.mend",
      ["too_small", "too_dark", "too_bright", "blurred", "turned", "cut_off", "grey", "colour_cast", "covered", "eyes_covered", "not_recognised"],
    ],
  ])("say each %s that the server can name", (group, names) => {
    for (const name of names) expect(en).toHaveProperty([`${group}.${name}`]);
  });

  it.each([
    ["de", "de"],
    ["de-CH", "de"],
    ["en-GB", "en"],
    ["fi", "en"],
    ["zh-Hant", "en"],
  ])("for %s are those of %s", (tag, language) => expect(languageOf(tag)).toBe(language));
});
