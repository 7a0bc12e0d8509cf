/** What a window asks of the host besides registers and decisions. */
import { describe, expect, test } from "vitest";
import type { AuditLine } from "#shared/model/activity.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { provide, request, values } from "#tests/support/http.ts";

async function next<Message>(messages: AsyncIterator<Message, unknown, void>): Promise<Message> {
  const message = await messages.next();
  if (message.done === true) throw new Error("the feed has ended");
  return message.value;
}

describe("Preferences", () => {
  test("reach every window at once and survive a restart", async () => {
    await using running = await runningHost();
    const feed = await running.client.preferences.watch();
    expect((await next(feed)).theme).toBe("system");
    await running.client.preferences.update({ theme: "outdoor", pins: [] });
    expect((await next(feed)).theme).toBe("outdoor");
    await using again = await running.restarted();
    expect(await next(await again.client.preferences.watch())).toMatchObject({ theme: "outdoor", density: "standard" });
  });

  test("that make no sense are refused", async () => {
    await using running = await runningHost();
    await expect(running.client.preferences.update({ zoom: 1_000 })).rejects.toThrow();
  });
});

describe("Activity", () => {
  test("tells what happened, oldest first, and goes on after a restart", async () => {
    await using running = await runningHost();
    await request(running.url, { a: 1 });
    await using again = await running.restarted();
    const feed = await again.client.activity.watch();
    const lines: AuditLine[] = [];
    while (lines.length < 4) lines.push(...(await next(feed)).activity);
    expect(lines.map((one) => [one.id, one.kind === "change-request" ? one.to : one.kind])).toEqual([
      [1, "host-started"],
      [2, "pending"],
      [3, "host-stopped"],
      [4, "host-started"],
    ]);
    const pending = await again.client.changeRequests.list({ all: false });
    await again.client.changeRequests.deny({ ids: pending.map(({ id }) => id), note: "no" });
    expect((await next(feed)).activity).toMatchObject([
      { from: "pending", to: "denied", note: "no", by: "anna (test)" },
    ]);
  });
});

describe("The demo site", () => {
  test("plays through the real port, and everything it left goes with it", async () => {
    await using running = await runningHost();
    await provide(running.url, { mine: 1 });
    await running.client.demo.start();
    await expect.poll(async () => (await running.client.host.status()).registers).toBeGreaterThan(400);
    expect((await running.client.host.status()).demo).toBe(true);
    await request(running.url, { "heating-1.flow.setpoint": 50, mine: 2 });
    await running.client.demo.stop();
    const open = await running.client.changeRequests.list({ all: false });
    expect(open.map(({ register }) => register)).toEqual(["mine"]);
    expect([await values(running.url, "/consumer"), (await running.client.host.status()).demo]).toEqual([
      { mine: 1 },
      false,
    ]);
  });
});
