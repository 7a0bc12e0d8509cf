/** Where the button of a line in *To do* leads. */
import { expect, test } from "vitest";
import { taskLine } from "../../renderer/views/overview/task-line.ts";
import type { Condition } from "#shared/model/host-status.ts";
import { NOON } from "../support/fake-clock.ts";

const trouble = (reason: string): Condition => ({
  ...{ type: "Remembering", status: false, reason, message: "It cannot be stored." },
  lastTransitionTime: NOON,
});

test.each([
  ["silence", "Check the connection", { section: "connect", query: {} }],
  ["pass-through", "Choose a mode", { section: "changes", query: {} }],
  ["backup-failed", "Backups", { section: "settings", query: {} }],
  ["disk-full", "What to do", { section: "overview", query: { ask: "notices" } }],
])("a trouble because of %s leads where it is mended, or to the notices", (reason, button, route) => {
  const condition = trouble(reason);
  const line = taskLine({ kind: "trouble", at: NOON, condition }, {} as Parameters<typeof taskLine>[1]);
  expect({ button: line.button, route: line.route }).toEqual({ button, route });
});
