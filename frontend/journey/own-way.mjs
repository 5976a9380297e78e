/** The way of a person's own account on a phone: a yes, the first value, the 10-year risk, a printed page; each tap is counted. */
import assert from "node:assert/strict";
import { Phone } from "./phone.mjs";

const VALUE_MILLISECONDS = 180_000;
const MOST_CLICKS = { value: 24, risk: 65 };
/** What a man of 53 answers; other questions are passed over. */
const ANSWERS = {
    birth_date: "",
    sex: "male",
    smoking: "never",
    diabetes: "none",
    cardiovascular_disease: "false",
    familial_hypercholesterolaemia: "false",
    chronic_kidney_disease: "false",
};
const BORN = { en: "03041973", de: "04031973" };

export class OwnWay {
    constructor(phone, { panel }, journey) {
        this.phone = phone;
        this.page = phone.page;
        this.panel = panel;
        this.journey = journey;
    }

    /** Says yes, walks past the camera, and finds a value; `clicksBefore` are those of the one who set it up. */
    async firstValue(started, clicksBefore) {
        const { page, panel, phone } = this;
        await phone.click(page.getByRole("button", { name: panel("confirm.yes"), exact: true }));
        await page.locator("digitalshadow-today").waitFor();
        this.journey.show("PERSON");
        await page.waitForTimeout(8000);
        this.journey.show("EMPTY_ROOM");
        await page.getByText(panel("signal.day", { day: 1, of: 14 })).waitFor({ timeout: VALUE_MILLISECONDS });
        await page.locator("digitalshadow-today").getByText(panel("demo.word")).first().waitFor();
        await phone.picture("12-first-value");
        this.journey.report("a first value on a screen", clicksBefore + phone.clicks, started);
        assert.ok(clicksBefore + phone.clicks <= MOST_CLICKS.value, `expected at most ${MOST_CLICKS.value} clicks to a first value`);
    }

    /** From the first value on: the questions and three measurements. */
    async firstRisk() {
        const { page, panel, phone } = this;
        const started = performance.now();
        phone.clicks = 0;
        const open = page.locator("digitalshadow-today a", { hasText: panel("risk.answer") });
        await phone.click(open.first());
        await this.questions();
        // They begin with the first that is open; what stands before it is asked by itself.
        while (await open.count()) {
            await phone.click(open.first());
            await this.question();
            await this.today();
        }
        for (const value of ["5,8", "1,3"]) await this.measured(value);
        await phone.click(page.locator('digitalshadow-today a[href$="/measure"]').first());
        for (const digit of "12882") await phone.click(page.locator(".pad button", { hasText: digit }));
        await phone.click(page.getByRole("button", { name: panel("save"), exact: true }));
        await page.locator(".note", { hasText: "128" }).waitFor();
        await this.today();
        await page.locator("digitalshadow-today .people svg").first().waitFor();
        assert.equal(await page.locator("digitalshadow-today .people svg").count(), 100);
        await phone.picture("13-risk");
        this.journey.report("a 10-year risk from there", phone.clicks, started);
        assert.ok(phone.clicks <= MOST_CLICKS.risk, `expected at most ${MOST_CLICKS.risk} taps to a risk`);
    }

    async today() {
        await this.phone.click(this.page.locator("digitalshadow-panel nav a").first());
        await this.page.locator("digitalshadow-today").waitFor();
    }

    /** Types one of the missing values in mmol/L. */
    async measured(value) {
        const { page, panel, phone } = this;
        await phone.click(page.locator('digitalshadow-today a[href*="/measure/add/"]').first());
        await page.locator("digitalshadow-add-value input[name=value]").fill(value);
        phone.clicks += value.length;
        const unit = page.locator("digitalshadow-add-value select");
        if (await unit.count()) await unit.selectOption("mmol/L");
        await phone.click(page.getByRole("button", { name: panel("save"), exact: true }));
        await page.locator("digitalshadow-add-value [role=status]", { hasText: /./u }).waitFor();
        await this.today();
    }

    /** Answers what the formula needs, one question a screen, to the last. */
    async questions() {
        const { page, panel, phone } = this;
        while ((await this.question()) !== panel("question.finished"));
        await phone.click(page.locator("digitalshadow-questions").getByRole("link", { name: panel("page.today") }));
        await page.locator("digitalshadow-today").waitFor();
    }

    /** Answers the question that is shown, and returns the title after it. */
    async question() {
        const { panel, page } = this;
        const form = page.locator("digitalshadow-questions");
        const title = await this.titleAfter(form, "");
        const name = Object.keys(ANSWERS).find((one) => panel(`question.${one}`) === title);
        await this.answered(form, name);
        await this.phone.click(form.getByRole("button", { name: panel("question.next"), exact: true }));
        return this.titleAfter(form, title);
    }

    async titleAfter(form, before) {
        const shown = form.locator("h2").first();
        for (let look = 0; look < 100; look += 1) {
            const title = (await shown.count()) ? await shown.innerText() : before;
            if (title && title !== before) return title;
            await this.page.waitForTimeout(100);
        }
        throw new Error(`expected another question after "${before}"`);
    }

    async answered(form, name) {
        if (!name) return;
        if (name === "birth_date") {
            const digits = BORN[this.phone.language];
            await form.locator("input").pressSequentially(digits);
            this.phone.clicks += digits.length;
            return;
        }
        await this.phone.click(form.locator("label.opt").filter({ has: this.page.locator(`input[value="${ANSWERS[name]}"]`) }));
    }

    /** A page on paper: the browser's own print, which a journey without a printer only sees begin. */
    async printed() {
        const { page, panel, phone } = this;
        const started = performance.now();
        phone.clicks = 0;
        await page.evaluate(() => {
            const look = (changes) => {
                for (const { addedNodes } of changes) for (const one of addedNodes) if (one.localName === "iframe") window.printedPage = one.srcdoc;
            };
            new MutationObserver(look).observe(document.body, { childList: true });
        });
        await phone.click(page.locator("digitalshadow-panel nav a", { hasText: panel("page.report") }));
        await phone.click(page.getByRole("button", { name: panel("report.new"), exact: true }));
        await page.locator("article .people").waitFor();
        await phone.click(page.getByRole("button", { name: panel("report.print"), exact: true }));
        const paper = await page.waitForFunction(() => window.printedPage);
        assert.match(await paper.jsonValue(), /class="people"/u);
        await phone.picture("14-report");
        this.journey.report("a printed page from there", phone.clicks, started);
    }

    static async begin(browser, access, words, journey) {
        return new OwnWay(await Phone.open(browser, { ...access, path: "/digitalshadow", ready: "digitalshadow-confirm" }), words, journey);
    }
}
