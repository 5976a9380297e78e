/** Drives every dialog on a phone in one language, and counts the way to a value, a risk, a page; started by demo/dialogs.py. */
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { OwnWay } from "./own-way.mjs";
import { Phone, wordsIn } from "./phone.mjs";

const [url, executablePath, folder, owner, person, password, language] = process.argv.slice(2);
const { said, panel } = wordsIn(language);
const step = (name, values) => said(`config_subentries.person.step.${name}.title`, values);
const choice = (menu, name) => said(`config_subentries.person.step.${menu}.menu_options.${name}`);
const HEINRICH = { name: "Heinrich" };
const ILSE = { name: "Ilse" };
/** Before the first day that Home Assistant's own date selector knows. */
const BORN = "1930-05-06";
const INTEGRATION = "/config/integrations/integration/digitalshadow";

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
const access = { url, password, folder, language };
let karin;
try {
    karin = await Phone.open(browser, { ...access, user: owner, path: "/config/integrations/dashboard", ready: "ha-config-integrations" });
    const started = performance.now();
    await addIntegration();
    await invite();
    await watchCamera();
    const own = await OwnWay.begin(browser, { ...access, user: person }, { panel }, { show, report });
    await own.firstValue(started, karin.clicks);
    await own.firstRisk();
    await own.printed();
    await own.page.context().close();
    await removed();
    await withoutAccount();
    await withdrawn();
    console.log(`dialogs ${language}: done; the pictures are in ${folder}`);
} catch (error) {
    for (const context of browser.contexts())
        for (const [at, page] of context.pages().entries()) await page.screenshot({ path: `${folder}/failed-${language}-${at}.png` });
    throw error;
} finally {
    await browser.close();
}

/** Tells the one who started this what the camera shows from now on. */
function show(scene) {
    console.log(`scene ${scene}`);
}

function report(what, clicks, since) {
    console.log(`dialogs ${language}: ${clicks} clicks and ${((performance.now() - since) / 60_000).toFixed(1)} minutes to ${what}`);
}

async function addIntegration() {
    const { page } = karin;
    await karin.click(page.getByText(language === "de" ? "Integration hinzufügen" : "Add integration", { exact: true }).last());
    const search = page.locator("dialog-add-integration");
    await search.locator("input").first().fill("heart");
    await karin.click(search.getByText("DigitalShadow Heart health").first());
    await karin.shows(said("config.step.user.title"), "01-start");
    await karin.goOn();
}

async function invite() {
    const { page, dialog } = karin;
    await karin.shows(step("user"), "02-who");
    await karin.click(dialog.locator("ha-entity-picker").first());
    await karin.click(page.getByText("Heinrich", { exact: true }).last());
    await karin.goOn();
    for (const [name, file] of [
        ["consent", "03-happens"],
        ["consent_kept", "04-stored"],
        ["invited", "05-decides"],
    ]) {
        await karin.shows(step(name, HEINRICH), file);
        await karin.goOn();
    }
    await karin.shows(step("photos", HEINRICH), "06-photos");
    await karin.choose(choice("photos", "upload"));
    await upload("portrait.jpg");
    await karin.goOn();
    await karin.shows(choice("photos", "finish"), "07-photo-taken");
    const counted = karin.clicks;
    await refusedPhotos();
    karin.clicks = counted;
    await karin.choose(choice("photos", "finish"));
    await karin.shows("Heinrich", "09-done");
    await karin.finish();
}

/** A dark photo and the same one again come back with their reasons, and a form without a photo leads back to the menu. */
async function refusedPhotos() {
    const { dialog } = karin;
    await karin.choose(choice("photos", "upload"));
    await upload("portrait.jpg", "dark.jpg");
    await karin.goOn();
    await dialog.getByText(said("config_subentries.person.error.enrolment_too_dark").split(/[.,]/u)[0]).waitFor({ timeout: 60_000 });
    await dialog.getByText(said("config_subentries.person.error.same_photo").split(".")[0]).waitFor();
    await karin.picture("08-photos-refused");
    const remove = dialog.locator("ha-file-upload ha-icon-button");
    while (await remove.count()) await remove.first().click();
    await karin.goOn();
    await dialog.getByText(choice("photos", "finish"), { exact: true }).waitFor();
}

async function upload(...files) {
    const fields = karin.dialog.locator("input[type=file]");
    await fields.first().waitFor({ state: "attached" });
    // The last field first: a field that holds a file has no input any more.
    for (const [place, file] of [...files.entries()].reverse()) {
        await fields.nth(place).setInputFiles(`${folder}/${file}`);
        await karin.page.waitForTimeout(1500);
    }
}

async function add(kind) {
    await karin.page.goto(`${url}${INTEGRATION}`);
    await karin.click(karin.page.getByText(said(`config_subentries.${kind}.initiate_flow.user`), { exact: true }).first());
}

async function watchCamera() {
    await add("camera");
    await karin.shows(said("config_subentries.camera.step.camera.title"), "10-camera");
    await karin.click(karin.dialog.locator("ha-entity-picker").first());
    await karin.click(karin.page.getByText("Hall 1").last());
    await karin.goOn();
    await karin.shows("Hall 1", "11-camera-done");
    await karin.finish();
}

/** Home Assistant's own *Delete*: what is left is said, and erased only after it was saved. */
async function removed() {
    const { page, dialog } = karin;
    await (await rowOf("Heinrich")).locator("ha-md-button-menu, ha-dropdown, ha-button-menu").first().click();
    await page
        .getByText(language === "de" ? "Löschen" : "Delete", { exact: true })
        .last()
        .click();
    await page
        .getByRole("alertdialog")
        .or(page.locator("ha-dialog[open], dialog-box"))
        .getByRole("button", { name: language === "de" ? "Löschen" : "Delete" })
        .last()
        .click();
    await page.waitForTimeout(2000);
    await page.goto(`${url}/config/repairs`);
    await page.getByText(said("issues.person_removed.title")).first().click();
    const flow = (name, values) => said(`issues.person_removed.fix_flow.step.${name}.title`, values);
    await karin.shows(flow("init", HEINRICH), "15-removed");
    await karin.choose(said("issues.person_removed.fix_flow.step.init.menu_options.export"));
    await karin.shows(flow("export", HEINRICH), "16-removed-export");
    await karin.goOn();
    await dialog.getByText(said("issues.person_removed.fix_flow.error.not_saved_yet").split(".")[0]).waitFor();
    await saved(dialog.locator("a[href*='/api/digitalshadow/file/']"), "1973-03-04");
    await karin.goOn();
    await page.getByText(said("issues.person_removed.title")).waitFor({ state: "detached", timeout: 60_000 });
}

/** A link of a dialog gives a file with what is stored, the date of birth in it. */
async function saved(link, born) {
    const address = await link.first().getAttribute("href");
    const file = await karin.page.request.get(new URL(address, url).href);
    assert.ok((await file.text()).includes(born), `expected ${born} in the file of what is stored`);
}

async function rowOf(name) {
    await karin.page.goto(`${url}${INTEGRATION}`);
    return karin.page.locator("ha-config-sub-entry-row", { hasText: name });
}

/** Ilse has no account: who sees it, the yes that is asked for, and a photo taken with the camera. */
async function withoutAccount() {
    const { page, dialog } = karin;
    show("PERSON");
    await add("person");
    await karin.shows(step("user"), "17-who");
    await dialog.locator("ha-selector-text input").fill("Ilse");
    await karin.goOn();
    for (const [name, file] of [
        ["consent", "18-happens"],
        ["consent_kept", "19-stored"],
        ["sharing", "20-sharing"],
    ]) {
        await karin.shows(step(name, ILSE), file);
        await karin.goOn();
    }
    await karin.shows(step("granted", ILSE), "21-granted");
    await karin.goOn();
    await karin.shows(step("agreed", ILSE), "22-agreed");
    await karin.goOn();
    await dialog.getByText(said("config_subentries.person.error.consent_required")).waitFor();
    await karin.picture("23-not-agreed");
    await dialog.locator("ha-selector-boolean ha-switch, ha-selector-boolean ha-checkbox").first().click();
    await karin.goOn();
    await karin.choose(choice("photos", "snapshot"));
    await karin.shows(step("snapshot"), "24-which-camera");
    await dialog.locator("ha-entity-picker").first().click();
    await page.getByText("Hall 1").last().click();
    await karin.goOn();
    await karin.shows(step("preview"), "25-camera-sees");
    await dialog.locator("img[src*='camera_proxy']").waitFor();
    await karin.goOn();
    await karin.choose(choice("photos", "finish"));
    await karin.shows("Ilse", "26-done");
    await karin.finish();
}

async function change(option) {
    const name = new RegExp(`^(${said("config_subentries.person.initiate_flow.reconfigure")}|Configure|Konfigurieren)$`, "u");
    await (await rowOf("Ilse")).getByRole("button", { name }).first().click();
    await karin.choose(choice("reconfigure", option));
}

/** A date of birth of 1930 is taken; then Ilse goes: what goes is said, a file of it offered, and nothing goes by mistake. */
async function withdrawn() {
    const { dialog } = karin;
    await change("profile");
    await karin.shows(step("profile", ILSE), "27-profile");
    await dialog.locator("input[type=date]").first().fill(BORN);
    await karin.goOn();
    await karin.shows(said("config_subentries.person.abort.profile_stored", ILSE).split(/[.,]/u)[0], "28-profile-stored");
    await karin.finish();
    await change("withdraw");
    await karin.shows(step("withdraw", ILSE), "29-withdraw");
    await saved(dialog.locator("a[href*='/api/digitalshadow/file/']"), BORN);
    await karin.goOn();
    await dialog.getByText(said("config_subentries.person.error.erase_required")).waitFor();
    await dialog.locator("ha-selector-boolean ha-switch, ha-selector-boolean ha-checkbox").first().click();
    await karin.goOn();
    await karin.shows(said("config_subentries.person.abort.consent_withdrawn", ILSE).split(",")[0], "30-withdrawn");
}
