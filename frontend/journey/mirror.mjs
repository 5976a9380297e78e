/** Looks at mirrors for tests/e2e/test_mirror.py: reads one question a line, answers each with one line of JSON. */
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [executablePath] = process.argv.slice(2);
/** A 24 inch panel on its side. */
const MIRROR = { width: 1080, height: 1920 };
const LOOK_MILLISECONDS = 20;

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
const pages = {};

/** What a person reads on the mirror, wherever it hides in the page. */
const READS = {
    magicmirror: () => document.querySelector(".ds-page")?.textContent ?? "",
    tablet: () => {
        const find = (root) => {
            for (const one of root.querySelectorAll("*")) {
                if (one.localName === "digitalshadow-mirror") return one;
                const found = one.shadowRoot && find(one.shadowRoot);
                if (found) return found;
            }
            return null;
        };
        return find(document)?.shadowRoot?.querySelector("main, .refused")?.textContent ?? "";
    },
};

async function read(name) {
    return (await pages[name].evaluate(READS[name])).replace(/\s+/g, " ").trim();
}

const ACTS = {
    async open({ name, url, username, password }) {
        const context = await browser.newContext({ viewport: MIRROR, locale: "en" });
        const page = await context.newPage();
        pages[name] = page;
        await page.goto(url);
        if (username) {
            await page.locator("input[name=username]").fill(username);
            await page.locator("input[name=password]").fill(password);
            await page.keyboard.press("Enter");
            await page.locator("digitalshadow-mirror").waitFor({ state: "attached", timeout: 60_000 });
        }
        return {};
    },
    /** Waits until the mirror shows a text, or nothing where the text is empty. */
    async shows({ name, text, seconds }) {
        const started = performance.now();
        for (;;) {
            const now = await read(name);
            if (text ? now.includes(text) : now === "") return { text: now, seconds: (performance.now() - started) / 1000 };
            if (performance.now() - started > seconds * 1000) return { text: now, failed: `expected "${text}" within ${seconds} s` };
            await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
        }
    },
    async picture({ name, file }) {
        await pages[name].screenshot({ path: file, animations: "disabled" });
        return {};
    },
    /** Lets another module of MagicMirror² say something. */
    async notify({ name, notification, payload }) {
        await pages[name].evaluate(
            ([said, about]) => MM.getModules().forEach((module) => module.notificationReceived(said, about, { name: "MMM-Other" })),
            [notification, payload],
        );
        return {};
    },
    /** A message of Home Assistant appears nowhere over the mirror. */
    async toast({ name }) {
        await pages[name].evaluate(() =>
            document
                .querySelector("home-assistant")
                .dispatchEvent(new CustomEvent("hass-notification", { bubbles: true, composed: true, detail: { message: "CANARY" } })),
        );
        await pages[name].waitForTimeout(500);
        const seen = await pages[name].getByText("CANARY").count();
        return seen ? { failed: "a message of Home Assistant lies over the mirror" } : {};
    },
    async source({ name }) {
        return { html: await pages[name].content(), config: await pages[name].evaluate(() => fetch("/config/config.js").then((answer) => answer.text())) };
    },
};

for await (const line of createInterface({ input: process.stdin })) {
    const { act, ...what } = JSON.parse(line);
    const answer = await ACTS[act](what).catch((error) => ({ failed: String(error) }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
