/** Clicks pages of the sidebar, each in a fresh tab, and prints the milliseconds until they show something; for benchmarks/panel.py. */
import { chromium } from "playwright-core";

const [url, executablePath, username, password, clicks] = process.argv.slice(2);
const SETTLED_MILLISECONDS = 3000;
const LIMIT_MILLISECONDS = 20_000;
/** What a page shows once it can be used. */
const PAGES = {
    empty: ["/empty-panel", "empty-panel main"],
    panel: ["/digitalshadow", "digitalshadow-people section.card h2"],
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en", serviceWorkers: "block" });
    const first = await context.newPage();
    await first.goto(`${url}/profile`);
    await first.locator("input[name=username]").fill(username);
    await first.locator("input[name=password]").fill(password);
    await first.keyboard.press("Enter");
    await first.locator("ha-sidebar").waitFor({ state: "attached" });
    const taken = { empty: [], panel: [] };
    // The first click of each fills the browser's cache, as the first visit of a day does.
    for (let turn = 0; turn <= Number(clicks); turn += 1)
        for (const [name, [path, ready]] of Object.entries(PAGES)) {
            const milliseconds = await clicked(context, path, ready);
            if (turn) taken[name].push(milliseconds);
        }
    console.log(JSON.stringify(taken));
} finally {
    await browser.close();
}

async function clicked(context, path, ready) {
    const page = await context.newPage();
    await page.goto(`${url}/profile`);
    await page.locator(`ha-sidebar a[href="${path}"]`).waitFor({ state: "attached" });
    await page.waitForTimeout(SETTLED_MILLISECONDS);
    const milliseconds = await page.evaluate(measured, { path, ready, limit: LIMIT_MILLISECONDS });
    await page.close();
    if (milliseconds === null) throw new Error(`expected ${ready} within ${LIMIT_MILLISECONDS} ms of a click on ${path}`);
    return milliseconds;
}

/** In the page: clicks, then looks at every frame through all shadow roots. */
function measured({ path, ready, limit }) {
    const [host, ...rest] = ready.split(" ");
    const find = (root, wanted) => {
        const found = root.querySelector(wanted);
        if (found) return found;
        for (const one of root.querySelectorAll("*")) {
            const inner = one.shadowRoot && find(one.shadowRoot, wanted);
            if (inner) return inner;
        }
        return null;
    };
    const link = find(find(document, "ha-sidebar").shadowRoot, `a[href="${path}"]`);
    const started = performance.now();
    link.click();
    return new Promise((resolve) => {
        const look = () => {
            const page = find(document, host);
            if (page && (page.shadowRoot ?? page).querySelector(rest.join(" "))) resolve(performance.now() - started);
            else if (performance.now() - started > limit) resolve(null);
            else requestAnimationFrame(look);
        };
        look();
    });
}
