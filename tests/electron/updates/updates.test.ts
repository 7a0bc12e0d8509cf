/** Newer versions from a real server, saved on a real disk. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { manifestName, newerIn, type Machine } from "#electron/updates/manifest.ts";
import { packedAs } from "#electron/updates/packing.ts";
import { Updates } from "#electron/updates/updates.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const LINUX: Machine = { platform: "linux", arch: "x64", packed: "deb" };
const INSTALLER = Buffer.alloc(300_000, "regdesk");
const SHA512 = createHash("sha512").update(INSTALLER).digest("base64");

const list = (version: string, { sha512 = SHA512, size = INSTALLER.length } = {}) =>
  [
    `version: ${version}`,
    "files:",
    ...["Regdesk-1.3.0.AppImage", "regdesk_1.3.0_arm64.deb", "regdesk_1.3.0_amd64.deb"].flatMap((url) => [
      `  - url: ${url}`,
      `    sha512: ${sha512}`,
      `    size: ${size}`,
    ]),
    "releaseDate: 2026-11-20T10:00:00.000Z",
    "releaseNotes: Calmer in the rain",
  ].join("\n");

describe("The way Regdesk is packed", () => {
  test.each([
    ["an AppImage, wherever it runs", { APPIMAGE: "/home/anna/Regdesk.AppImage" }, "ID=fedora", "AppImage"],
    ["Debian", {}, "ID=debian", "deb"],
    ["Linux Mint", {}, 'ID=linuxmint\nID_LIKE="ubuntu debian"', "deb"],
    ["Fedora", {}, "NAME=Fedora\nID=fedora", "rpm"],
    ["Alma Linux", {}, 'ID="almalinux"\nID_LIKE="rhel centos fedora"', "rpm"],
    ["openSUSE", {}, 'ID="opensuse-leap"\nID_LIKE="suse opensuse"', "rpm"],
  ])("is told on %s", async (_system, env, release, packed) => {
    await using folder = await temporaryDirectory();
    await writeFile(join(folder.path, "os-release"), `${release}\n`);
    expect(packedAs(env, join(folder.path, "os-release"))).toBe(packed);
  });

  test("is told as deb where a system does not say what it is", () => {
    expect(packedAs({}, "/nowhere/os-release")).toBe("deb");
  });
});

describe("Looking for a newer version", () => {
  test("finds the installer for this machine, saves it and proves it", async () => {
    await using site = await aSite({
      "/regdesk/latest-linux.yml": list("1.3.0"),
      "/regdesk/regdesk_1.3.0_amd64.deb": INSTALLER,
    });
    await using folder = await temporaryDirectory();
    const updates = someUpdates(`${site.url}/regdesk`);
    expect(await updates.check()).toEqual({
      current: "1.2.3",
      checkedAt: NOON,
      found: {
        ...{ version: "1.3.0", releasedAt: "2026-11-20T10:00:00.000Z", notes: "Calmer in the rain" },
        installer: {
          ...{ name: "regdesk_1.3.0_amd64.deb", url: `${site.url}/regdesk/regdesk_1.3.0_amd64.deb` },
          ...{ bytes: INSTALLER.length, sha512: SHA512 },
        },
      },
    });
    const path = await updates.save(folder.path);
    expect([path, updates.state.saved]).toEqual([join(folder.path, "regdesk_1.3.0_amd64.deb"), path]);
    expect((await readFile(path)).equals(INSTALLER)).toBe(true);
    expect(await readdir(folder.path)).toHaveLength(1);
  });

  test.each([
    ["other bytes", {}, Buffer.alloc(INSTALLER.length, "another"), /not what the list of versions promises/],
    ["more bytes than promised", { size: 10 }, INSTALLER, /larger than the list of versions says/],
  ])("leaves nothing of an installer with %s", async (_what, promise, bytes, sentence) => {
    await using site = await aSite({ "/latest-linux.yml": list("1.3.0", promise), "/regdesk_1.3.0_amd64.deb": bytes });
    await using folder = await temporaryDirectory();
    const updates = someUpdates(site.url);
    await updates.check();
    await expect(updates.save(folder.path)).rejects.toThrow(sentence);
    expect([await readdir(folder.path), updates.state.saving, updates.state.saved]).toEqual([[], undefined, undefined]);
  });

  test("says what is in the way: no address, no server, no list, no folder", async () => {
    await using site = await aSite({ "/latest-linux.yml": list("1.3.0") });
    await expect(someUpdates(null).check()).rejects.toMatchObject({
      code: "UPDATE_NOT_POSSIBLE",
      message: "No update address is set; who keeps one for this site can tell it",
    });
    await expect(someUpdates("http://127.0.0.1:9").check()).rejects.toThrow(/cannot be reached .*check the network/);
    await expect(someUpdates(`${site.url}/elsewhere`).check()).rejects.toThrow(
      /answers with 404; check the update address/,
    );
    const updates = someUpdates(site.url);
    await expect(updates.save("/nowhere")).rejects.toThrow(/check for one first/);
    await updates.check();
    await expect(updates.save("/nowhere")).rejects.toThrow(
      "There is no folder /nowhere on this machine; choose another",
    );
  });
});

describe("A list of versions", () => {
  const at = "https://updates.example/latest.yml";

  test("is asked for by the machine's own name", () => {
    const machines: [NodeJS.Platform, string][] = [["win32", "x64"], ["darwin", "arm64"], ["linux", "x64"], ["linux", "arm64"]]; // prettier-ignore
    expect(machines.map(([platform, arch]) => manifestName({ platform, arch, packed: "deb" }))).toEqual(
      ["latest.yml", "latest-mac.yml", "latest-linux.yml", "latest-linux-arm64.yml"], // prettier-ignore
    );
  });

  test("counts as versions do, not as texts, and only upwards", () => {
    expect(newerIn(list("1.10.0"), at, "1.9.0", LINUX)?.version).toBe("1.10.0");
    expect(newerIn(list("1.9.0"), at, "1.9.0", LINUX)).toBeUndefined();
    expect(newerIn(list("1.9.0-beta.1"), at, "1.9.0", LINUX)).toBeUndefined();
  });

  test.each([
    ["is no list", "- a\n  b: ["],
    ["has no version", "version: newest"],
    ["has nothing for this machine", "version: 9.0.0\nfiles: []"],
    ["has an installer without a hash", "version: 9.0.0\nfiles: [{ url: a.deb, sha512: none }]"],
    ["leads out of the folder", list("9.0.0").replaceAll("regdesk_1.3.0_amd64.deb", "..%2F..%2Fevil.deb")],
    ["leads to a file", list("9.0.0").replaceAll("regdesk_1.3.0_amd64.deb", "file:///etc/evil.deb")],
  ])("that %s is refused", (_what, text) => {
    expect(() => newerIn(text, at, "1.0.0", LINUX)).toThrow(/^The list of versions at https:\S+ cannot be used/);
  });
});

function someUpdates(address: string | null): Updates {
  return new Updates({ current: "1.2.3", machine: LINUX, address: () => address, clock: new FakeClock() });
}

async function aSite(files: Readonly<Record<string, string | Buffer>>) {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ""];
    response.writeHead(file === undefined ? 404 : 200).end(file);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
