/** Names an inference server in the options on a phone, with every mistake on the way; started by demo/server_journey.py. */
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { Phone, wordsIn } from "./phone.mjs";

const [url, executablePath, folder, user, password, language, server, fingerprint, token] = process.argv.slice(2);
const { said } = wordsIn(language);
const INTEGRATION = "/config/integrations/integration/digitalshadow";
/** A group address: outside of private networks, and nobody can be connected to it. */
const OUTSIDE = "https://233.252.0.1";
const MODEL = "sensor.digitalshadow_model";
const title = (step) => said(`options.step.${step}.title`);
const fault = (name) => said(`options.error.${name}`);

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
const karin = await Phone.open(browser, { url, user, password, folder, language, path: INTEGRATION, ready: "ha-config-entry-row" });
const { page, dialog } = karin;
try {
    await open();
    await karin.shows(title("server"), "01-server");
    await mistakes();
    await proven();
    await kept();
    await pinned();
    await away();
    console.log(`server ${language}: done; the pictures are in ${folder}`);
} catch (error) {
    await page.screenshot({ path: `${folder}/failed-${language}.png` });
    throw error;
} finally {
    await browser.close();
}

async function open() {
    await page.goto(`${url}${INTEGRATION}`);
    const row = page.locator("ha-config-entry-row").first();
    await row
        .getByRole("button", { name: /^(Configure|Konfigurieren)$/u })
        .first()
        .click();
    await karin.choose(said("options.step.init.menu_options.server"));
    await dialog.getByText(title("server")).first().waitFor({ timeout: 30_000 });
    // What was kept starts the engine anew, and nothing is proven before it runs.
    await page.waitForFunction((model) => (document.querySelector("home-assistant").hass.states[model]?.state ?? "unavailable") !== "unavailable", MODEL, {
        timeout: 120_000,
    });
}

/** The text field of that name; a file is asked for by a field of another kind. */
function field(name) {
    return dialog.locator("ha-selector-text input").nth(["url", "name", "model", "version", "token", "fingerprint"].indexOf(name));
}

async function fill(values) {
    for (const [name, value] of Object.entries(values)) await field(name).fill(value);
    await karin.goOn();
}

async function refused(name, picture) {
    await dialog.getByText(fault(name)).first().waitFor({ timeout: 60_000 });
    await karin.picture(picture);
}

/** Clear text, an address outside, an unknown authority, and no token: each is named, and nothing is kept. */
async function mistakes() {
    await fill({ url: "http://192.168.1.5:8000", name: "Cellar", model: "face" });
    await refused("server_not_encrypted", "02-not-encrypted");
    await fill({ url: OUTSIDE });
    await karin.shows(title("server_public"), "03-outside");
    assert.ok(await dialog.getByText(OUTSIDE.slice(8)).count(), "expected the address outside to be named");
    await karin.goOn();
    await refused("server_unreachable", "04-unreachable");
    await fill({ url: server });
    await refused("server_certificate", "05-unknown-authority");
    await dialog.locator("input[type=file]").first().setInputFiles(`${folder}/authority.pem`);
    await page.waitForTimeout(1500);
    await karin.goOn();
    await refused("server_unauthorised", "06-no-token");
}

/** The proof is seen to go on, and ends with its figures and with who receives what. */
async function proven() {
    await fill({ token });
    await karin.shows(said("options.progress.server_proving", { receiver: `Cellar (${server})` }), "07-proving");
    await karin.shows(title("server_proven"), "08-proven");
    for (const figure of ["0.002", `Cellar (${server})`, "224 × 224", "float32, binary"]) await dialog.getByText(figure).first().waitFor({ timeout: 5000 });
    await karin.finish();
    await karin.finish();
}

/** What was kept is shown again, but for the token and the authority. */
async function kept() {
    await open();
    assert.equal(await field("url").inputValue(), server);
    assert.equal(await field("name").inputValue(), "Cellar");
    assert.equal(await field("token").inputValue(), "");
    await karin.picture("09-kept");
}

/** A fingerprint of another certificate is refused, the right one taken in place of the authority. */
async function pinned() {
    await fill({ fingerprint: "0".repeat(64) });
    await refused("server_fingerprint", "10-other-fingerprint");
    await fill({ fingerprint: fingerprint.toUpperCase().match(/../gu).join(":") });
    await karin.shows(title("server_proven"), "11-pinned");
    await karin.finish();
    await karin.finish();
}

/** Without an address everything is computed here again. */
async function away() {
    await open();
    await fill({ url: "" });
    await karin.finish();
    await open();
    assert.equal(await field("url").inputValue(), "");
}
