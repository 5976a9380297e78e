/** What the type check does not see: promises that nobody awaits, templates that Lit cannot render, leftovers. */
import { configs as lit } from "eslint-plugin-lit";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules/**"] },
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.recommended, lit["flat/recommended"]],
        languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["vite.config.ts"] } } },
        rules: {
            eqeqeq: ["error", "always", { null: "ignore" }],
            "no-console": "error",
            "@typescript-eslint/no-floating-promises": "error",
            "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
            "@typescript-eslint/no-non-null-assertion": "off",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
            "lit/attribute-value-entities": "off", // addresses hold bare ampersands
        },
    },
);
