/** *Extensions*: `GET /health`. */
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { useTarget } from "../target.ts";
import { specialHost } from "./special-host.ts";

const { lan } = useTarget();

interface Health {
  readonly status: string;
  readonly version: string;
  readonly revision: number;
  readonly uptime: number;
}

describe("GET /health", () => {
  test("is answered 200 with version, revision and uptime", async () => {
    const answer = await lan.send("GET", "/health");
    const { status, version, revision, uptime } = JSON.parse(answer.text) as Health;
    expect([answer.status, status]).toEqual([200, "ok"]);
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(String(revision)).toBe(answer.headers["registry-revision"]);
    expect(uptime).toBeGreaterThanOrEqual(0);
  });

  test("says the version of this very program, and its uptime in seconds", async (context) => {
    const clock = new FakeClock();
    await using host = await specialHost(context, { clock });
    await clock.advance(90_500);
    clock.setWall(-3_600_000); // daylight saving ends
    const { version, uptime } = JSON.parse((await host.lan.send("GET", "/health")).text) as Health;
    const manifest = JSON.parse(await readFile(new URL("../../../package.json", import.meta.url), "utf8")) as Health;
    expect([version, uptime]).toEqual([manifest.version, 90]);
  });
});
