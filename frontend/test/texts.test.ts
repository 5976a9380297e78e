import { describe, expect, it } from "vitest";
import { LANGUAGES, languageOf } from "../src/home";
import de from "../texts/de.json";
import en from "../texts/en.json";

const texts: Record<string, Record<string, string>> = { de, en };
const placeholders = (one: string) => [...one.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

describe("the panel's texts", () => {
  it.each(LANGUAGES)("are complete in %s, with the same placeholders", (language) => {
    const own = texts[language]!;
    expect(Object.keys(own).sort()).toEqual(Object.keys(en).sort());
    for (const [key, one] of Object.entries(en)) expect(placeholders(own[key]!), key).toEqual(placeholders(one));
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
    ["change", ["model", "camera"]],
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
    ["fr", "en"],
  ])("for %s are those of %s", (tag, language) => expect(languageOf(tag)).toBe(language));
});
