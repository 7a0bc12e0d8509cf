import { expect, test } from "vitest";
import { connected } from "#tests/support/http.ts";
import { runningHost } from "#tests/support/running-host.ts";

test("A connection that was opened beforehand and says nothing does not hold up the stop", async () => {
  const running = await runningHost();
  const socket = await connected(running.url);
  const closed = new Promise((resolve) => socket.once("close", () => resolve("closed")));
  socket.resume();
  const stopped = running[Symbol.asyncDispose]().then(() => "stopped");
  // The drain of requests under way takes ten seconds; the connection must be closed before that, not by it.
  expect(await Promise.all([closed, stopped])).toEqual(["closed", "stopped"]);
}, 5_000);
