/**
 * Takes every page of the panel in both themes and sizes, and looks at each: no violation that axe-core finds, nothing
 * wider than 320 pixels, also from right to left. node gallery/pictures.mjs FOLDER [CHROMIUM] [PAGES, e.g. trend] [LANGUAGE, else two]
 */
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { createServer } from "vite";

const [folder, executablePath = "/usr/bin/chromium", only = "", spoken] = process.argv.slice(2);
const repository = new URL("../..", import.meta.url).pathname;
const python = readdirSync(`${repository}.venv-demo/lib`).find((name) => name.startsWith("python"));
const homeAssistant = `${repository}.venv-demo/lib/${python}/site-packages/hass_frontend/static`;
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const NARROWEST = 320;
const found = [];
mkdirSync(folder, { recursive: true });
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
/** A mirror of 24 inches, which is black in every theme and speaks as the server does. */
const GLASS = { glass: { width: 1080, height: 1920 } };

const icons = Object.assign(
    {},
    ...readdirSync(`${homeAssistant}/mdi`)
        .filter((name) => /^[0-9a-f]+\.json$/.test(name))
        .map((name) => JSON.parse(readFileSync(`${homeAssistant}/mdi/${name}`, "utf8"))),
);

/** A language whose dialogs are not written is English in them, as in Home Assistant. */
function translations(language) {
    const file = `${repository}custom_components/digitalshadow/translations/${language}.json`;
    return existsSync(file) ? file : translations("en");
}

/** Home Assistant's icons and fonts, and the integration's translations. */
const files = {
    name: "files",
    configureServer(server) {
        server.middlewares.use("/home-assistant", (request, response) => {
            const [, kind, ...rest] = request.url.split("/");
            if (kind === "icon") response.end(icons[rest[0]] ?? "");
            else if (kind === "fonts") response.end(readFileSync(`${homeAssistant}/fonts/${rest.join("/")}`));
            else response.end(readFileSync(translations(rest[0])));
        });
        server.middlewares.use("/src/texts", (request, response) => {
            response.setHeader("Content-Type", "application/json");
            response.end(readFileSync(`${repository}frontend/texts${request.url.split("?")[0]}`));
        });
    },
};

const server = await createServer({
    root: `${repository}frontend`,
    configFile: `${repository}frontend/vite.config.ts`,
    plugins: [files],
    logLevel: "error",
    server: { port: 0, host: "127.0.0.1" },
});
await server.listen();
const base = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
try {
    const { SHOWN } = await server.ssrLoadModule("/gallery/states.ts");
    for (const [page, state] of SHOWN.filter(([page]) => page.includes(only)))
        for (const [size, viewport] of Object.entries(page === "mirror" ? GLASS : SIZES))
            for (const [theme, language] of page === "mirror"
                ? [["dark", "en"]]
                : [
                      ["light", spoken ?? "en"],
                      ["dark", spoken ?? "de"],
                  ])
                await take({ page, state, size, viewport, theme, language });
} finally {
    await browser.close();
    await server.close();
}
for (const one of found) console.error(one);
process.exitCode = found.length ? 1 : 0;

async function take({ page, state, size, viewport, theme, language }) {
    const name = `${page.replaceAll("/", "-")}-${state}-${size}-${theme}-${language}`;
    const tab = await browser.newPage({ viewport });
    tab.on("pageerror", (error) => found.push(`${name}: ${error.message}`));
    await tab.goto(`${base}gallery/index.html?page=${page}&state=${state}&theme=${theme}&language=${language}`);
    await tab.locator("digitalshadow-panel main > *, digitalshadow-mirror main").first().waitFor();
    if (state === "administrator") await tab.locator("digitalshadow-camera-view button").first().click();
    await tab.waitForTimeout(500);
    await tab.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
    await tab.addScriptTag({ path: AXE });
    const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const one of violations) found.push(`${name}: ${one.id} at ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
    if (size === "phone") await fits(tab, name);
    await tab.close();
}

/** Nothing sticks out sideways where there is least room, in both directions of writing. */
async function fits(tab, name) {
    await tab.setViewportSize({ width: NARROWEST, height: 844 });
    for (const direction of ["ltr", "rtl"]) {
        await tab.evaluate((dir) => (document.documentElement.dir = dir), direction);
        await tab.waitForTimeout(100);
        const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${name}: ${over} px wider than ${NARROWEST}, ${direction}`);
        if (direction === "rtl") await tab.screenshot({ path: `${folder}/${name}-rtl.png`, fullPage: true });
    }
}
