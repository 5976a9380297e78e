/** Takes every page of the panel in both themes and sizes: node gallery/pictures.mjs FOLDER [CHROMIUM] [PAGES, e.g. trend]. */
import { readFileSync, readdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { createServer } from "vite";

const [folder, executablePath = "/usr/bin/chromium", only = ""] = process.argv.slice(2);
const repository = new URL("../..", import.meta.url).pathname;
const python = readdirSync(`${repository}.venv-demo/lib`).find((name) => name.startsWith("python"));
const homeAssistant = `${repository}.venv-demo/lib/${python}/site-packages/hass_frontend/static`;
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

const icons = Object.assign(
  {},
  ...readdirSync(`${homeAssistant}/mdi`)
    .filter((name) => /^[0-9a-f]+\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(`${homeAssistant}/mdi/${name}`, "utf8"))),
);

/** Home Assistant's icons and fonts, and the integration's translations. */
const files = {
  name: "files",
  configureServer(server) {
    server.middlewares.use("/home-assistant", (request, response) => {
      const [, kind, ...rest] = request.url.split("/");
      if (kind === "icon") response.end(icons[rest[0]] ?? "");
      else if (kind === "fonts") response.end(readFileSync(`${homeAssistant}/fonts/${rest.join("/")}`));
      else response.end(readFileSync(`${repository}custom_components/digitalshadow/translations/${rest[0]}.json`));
    });
    server.middlewares.use("/src/texts", (request, response) => {
      response.setHeader("Content-Type", "application/json");
      response.end(readFileSync(`${repository}frontend/texts${request.url.split("?")[0]}`));
    });
  },
};

const server = await createServer({ root: `${repository}frontend`, configFile: false, plugins: [files], logLevel: "error", server: { port: 0, host: "127.0.0.1" } });
await server.listen();
const base = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
try {
  const { SHOWN } = await server.ssrLoadModule("/gallery/states.ts");
  for (const [page, state] of SHOWN.filter(([page]) => page.includes(only)))
    for (const [size, viewport] of Object.entries(SIZES))
      for (const [theme, language] of [["light", "en"], ["dark", "de"]]) await take({ page, state, size, viewport, theme, language });
} finally {
  await browser.close();
  await server.close();
}

async function take({ page, state, size, viewport, theme, language }) {
  const tab = await browser.newPage({ viewport });
  tab.on("pageerror", (error) => console.error(page, state, error.message));
  await tab.goto(`${base}gallery/index.html?page=${page}&state=${state}&theme=${theme}&language=${language}`);
  await tab.locator("digitalshadow-panel main > *").first().waitFor();
  await tab.waitForTimeout(500);
  await tab.screenshot({ path: `${folder}/${page.replaceAll("/", "-")}-${state}-${size}-${theme}-${language}.png`, fullPage: true });
  await tab.close();
}
