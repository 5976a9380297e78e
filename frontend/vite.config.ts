import { cpSync } from "node:fs";
import { defineConfig } from "vitest/config";

const built = process.env.PANEL_FOLDER ?? "../custom_components/digitalshadow/frontend";

export default defineConfig({
  plugins: [{ name: "texts", closeBundle: () => cpSync("texts", `${built}/texts`, { recursive: true }) }],
  build: {
    outDir: built,
    emptyOutDir: true,
    target: "es2022",
    lib: { entry: "src/panel.ts", formats: ["es"], fileName: () => "digitalshadow.js" },
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
});
