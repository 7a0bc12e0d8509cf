import { strFromU8, unzipSync } from "fflate";
import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startHost } from "#electron/host.ts";
import { Logbook } from "#electron/logging.ts";
import { Redaction } from "#electron/redaction.ts";
import { put } from "#tests/support/http.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("A bundle of diagnostics", () => {
  test("holds what was previewed: the status, the settings, registers without their values", async () => {
    await using running = await runningHost();
    await put(running.url, "/provider", { registers: { "boiler.secret": { value: "s3cret-value", ttl: "10m" } } });
    const choice = { withValues: false, withAddresses: false };
    const files = unzipped((await running.client.diagnostics.bundle(choice)).data);
    const previewed = await running.client.diagnostics.contents(choice);
    expect(Object.keys(files).sort()).toEqual(previewed.map(({ name }) => name).sort());
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(["about.json", "status.json", "settings.json", "database.json"]),
    );
    expect(files["registers.json"]).toContain("boiler.secret");
    expect(JSON.stringify(files)).not.toContain("s3cret-value");
  });

  test("holds values when that was chosen", async () => {
    await using running = await runningHost();
    await put(running.url, "/provider", { registers: { a: { value: "s3cret-value", ttl: "10m" } } });
    const { data } = await running.client.diagnostics.bundle({ withValues: true, withAddresses: false });
    expect(unzipped(data)["registers.json"]).toContain("s3cret-value");
  });
});

describe("Redaction", () => {
  const without = () => new Redaction({ withAddresses: false });

  test("gives the same address the same stand-in, and leaves what tells nothing", () => {
    const text =
      "192.168.1.20 asked 10.0.0.5, then ::ffff:192.168.1.20 and fe80::1%eth0; 127.0.0.1 listens at 12:30:15";
    expect(without().apply(text)).toBe(
      "address-1 asked address-2, then address-1 and address-3; 127.0.0.1 listens at 12:30:15",
    );
  });

  test("keeps addresses when that was chosen, but never a token", () => {
    const text = 'http://192.168.1.20:80/#token=abc-DEF_1 {"authorization":"Bearer xyz"} Authorization: Bearer k9';
    const shown = new Redaction({ withAddresses: true }).apply(text);
    expect(shown).toContain("192.168.1.20:80");
    expect(shown).not.toMatch(/abc-DEF_1|xyz|k9/);
  });

  test.each([
    ["a password of HTTP", "Authorization: Basic aDpzM2NyZXQ=", "Authorization: [removed]"],
    ["what stands in an address", "clone https://anna:s3cret@git.site/x.git", "clone https://[removed]@git.site/x.git"],
    ["a token in an address", "fetch https://s3cret@git.site/x", "fetch https://[removed]@git.site/x"],
    ["all of a text", '{"password":"s3cret, s3cret \\" s3cret","port":1}', '{"password":"[removed]","port":1}'],
    ["a text in a text", String.raw`{"err":"{\"token\":\"s3cret\"}"}`, String.raw`{"err":"{\"token\":\"[removed]"}`],
    ["a number", '{"token":4711,"port":1}', '{"token":[removed],"port":1}'],
    ["the key of an interface", "X-Api-Key: s3cret", "X-Api-Key: [removed]"],
  ])("takes out %s", (_what, text, shown) => {
    expect(new Redaction({ withAddresses: true }).apply(text)).toBe(shown);
  });

  test("leaves times, versions and names of registers alone", () => {
    const text = '{"at":"2026-06-01T12:00:00.000Z","version":"1.2.3","name":"a:b.c","schema":"1.2.3.4.5"}';
    expect(without().apply(text)).toBe(text);
  });

  test("does not name the person whose home it is", () => {
    expect(without().apply(join(homedir(), "regdesk", "regdesk.db"))).toBe(join("~", "regdesk", "regdesk.db"));
  });
});

describe("The log", () => {
  test("is kept in the data directory and told to windows", async () => {
    await using directory = await temporaryDirectory();
    const logbook = new Logbook();
    {
      await using host = await startHost({
        ...{ dataDirectory: directory.path, devices: { host: "127.0.0.1", port: 0 } },
        ...{ logger: logbook.logger, logbook },
      });
      await host.settings.update({ logLevel: "info" }, "anna (test)");
      logbook.logger.child({ room: "rest" }).info({ port: 8080 }, "listening");
    }
    const [file] = await readdir(join(directory.path, "logs"));
    const lines = (await readFile(join(directory.path, "logs", file!), "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ room: "rest", msg: "listening", port: 8080 }),
    );
  });
});

function unzipped(data: string): Record<string, string> {
  const files = unzipSync(new Uint8Array(Buffer.from(data, "base64")));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
