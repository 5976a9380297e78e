/** Clicks through the dialogs on a phone and counts the clicks to the first value; started by scripts/dialog-journey. */
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [url, executablePath, folder, owner, person, password, language] = process.argv.slice(2);
const PHONE = { width: 390, height: 844 };
const WORDS = {
  en: { add: "Add integration", try: "Try it with the demonstration model", who: "Who do you want to add?", happens: "What happens", stored: "What is stored", decides: "Heinrich decides", upload: "Upload photos", dark: "too dark", same: "added already", take: "Take one with a camera", sees: "What the camera sees", done: "Done", sharing: "Who sees the values?", granted: "Who else may read?", agrees: "Does Ilse agree?", consent: "Please turn on consent to continue.", found: "heart", agree: "I agree", value: "Demonstration value" },
  de: { add: "Integration hinzufügen", try: "Mit dem Demonstrationsmodell ausprobieren", who: "Wen möchtest du hinzufügen?", happens: "Was geschieht", stored: "Was gespeichert wird", decides: "Heinrich entscheidet", upload: "Fotos hochladen", dark: "zu dunkel", same: "schon dabei", take: "Eines mit einer Kamera aufnehmen", sees: "Was die Kamera sieht", done: "Fertig", sharing: "Wer sieht die Werte?", granted: "Wer darf noch lesen?", agrees: "Stimmt Ilse zu?", consent: "Bitte schalte die Einwilligung ein, um fortzufahren.", found: "heart", agree: "Ich stimme zu", value: "Demonstrationswert" },
}[language];

let clicks = 0;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
try {
  const page = await open(owner);
  await addIntegration(page);
  await invite(page);
  const toInvited = clicks;
  await withoutAccount(page);
  await page.context().close();
  console.log(`dialogs ${language}: ${toInvited} clicks from Add integration to the invitation of somebody with an account`);
} catch (error) {
  for (const context of browser.contexts()) for (const page of context.pages()) await page.screenshot({ path: `${folder}/failed-${language}.png` });
  throw error;
} finally {
  await browser.close();
}

async function open(user) {
  const context = await browser.newContext({ viewport: PHONE, locale: language, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${url}/config/integrations/dashboard`);
  await page.locator("input[name=username]").fill(user);
  await page.locator("input[name=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.locator("ha-config-integrations").waitFor({ state: "attached", timeout: 60_000 });
  await page.waitForTimeout(3000);
  return page;
}

async function picture(page, name) {
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${folder}/${name}-${language}.png` });
}

async function click(locator) {
  clicks += 1;
  await locator.click();
}

function dialog(page) {
  return page.locator("dialog-data-entry-flow");
}

/** The button that sends the step which is shown, whatever it is called. */
function next(page) {
  return dialog(page).getByRole("button", { name: /^(Submit|Next|Finish|OK|Absenden|Senden|Weiter|Fertig|Beenden)$/ }).last();
}

async function shown(page, title, name) {
  await dialog(page).getByText(title, { exact: true }).first().waitFor({ timeout: 20_000 });
  await picture(page, name);
  const over = await dialog(page).evaluate((one) => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `expected nothing wider than the phone in ${name}, got ${over} px more`);
}

async function addIntegration(page) {
  await click(page.getByText(WORDS.add, { exact: true }).last());
  const search = page.locator("dialog-add-integration");
  await search.locator("input").first().fill(WORDS.found);
  await click(search.getByText("DigitalShadow Heart health").first());
  await shown(page, WORDS.try, "1-start");
  await click(next(page));
}

async function invite(page) {
  await shown(page, WORDS.who, "2-who");
  await click(dialog(page).locator("ha-entity-picker").first());
  await click(page.getByText("Heinrich", { exact: true }).last());
  await click(next(page));
  for (const [title, name] of [[WORDS.happens, "3-happens"], [WORDS.stored, "4-stored"], [WORDS.decides, "5-decides"]]) {
    await shown(page, title, name);
    await click(next(page));
  }
  await photos(page);
}

async function photos(page) {
  await click(dialog(page).getByText(WORDS.upload, { exact: true }));
  const fields = dialog(page).locator("input[type=file]");
  await fields.nth(0).waitFor({ state: "attached" });
  // The last field first: a field that holds a file has no input any more.
  for (const [place, file] of [[2, "portrait.jpg"], [1, "dark.jpg"], [0, "portrait.jpg"]]) {
    await fields.nth(place).setInputFiles(`${folder}/${file}`);
    await page.waitForTimeout(1500);
  }
  await click(next(page));
  await dialog(page).getByText(WORDS.dark).waitFor({ timeout: 60_000 });
  await dialog(page).getByText(WORDS.same).waitFor();
  await picture(page, "6-photos");
}

async function withoutAccount(page) {
  await page.goto(`${url}/config/integrations/integration/digitalshadow`);
  await page.waitForTimeout(2000);
  await picture(page, "7-integration");
}
