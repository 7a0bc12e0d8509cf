/** The technician's commands for syncs, through the real process: with `--json` an array on stdout and nothing else. */
import { rm } from "node:fs/promises";
import { describe, expect, test, vi } from "vitest";
import { webServer } from "#tests/electron/sources/web-server.ts";
import { values } from "#tests/support/http.ts";
import { OFFSET_TIME, PATIENCE, refusal, site, withPlant } from "./syncing-site.ts";

describe("regdesk sync", () => {
  test("syncs and waits, and tells what changed", async () => {
    await using here = await site();
    await withPlant(here);
    const [run] = await here.json("sync", "plant", "--wait");
    expect(run).toMatchObject({
      source: "plant",
      trigger: "manual",
      reason: "registry-not-ready",
      outcome: "complete",
      startedAt: OFFSET_TIME,
      endedAt: OFFSET_TIME,
      added: 2,
      updated: 0,
      removed: 0,
      skipped: [],
      error: null,
    });
    await here.write({ "boiler.temp": 21, "boiler.raw": 1 });
    expect(await here.json("sync", "--all", "--wait")).toMatchObject([
      { reason: "manual-sync-with-data-changes", updated: 1, unchanged: 1 },
    ]);
    expect(await here.json("sync", "plant", "--wait")).toMatchObject([{ reason: "manual-sync-no-data-changes" }]);
    expect(await values(here.url, "/consumer")).toEqual({ "boiler.temp": 21, "boiler.raw": 1 });
    const runs = await here.json("runs", "plant", "--limit", "2");
    expect(runs).toHaveLength(2);
    expect(runs[1]).toMatchObject({ updated: 1, outcome: "complete" });
  });

  test("goes on after the command has ended when nobody waits", async () => {
    await using here = await site();
    await withPlant(here);
    expect(await here.json("sync", "plant")).toMatchObject([{ name: "plant" }]);
    await vi.waitFor(
      async () => expect(await values(here.url, "/consumer")).toMatchObject({ "boiler.temp": 20 }),
      PATIENCE,
    );
  });

  test("that fails exits with 1 and says why", async () => {
    await using here = await site();
    await withPlant(here);
    await here.json("sync", "plant", "--wait");
    await rm(here.document);
    const { code, stdout, stderr } = await here.run("sync", "plant", "--wait", "--json");
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      [{ outcome: "failed", error: { code: "FetchFailed", class: "not-found" } }],
    ]);
    expect(stderr).toMatch(/^regdesk: plant could not be synced: .*plant\.json is not there; check the path.*\n$/);
    expect(await values(here.url, "/consumer")).toEqual({ "boiler.temp": 20, "boiler.raw": 1 });
    expect(await here.json<Record<string, unknown>>("sources", "show", "plant")).toMatchObject({
      phase: "failed",
      attempts: 1,
      lastError: { code: "FetchFailed", class: "not-found" },
    });
  });

  test("that hangs is cancelled within a second, and whoever waits is told", async () => {
    await using here = await site();
    await using server = await webServer(() => undefined);
    const url = `${server.url}/plant.json`;
    await here.json("sources", "add", "web", "--kind", "http", "--url", url, "--manual");
    const waiting = here.run("sync", "web", "--wait");
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), PATIENCE);
    await here.json("sync", "web", "--cancel");
    const { code, stderr } = await waiting;
    expect([code, stderr]).toEqual([1, "regdesk: The sync of web was cancelled\n"]);
    expect(await here.json("runs", "web")).toMatchObject([{ outcome: "cancelled" }]);
  });

  test("holds back what would remove much until it is confirmed", async () => {
    await using here = await site();
    await withPlant(here);
    await here.json("sync", "plant", "--wait");
    expect(await here.run("sync", "plant", "--confirm")).toEqual(
      refusal("Nothing of plant is held back, so there is nothing to confirm"),
    );
    await here.write({});
    expect(await here.json("sync", "plant", "--wait")).toMatchObject([{ outcome: "needs-confirmation" }]);
    expect(await values(here.url, "/consumer")).toMatchObject({ "boiler.temp": 20 });
    expect(await here.json("sync", "plant", "--confirm")).toMatchObject([{ outcome: "complete", removed: 2 }]);
    expect(await values(here.url, "/consumer")).toEqual({});
  });

  test("plans, moves and takes back a run once, pauses and resumes, over a restart", async () => {
    await using here = await site();
    await withPlant(here);
    await here.json("sync", "plant", "--wait");
    const at = new Date(Date.now() + 3_600_000);
    const [planned] = await here.json<{ runOnceAt: string }[]>("sync", "plant", "--once-at", at.toISOString());
    expect(Date.parse(planned?.runOnceAt ?? "")).toBe(at.getTime());
    await here.restarted();
    expect(await here.json("sources", "list")).toMatchObject([
      { runOnceAt: planned?.runOnceAt, nextRun: planned?.runOnceAt },
    ]);
    expect(await here.json("sync", "plant", "--once-at", "never")).toMatchObject([{ runOnceAt: null, nextRun: null }]);
    expect((await here.run("sync", "plant", "--once-at", "2020-01-01T00:00")).stderr).toContain(
      "is past; give a time to come",
    );
    expect(await here.json("sync", "plant", "--pause", "--until", "90m")).toMatchObject([
      { paused: true, pausedUntil: OFFSET_TIME },
    ]);
    await here.restarted();
    expect(await here.json("sources", "list")).toMatchObject([{ paused: true }]);
    expect(await here.json("sync", "plant", "--resume")).toMatchObject([{ paused: false, pausedUntil: null }]);
    await here.write({ "boiler.temp": 23, "boiler.raw": 1 });
    await here.json("sync", "plant", "--once-at", "2s"); // counted by the command itself
    await vi.waitFor(
      async () => expect(await values(here.url, "/consumer")).toMatchObject({ "boiler.temp": 23 }),
      PATIENCE,
    );
    expect(await here.json("runs", "plant", "--limit", "1")).toMatchObject([{ trigger: "once", outcome: "complete" }]);
    expect(await here.json("sources", "list")).toMatchObject([{ runOnceAt: null, nextRun: null }]);
  });

  test("refuses with a sentence what cannot be meant", async () => {
    await using here = await site();
    const commands = [
      ["none"],
      ["none", "--wait"],
      [],
      ["a", "--all"],
      ["a", "--wait", "--cancel"],
      ["a", "--until", "1h"],
    ];
    expect(await Promise.all(commands.map((command) => here.run("sync", ...command)))).toEqual([
      refusal("There is no source none; `regdesk sources list` names them all"),
      refusal("There is no source none; `regdesk sources list` names them all"),
      refusal("Name the sources, or give --all for all that are switched on"),
      refusal("Name the sources, or give --all for all that are switched on"),
      refusal("Give one of --wait, --once-at, --cancel, --confirm, --pause and --resume"),
      refusal("--until is the end of a pause; give it with --pause"),
    ]);
  });
});
