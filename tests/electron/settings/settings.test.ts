import { createServer, type AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { listening } from "#electron/listening.ts";
import { Logbook } from "#electron/logging.ts";
import { HostSettings } from "#electron/settings/settings.ts";
import { startHost } from "#electron/host.ts";
import { RegdeskError } from "#shared/errors.ts";
import { Settings } from "#shared/model/settings.ts";
import { put, request } from "#tests/support/http.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { runningHost, SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const DEFAULTS = Settings.parse({});

describe("Settings", () => {
  test("are kept over a restart, those that were not named as they were", async () => {
    await using first = await runningHost();
    await first.client.settings.update({ listenPort: 8081, backupsKept: 3 });
    await first.client.settings.update({ backupsKept: 4 });
    await using second = await first.restarted();
    expect(second.host.settings.now).toEqual({ ...DEFAULTS, listenPort: 8081, backupsKept: 4 });
  });

  test("are told to every window, now and whenever they change", async () => {
    await using running = await runningHost();
    const levels: string[] = [];
    for await (const { logLevel } of await running.client.settings.watch()) {
      levels.push(logLevel);
      if (levels.length > 1) break;
      await running.client.settings.update({ logLevel: "debug" });
    }
    expect(levels).toEqual(["warn", "debug"]);
  });

  test("count only once they are stored", async () => {
    const full = new RegdeskError("STORE_UNAVAILABLE", "The disk is full.");
    const settings = new HostSettings({ append: () => Promise.reject(full) }, DEFAULTS, new FakeClock());
    const heard: Settings[] = [];
    settings.listen((now) => heard.push(now));
    await expect(settings.update({ listenPort: 81 }, "anna (test)")).rejects.toBe(full);
    expect([settings.now, heard]).toEqual([DEFAULTS, []]);
  });

  test("that are changed at the same time keep each other's change", async () => {
    await using running = await runningHost();
    const { settings } = running.client;
    await Promise.all([settings.update({ listenPort: 81 }), settings.update({ onClose: "stay" })]);
    expect(running.host.settings.now).toEqual({ ...DEFAULTS, listenPort: 81, onClose: "stay" });
  });

  test("that stay as they are are no change", async () => {
    await using running = await runningHost();
    const heard: string[] = [];
    running.host.settings.listen((_now, _before, by) => heard.push(by));
    await running.client.settings.update({ logLevel: "warn" });
    await running.client.settings.update({ logLevel: "info" });
    expect(heard).toEqual(["anna (test)"]);
  });

  test.each([
    ["a port that is none", { listenPort: 70_000 }],
    ["no backups at all", { backupsKept: 0 }],
    ["an hour that is none", { quietHours: { from: "22:00", to: "25:00" } }],
  ])("refuse %s", async (_what, change) => {
    await using running = await runningHost();
    await expect(running.client.settings.update(change)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

describe("Where devices are listened for", () => {
  const set = { ...DEFAULTS, listenHost: "192.168.1.42", listenPort: 8090 };

  test.each([
    ["the command line says, above the settings", { host: "127.0.0.1", port: 0 }, set, ["127.0.0.1", 0]],
    ["the settings say what the command line leaves out", { port: 1 }, set, ["192.168.1.42", 1]],
    ["the settings say", {}, set, ["192.168.1.42", 8090]],
    ["the defaults say, when nothing else does", {}, DEFAULTS, ["0.0.0.0", 8080]],
  ])("%s", (_what, given, settings, expected) => {
    const { host, port } = listening(given, settings);
    expect([host, port]).toEqual(expected);
  });

  test("is the port of the settings at the next start", async () => {
    await using directory = await temporaryDirectory();
    const port = await freePort();
    const start = (devices: { host: string; port?: number }) =>
      startHost({ dataDirectory: directory.path, devices, logger: SILENT });
    {
      await using host = await start({ host: "127.0.0.1", port: 0 });
      await host.settings.update({ listenPort: port }, "anna (test)");
    }
    await using host = await start({ host: "127.0.0.1" });
    expect(host.devicesUrl).toBe(`http://127.0.0.1:${port}`);
  });

  test("can be tried: a port that is taken is a sentence, Regdesk's own is none", async () => {
    await using running = await runningHost();
    await using busy = createServer();
    await new Promise<void>((resolve) => void busy.listen(0, "127.0.0.1", resolve));
    const { port } = busy.address() as AddressInfo;
    const tried = (port: number) => running.client.settings.tryListening({ host: "127.0.0.1", port });
    expect([await tried(port), await tried(Number(new URL(running.url).port))]).toEqual([
      {
        obstacle: {
          reason: "port-used",
          message: `Port ${port} is used by another program right now; stop that program, or choose another port.`,
        },
      },
      {},
    ]);
  });

  test("is in the status when the command line overrules the settings", async () => {
    await using running = await runningHost();
    expect((await running.client.host.status()).overridden).toEqual(["listenHost", "listenPort"]);
  });
});

test("The limit of open change requests counts at once, and leaves those that are open", async () => {
  await using running = await runningHost();
  await running.client.settings.update({ mostOpenRequests: 1 });
  await request(running.url, { "boiler.setpoint": 60 });
  const refused = await put(running.url, "/consumer", { registers: { "pump.speed": { value: 40 } } });
  expect(refused.status).toBe(507);
  await running.client.settings.update({ mostOpenRequests: 2 });
  await request(running.url, { "pump.speed": 40 });
});

describe("The log level", () => {
  test("of the settings counts at once, in rooms that are already at work", async () => {
    await using directory = await temporaryDirectory();
    const logbook = new Logbook();
    const room = logbook.logger.child({ room: "rest" });
    await using host = await startHost({
      dataDirectory: directory.path,
      devices: { host: "127.0.0.1", port: 0 },
      logger: logbook.logger,
      logbook,
    });
    await host.settings.update({ logLevel: "error" }, "anna (test)");
    room.warn("not this");
    await host.settings.update({ logLevel: "warn" }, "anna (test)");
    room.warn("but this");
    const messages = logbook.lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(messages.filter((message) => message.endsWith("this"))).toEqual(["but this"]);
  });

  test("of the command line outranks that of the settings", async () => {
    await using directory = await temporaryDirectory();
    const logbook = new Logbook("silent");
    const devices = { host: "127.0.0.1", port: 0 };
    await using host = await startHost({
      dataDirectory: directory.path,
      devices,
      logger: logbook.logger,
      logbook,
    });
    await host.settings.update({ logLevel: "debug" }, "anna (test)");
    expect(logbook.level).toBe("silent");
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
