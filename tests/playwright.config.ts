/** Two sets of tests with a real Chromium: `browser` sees the window as a headless host serves it, `electron` as the desktop
 *  shows it. */
import { defineConfig } from "@playwright/test";
import { COMPILE_CACHE } from "./support/compile-cache.ts";

Object.assign(process.env, COMPILE_CACHE);

export default defineConfig({
  outputDir: "../test-results",
  reporter: "list",
  forbidOnly: Boolean(process.env["CI"]),
  retries: 0,
  workers: "100%",
  // A loaded machine is no failure: what is waited for may take its time.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    {
      name: "browser",
      testDir: "e2e",
      testMatch: "**/*.spec.ts",
      use: { browserName: "chromium", viewport: { width: 1280, height: 800 } },
    },
    { name: "electron", testDir: "desktop", testMatch: "**/*.spec.ts" },
  ],
});
