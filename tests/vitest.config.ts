import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { COMPILE_CACHE } from "./support/compile-cache.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const common = {
  environment: "node",
  // Nothing outlives a test, so one process does for many files: each anew loads everything anew.
  isolate: false,
  env: COMPILE_CACHE,
  // A loaded machine is no failure: what is waited for may take its time.
  testTimeout: 30_000,
  hookTimeout: 30_000,
  expect: { poll: { timeout: 10_000 } },
} as const;

export default defineConfig({
  root,
  test: {
    maxWorkers: "100%",
    projects: [
      {
        root,
        test: {
          name: "unit",
          include: ["tests/{electron,shared,renderer}/**/*.test.ts", "tests/*.test.ts"],
          ...common,
        },
      },
      {
        root,
        test: {
          name: "integration",
          include: ["tests/{integration,conformance,desktop,fault}/**/*.test.ts"],
          ...common,
        },
      },
    ],
  },
});
