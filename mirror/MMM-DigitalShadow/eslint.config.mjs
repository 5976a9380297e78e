/** What the public list of modules asks of a module's code and package.json, as far as it is checked by ESLint. */
import depend from "eslint-plugin-depend";
import { flatConfigs as importX } from "eslint-plugin-import-x";
import globals from "globals";
import js from "@eslint/js";
import { configs as packageJson } from "eslint-plugin-package-json";

const SCRIPTS = ["**/*.js", "**/*.mjs"];

export default [
  { ...js.configs.recommended, files: SCRIPTS },
  { ...importX.recommended, files: SCRIPTS },
  { files: ["**/*.js"], languageOptions: { sourceType: "commonjs", globals: { ...globals.browser, ...globals.node } } },
  { files: SCRIPTS, rules: { "import-x/no-unresolved": "off" } },
  { ...packageJson.recommended, files: ["package.json"] },
  { files: ["package.json"], plugins: { depend }, rules: { "depend/ban-dependencies": "error", "package-json/require-exports": "off", "package-json/require-files": "off", "package-json/require-sideEffects": "off" } }
];
