import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import globals from "globals";
import { fileURLToPath } from "node:url";
import ts from "typescript-eslint";

// TypeScript reads components as the code they stand for. Without it each component makes a program of its own, which takes
// more than all the rest, and what is imported from a component has no type. The plugin looks for it as it is loaded.
process.env["SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK"] ??= "1";
const { default: svelte } = await import("eslint-plugin-svelte");

const root = fileURLToPath(new URL(".", import.meta.url));

export default ts.config(
  { ignores: ["out/", "dist/", "node_modules/", "test-results/", "playwright-report/", "tests/screenshots/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.svelte"],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    // The same extra extensions for all files: with others for some, typescript-eslint builds its programs anew at each change.
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: root, extraFileExtensions: [".svelte"] },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off", // `return refuse(…)` in a callback reads well
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/consistent-indexed-object-style": "off", // a recursive type like JSON needs the index signature
      "@typescript-eslint/dot-notation": "off", // what is read out of a stranger's JSON or the environment is written in brackets
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { varsIgnorePattern: "^_", argsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "no-console": "error",
      complexity: ["error", 12],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["*.config.ts"],
    languageOptions: { parserOptions: { projectService: false, project: ["./electron/tsconfig.json"] } },
  },
  ...svelte.configs["flat/recommended"],
  ...svelte.configs["flat/prettier"],
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], projectService: true } },
  },
  { files: ["renderer/**"], languageOptions: { globals: globals.browser } },
  { files: ["electron/**", "tests/**", "*.config.*"], languageOptions: { globals: globals.nodeBuiltin } },
  {
    files: ["tests/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  prettier,
);
