/** Clicks through the panel as an administrator and as the person's own account; started by scripts/panel-journey. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [url, executablePath, folder, owner, person, password] = process.argv.slice(2);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
const EDGES = [320, 390, 870, 1280];

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
try {
    await waiting();
    await ownPage();
    await germanDark();
    await administrator();
    await withdrawal();
    console.log(`journey: done; the pictures are in ${folder}`);
} finally {
    await browser.close();
}

/** A page of an account, on which every error that the browser tells about our files fails the journey. */
async function open(user, { size = PHONE, language = "en", dark = false } = {}) {
    const context = await browser.newContext({ viewport: size, locale: language, colorScheme: dark ? "dark" : "light", acceptDownloads: true });
    const page = await context.newPage();
    page.on("pageerror", (error) => {
        if (error.stack?.includes("digitalshadow_files")) throw error;
    });
    await page.goto(`${url}/digitalshadow`);
    await page.locator("input[name=username]").fill(user);
    await page.locator("input[name=password]").fill(password);
    await page.keyboard.press("Enter");
    await page.locator("digitalshadow-panel main").waitFor({ timeout: 60_000 });
    return page;
}

async function picture(page, name) {
    await page.waitForTimeout(700);
    await page.screenshot({ path: `${folder}/${name}.png` });
}

/** Nothing sticks out sideways at any width. */
async function fits(page) {
    const before = page.viewportSize();
    for (const width of EDGES) {
        await page.setViewportSize({ width, height: before.height });
        await page.waitForTimeout(150);
        const over = await page.locator("digitalshadow-panel").evaluate((panel) => {
            const main = panel.shadowRoot.querySelector("main");
            return main.scrollWidth - main.clientWidth;
        });
        assert.ok(over <= 0, `expected nothing wider than ${width} px, got ${over} px more`);
    }
    await page.setViewportSize(before);
    await accessible(page);
}

/** No violation in what is ours; Home Assistant's own parts of the page are its own. */
async function accessible(page) {
    await page.addScriptTag({ path: AXE });
    const violations = await page.evaluate(async () => {
        const ours = { fromShadowDom: ["home-assistant", "home-assistant-main", "digitalshadow-panel"] };
        const menu = { fromShadowDom: ["home-assistant", "home-assistant-main", "digitalshadow-panel", "ha-menu-button"] };
        const found = await window.axe.run({ include: [ours], exclude: [menu] }, { resultTypes: ["violations"] });
        return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.flat().at(-1)).join(", ")}`);
    });
    assert.deepEqual(violations, []);
}

function tab(page, name) {
    return page.locator("digitalshadow-panel nav a", { hasText: name }).click();
}

async function waiting() {
    const page = await open(owner);
    await page.getByText("Waiting for Heinrich's yes").waitFor();
    await picture(page, "waiting-phone-en");
    await page.context().close();
    const asked = await open(person, { language: "de" });
    await asked.getByText("Karin hat dich hinzugefügt.").waitFor();
    await fits(asked);
    await picture(asked, "confirm-phone-de");
    await asked.getByRole("button", { name: "Nein, meine Gesichtsdaten löschen" }).click();
    await picture(asked, "confirm-no-phone-de");
    await asked.context().close();
}

async function ownPage() {
    const page = await open(person);
    await page.getByText("Karin added you. Do you agree?").waitFor();
    assert.equal(await page.locator("digitalshadow-panel nav a:visible").count(), 0);
    await fits(page);
    await picture(page, "confirm-phone-en");
    await page.getByRole("button", { name: "Read the whole text" }).click();
    await page.getByText("This is not a medical device").waitFor();
    await picture(page, "confirm-text-phone-en");
    await page.getByRole("button", { name: "I agree" }).click();
    await page.locator("digitalshadow-today .hello bdi", { hasText: "Heinrich" }).waitFor();
    assert.equal(await page.locator("digitalshadow-panel nav a").count(), 5);
    await fits(page);
    await picture(page, "today-phone-en");
    await page.getByRole("button", { name: "Emergency 112" }).click();
    await picture(page, "emergency-phone-en");
    await page.keyboard.press("Escape");

    await tab(page, "Measure");
    for (const key of "13884") await page.locator(".pad button", { hasText: key }).click();
    await picture(page, "values-phone-en");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved: 138 over 84.").waitFor();
    await page.keyboard.type("19612");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("18");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved: 196 over 118.").waitFor();
    await fits(page);
    await picture(page, "values-saved-phone-en");

    await tab(page, "Today");
    await page.getByText("196 / 118").waitFor();
    await fits(page);
    await picture(page, "urgent-phone-en");
    await tab(page, "Measure");
    await page.getByRole("link", { name: "All values" }).click();
    await page.locator("digitalshadow-all-values li", { hasText: "196 / 118" }).getByRole("button", { name: "Change" }).click();
    await page.locator("li.ask .danger").click();
    await page.getByText("Delete this value?").waitFor();
    await page.locator("li.ask .danger").click();
    await page.locator("digitalshadow-all-values li", { hasText: "196 / 118" }).waitFor({ state: "detached" });
    await fits(page);
    await picture(page, "all-values-phone-en");
    await page.getByRole("link", { name: "Add a value" }).click();
    await page.getByRole("button", { name: "Total cholesterol" }).click();
    await page.getByLabel("Value").fill("5,8");
    await page.getByLabel("Unit").selectOption("mmol/L");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved: Total cholesterol.").waitFor();
    await tab(page, "Today");
    await page.getByText("196 / 118").waitFor({ state: "detached" });

    await tab(page, "Trend");
    await page.getByText("No visit is stored yet.").waitFor();
    await page.getByText("Not seen yet.").waitFor();
    await fits(page);
    await picture(page, "trend-phone-en");

    await tab(page, "Report");
    await page.getByText("No report was made yet.").waitFor();
    await page.getByRole("button", { name: "Make a new report" }).click();
    await page.locator("article h2").first().waitFor();
    await fits(page);
    await picture(page, "report-phone-en");
    await signedFiles(page);
    await printedHandout(page);

    await tab(page, "My data");
    await page.getByText("Read my face").waitFor();
    await page.getByRole("switch", { name: "Read my face" }).click();
    await page.getByText("Off: you are recognised").waitFor();
    await page.getByRole("switch", { name: "Read my face" }).click();
    await page.getByText("On: a camera of this home").waitFor();
    await fits(page);
    await picture(page, "data-phone-en");
    await page.context().close();
}

/** The files for the doctor open in another tab, which has no session: the address alone says whose they are. */
async function signedFiles(page) {
    const guest = await browser.newContext({ viewport: DESKTOP });
    const links = page.locator("digitalshadow-report a[target=_blank]");
    const [sheet, bundle] = await Promise.all([0, 1].map(async (at) => new URL(await links.nth(at).getAttribute("href"), url).href));
    const tab = await guest.newPage();
    await tab.goto(sheet);
    await tab.getByRole("heading", { level: 1 }).waitFor();
    await tab.screenshot({ path: `${folder}/handout-en.png` });
    const file = await guest.request.get(bundle);
    assert.match(file.headers()["content-disposition"], /^attachment/u);
    assert.equal((await file.json()).resourceType, "Bundle");
    assert.equal((await guest.request.get(bundle.replace("fhir", "handout"))).status(), 403);
    await guest.close();
}

/** The page for the doctor on paper, from the panel: the browser's own print, which a journey without a printer only sees begin. */
async function printedHandout(page) {
    await page.evaluate(() => {
        const watch = (changes) => {
            for (const { addedNodes } of changes) for (const one of addedNodes) if (one.localName === "iframe") window.printedPage = one.srcdoc;
        };
        new MutationObserver(watch).observe(document.body, { childList: true });
    });
    await page.getByRole("button", { name: "Print: Hand-out" }).click();
    const paper = await page.waitForFunction(() => window.printedPage);
    assert.match(await paper.jsonValue(), /<!DOCTYPE html>.*<h1>/su);
}

async function germanDark() {
    const page = await open(person, { size: DESKTOP, language: "de", dark: true });
    await page.locator("digitalshadow-today .hello bdi", { hasText: "Heinrich" }).waitFor();
    await fits(page);
    await picture(page, "today-desktop-de-dark");
    await tab(page, "Bericht");
    await page.locator("article").waitFor();
    await picture(page, "report-desktop-de-dark");
    await tab(page, "Messen");
    await picture(page, "values-desktop-de-dark");
    await page.getByRole("link", { name: "Gesundheitsfragen" }).click();
    await page.getByText("Wann bist du geboren?").waitFor();
    await page.locator("digitalshadow-questions input").pressSequentially("04031930");
    await page.getByText("Jahre alt").waitFor();
    assert.equal(await page.locator("digitalshadow-questions input").inputValue(), "04.03.1930");
    await picture(page, "birth-date-desktop-de-dark");
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.getByText("Mit welchem Geschlecht").waitFor();
    await page.getByLabel("Männlich").check();
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.getByText("In welchem Land").waitFor();
    await fits(page);
    await page.setViewportSize(PHONE);
    await tab(page, "Meine Daten");
    await page.getByText("Mein Gesicht ablesen").waitFor();
    await fits(page);
    await picture(page, "data-phone-de-dark");
    await tab(page, "Heute");
    await picture(page, "today-phone-de-dark");
    await page.context().close();
}

async function administrator() {
    const page = await open(owner, { size: DESKTOP });
    await page.getByText("No camera is watched yet.").waitFor();
    await page.locator("digitalshadow-home .rows bdi", { hasText: "Heinrich" }).first().waitFor();
    assert.equal(await page.locator("digitalshadow-today").count(), 0);
    const phone = page.locator("digitalshadow-messages li", { hasText: "Demo phone" });
    await phone.getByRole("button", { name: "Set up" }).click();
    await phone.locator(".told").waitFor();
    await page.locator("digitalshadow-messages").getByText("Installed:").waitFor();
    await fits(page);
    await picture(page, "home-desktop-en");
    await page.context().close();
}

async function withdrawal() {
    const page = await open(person);
    await tab(page, "My data");
    await page.getByText("On Demo phone, when there is something new.").waitFor();
    await page.getByRole("button", { name: "See what would be erased" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the file first" }).click()]);
    assert.equal(file.suggestedFilename(), "heart-health-export.json");
    await page.getByRole("button", { name: "Erase everything", exact: true }).click();
    const sure = page.getByRole("button", { name: "Yes, erase everything" });
    await sure.scrollIntoViewIfNeeded();
    await picture(page, "withdraw-phone-en");
    await sure.click();
    await page.getByText("You have withdrawn").waitFor({ timeout: 60_000 });
    await picture(page, "withdrawn-phone-en");
    await page.context().close();
}
