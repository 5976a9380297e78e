/** Opens the dashboard of our cards as an administrator and as a guest; started by demo/cards_journey.py. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [url, executablePath, folder, owner, guest, password, subentry, mirror, mirrorPassword, greeted] = process.argv.slice(2);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
try {
    await administrator();
    await pictures();
    await visitor();
    if (mirror) await mirrored();
    console.log(`cards: done; the pictures are in ${folder}`);
} finally {
    await browser.close();
}

async function open(user, path, { size = PHONE, language = "en", dark = false, secret = password } = {}) {
    const context = await browser.newContext({ viewport: size, locale: language, colorScheme: dark ? "dark" : "light" });
    const page = await context.newPage();
    page.modules = 0;
    page.on("request", (request) => (page.modules += request.url().endsWith("/digitalshadow.js") ? 1 : 0));
    page.on("pageerror", (error) => {
        if (error.stack?.includes("digitalshadow_files")) throw error;
    });
    await page.goto(`${url}${path}`);
    await page.locator("input[name=username]").fill(user);
    await page.locator("input[name=password]").fill(secret);
    await page.keyboard.press("Enter");
    return page;
}

/** No text of a card is wider or higher than its card. */
async function nothingIsCut(page) {
    const cut = await page.evaluate(() => {
        const found = [];
        const walk = (root) => {
            for (const one of root.querySelectorAll("*")) {
                if (/^digitalshadow-.*-card$/u.test(one.localName)) {
                    const card = one.shadowRoot?.querySelector(".card");
                    if (card && (card.scrollWidth > card.clientWidth + 1 || card.scrollHeight > card.clientHeight + 1))
                        found.push(`${one.localName} ${card.scrollWidth}x${card.scrollHeight} in ${card.clientWidth}x${card.clientHeight}`);
                }
                if (one.shadowRoot) walk(one.shadowRoot);
            }
        };
        walk(document);
        return found;
    });
    assert.deepEqual(cut, []);
}

/** No violation in a card of ours or a mirror's page; Home Assistant's own parts around it are its own. */
async function accessible(page) {
    await page.addScriptTag({ path: AXE });
    const violations = await page.evaluate(async () => {
        const cards = [];
        const walk = (root) => {
            for (const one of root.querySelectorAll("*")) {
                if (/^digitalshadow-(?:.*-card|mirror)$/u.test(one.localName)) cards.push(one);
                else if (one.shadowRoot) walk(one.shadowRoot);
            }
        };
        walk(document);
        const found = [];
        for (const card of cards) found.push(...(await window.axe.run(card, { resultTypes: ["violations"] })).violations);
        return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.flat().at(-1)).join(", ")}`);
    });
    assert.deepEqual(violations, []);
}

async function shown(page, name) {
    await page.locator("digitalshadow-person-card .card .who").first().waitFor({ timeout: 60_000 });
    await page.locator("digitalshadow-camera-card img, digitalshadow-person-card .card").first().waitFor();
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
    await nothingIsCut(page);
    await accessible(page);
}

/** One file for the dashboard and for the panel, fetched once. */
async function administrator() {
    const page = await open(owner, "/heart-health", { size: DESKTOP });
    await shown(page, "dashboard-desktop-en");
    assert.equal(page.modules, 1);
    await page.locator("digitalshadow-person-card a.to").first().click();
    await page.locator("digitalshadow-panel main").waitFor();
    assert.equal(page.modules, 1, "the panel asks for no file of its own");
    const [cards, strategies] = await page.evaluate(() =>
        [window.customCards, window.customStrategies].map((all) => all.filter((one) => one.type.startsWith("digitalshadow")).map((one) => one.name)),
    );
    assert.deepEqual(cards, ["Heart health: person", "Heart health: trend", "Heart health: camera"]);
    assert.deepEqual(strategies, ["Heart health"]);
    await page.goto(`${url}/config/lovelace/dashboards`);
    await page.getByText("Add dashboard").click();
    await page.getByText("A card for each person you may read").waitFor();
    await page.waitForTimeout(800);
    await page.screenshot({ path: `${folder}/community-dashboard-en.png` });
    const suggestions = await page.evaluate(() => {
        const { hass } = document.querySelector("home-assistant");
        const entity = Object.keys(hass.entities).find((id) => id.startsWith("button.") && hass.entities[id].platform === "digitalshadow");
        return window.customCards.flatMap((card) => card.getEntitySuggestion?.(hass, entity)?.config ?? []);
    });
    assert.deepEqual(suggestions.map((one) => one.type).sort(), ["custom:digitalshadow-person-card", "custom:digitalshadow-trend-card"]);
    assert.deepEqual(suggestions[0].people, [subentry]);
    await page.context().close();
}

async function pictures() {
    for (const [language, dark, size, name] of [
        ["en", false, PHONE, "dashboard-phone-en"],
        ["de", true, PHONE, "dashboard-phone-de-dark"],
        ["de", false, DESKTOP, "dashboard-desktop-de"],
    ]) {
        const page = await open(owner, "/heart-health", { size, language, dark });
        await shown(page, name);
        await page.context().close();
    }
}

/** Somebody whom nobody granted anything sees what is shared, and no record. */
async function visitor() {
    const page = await open(guest, "/heart-health", { size: PHONE });
    await shown(page, "dashboard-phone-guest");
    assert.equal(await page.locator("digitalshadow-trend-card").count(), 0);
    assert.equal(await page.locator("digitalshadow-camera-card").count(), 0);
    await page.context().close();
}

/** The page of a mirror greets who stands there. */
async function mirrored() {
    const page = await open(mirror, "/digitalshadow-mirror", { size: { width: 1080, height: 1920 }, secret: mirrorPassword });
    await page.locator("digitalshadow-mirror").waitFor({ state: "attached", timeout: 60_000 });
    await page.locator("digitalshadow-mirror h1", { hasText: greeted }).waitFor({ timeout: 60_000 });
    await accessible(page);
    await page.screenshot({ path: `${folder}/mirror.png` });
    await page.context().close();
}
