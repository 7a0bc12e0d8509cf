import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A loaded machine is no failure: what is waited for may take its time. */
const expecting = { poll: { timeout: 10_000 } };

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: "unit",
          include: ["tests/electron/**/*.test.ts", "tests/*.test.ts"],
          environment: "node",
          testTimeout: 30_000,
          expect: expecting,
        },
      },
      {
        root,
        test: {
          name: "pure",
          include: ["tests/{shared,renderer}/**/*.test.ts"],
          environment: "node",
          // Nothing of these rooms outlives a test, so one process does for all of their files: each anew costs five times as much.
          isolate: false,
          testTimeout: 30_000,
          expect: expecting,
        },
      },
      {
        root,
        test: {
          name: "integration",
          include: ["tests/{integration,conformance,desktop,fault}/**/*.test.ts"],
          environment: "node",
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: expecting,
        },
      },
    ],
  },
});
