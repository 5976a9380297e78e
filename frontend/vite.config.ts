import { cpSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// An empty name would be this folder, which a build empties.
const built = process.env.PANEL_FOLDER || "../custom_components/digitalshadow/frontend";
const texts = fileURLToPath(new URL("texts", import.meta.url));
const languages = readdirSync(texts)
  .map((name) => name.replace(".json", ""))
  .sort();

export default defineConfig({
  define: { __LANGUAGES__: JSON.stringify(languages) },
  plugins: [{ name: "texts", apply: "build", closeBundle: () => cpSync(texts, `${built}/texts`, { recursive: true }) }],
  build: {
    outDir: built,
    emptyOutDir: true,
    target: "es2022",
    lib: { entry: "src/panel.ts", formats: ["es"], fileName: () => "digitalshadow.js" },
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
});
