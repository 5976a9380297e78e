/** A phone that clicks through Home Assistant: what all journeys through dialogs need. Every click is counted. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const PHONE = { width: 390, height: 844 };
const REPOSITORY = new URL("../..", import.meta.url).pathname;
/** What the buttons that go on are called, in the order in which one is looked for. */
const GO_ON = /^(Submit|Next|Finish|OK|Absenden|Senden|Weiter|Fertig|Beenden|Schließen|Close)$/u;

/** The texts of dialogs and of the panel in a language, by their keys. */
export function wordsIn(language) {
    const read = (file) => JSON.parse(readFileSync(`${REPOSITORY}${file}/${language}.json`, "utf8"));
    const [dialogs, panel] = [read("custom_components/digitalshadow/translations"), read("frontend/texts")];
    const fill = (text, values) => {
        assert.ok(text, "expected a text of that key, found none");
        return text.replace(/\{(\w+)\}/gu, (_, name) => values[name] ?? "");
    };
    return {
        said: (key, values = {}) =>
            fill(
                key.split(".").reduce((inner, name) => inner[name], dialogs),
                values,
            ),
        panel: (key, values = {}) => fill(panel[key], values),
    };
}

export class Phone {
    clicks = 0;

    constructor(page, folder, language) {
        this.page = page;
        this.folder = folder;
        this.language = language;
    }

    static async open(browser, { url, path, user, password, folder, language, ready }) {
        const context = await browser.newContext({ viewport: PHONE, locale: language, hasTouch: true, acceptDownloads: true });
        const page = await context.newPage();
        await page.goto(`${url}${path}`);
        await page.locator("input[name=username]").fill(user);
        await page.locator("input[name=password]").fill(password);
        await page.keyboard.press("Enter");
        await page.locator(ready).first().waitFor({ state: "attached", timeout: 60_000 });
        await page.waitForTimeout(2000);
        return new Phone(page, folder, language);
    }

    get dialog() {
        return this.page.locator("dialog-data-entry-flow");
    }

    async click(locator) {
        this.clicks += 1;
        await locator.click();
    }

    async picture(name) {
        await this.page.waitForTimeout(600);
        await this.page.screenshot({ path: `${this.folder}/${name}-${this.language}.png` });
    }

    /** A step of a dialog is there, fits on the phone, and is kept as a picture. */
    async shows(title, name) {
        await this.dialog.getByText(title).first().waitFor({ timeout: 30_000 });
        await this.picture(name);
        const over = await this.dialog.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(over <= 0, `expected nothing wider than the phone in ${name}, got ${over} px more`);
    }

    /** The button that sends the step which is shown, whatever it is called. */
    async goOn() {
        await this.click(this.dialog.getByRole("button", { name: GO_ON }).last());
    }

    async choose(text) {
        await this.click(this.dialog.getByText(text, { exact: true }).last());
    }

    /** Closes the last step of a dialog, after which the page behind it is there again. */
    async finish() {
        await this.goOn();
        await this.dialog
            .locator("ha-dialog, ha-wa-dialog")
            .first()
            .waitFor({ state: "hidden", timeout: 15_000 })
            .catch(() => undefined);
        await this.page.waitForTimeout(500);
    }
}
