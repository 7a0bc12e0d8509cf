import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FileSecrets, type Seal } from "#electron/secrets.ts";
import { SourceName } from "#shared/model/source.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const CATALOG = SourceName.parse("catalog");
const OTHER = SourceName.parse("other");

/** A key store that turns texts around. */
const SEAL: Seal = {
  seal: (text) => Promise.resolve(Buffer.from(text).reverse()),
  open: (sealed) => Promise.resolve(Buffer.from(sealed).reverse().toString()),
};

describe("Secrets in a file", () => {
  test("are there again, one for each source, until they are removed", async () => {
    await using place = await aPlace();
    const secrets = new FileSecrets(place.path);
    await Promise.all([secrets.set(CATALOG, "one"), secrets.set(OTHER, "two")]);
    const again = new FileSecrets(place.path);
    expect([await again.get(CATALOG), await again.get(OTHER)]).toEqual(["one", "two"]);
    await again.remove(CATALOG);
    expect([await again.get(CATALOG), await again.get(OTHER)]).toEqual([undefined, "two"]);
  });

  test("can be read by the user only, also where the file was there before", async () => {
    await using place = await aPlace();
    await writeFile(place.path, "{}", { mode: 0o644 });
    await new FileSecrets(place.path).set(CATALOG, "one");
    expect((await stat(place.path)).mode & 0o777).toBe(0o600);
  });

  test("are sealed where there is a key store, and say so where it is missing later", async () => {
    await using place = await aPlace();
    await new FileSecrets(place.path, SEAL).set(CATALOG, "hunter2");
    expect(await readFile(place.path, "utf8")).not.toContain("hunter2");
    expect(await new FileSecrets(place.path, SEAL).get(CATALOG)).toBe("hunter2");
    await expect(new FileSecrets(place.path).get(CATALOG)).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message:
        "The secret of the source catalog cannot be opened (this Regdesk runs without the key store that sealed it); give it anew",
    });
  });

  test("that were kept before there was a key store are sealed once there is one", async () => {
    await using place = await aPlace();
    const before = new FileSecrets(place.path);
    await Promise.all([before.set(CATALOG, "hunter2"), before.set(OTHER, "swordfish")]);
    const secrets = new FileSecrets(place.path, SEAL);
    expect([await secrets.sealAll(), await secrets.sealAll()]).toEqual([2, 0]);
    expect(await readFile(place.path, "utf8")).not.toMatch(/hunter2|swordfish/);
    expect(await secrets.get(OTHER)).toBe("swordfish");
  });

  test("stay as they are, in whole, when the key store is locked", async () => {
    await using place = await aPlace();
    await new FileSecrets(place.path).set(CATALOG, "hunter2");
    const secrets = new FileSecrets(place.path, { ...SEAL, seal: () => Promise.reject(new Error("locked")) });
    await expect(secrets.sealAll()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await expect(secrets.set(OTHER, "one")).rejects.toThrow(/source other cannot be sealed.*Unlock the key store/);
    expect([await secrets.get(CATALOG), await secrets.get(OTHER)]).toEqual(["hunter2", undefined]);
  });

  test("that cannot be read are told about, and not overwritten", async () => {
    await using place = await aPlace();
    await writeFile(place.path, "no JSON");
    const secrets = new FileSecrets(place.path);
    await expect(secrets.get(CATALOG)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await expect(secrets.set(CATALOG, "one")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(await readFile(place.path, "utf8")).toBe("no JSON");
  });
});

async function aPlace() {
  const directory = await temporaryDirectory();
  return { path: join(directory.path, "secrets.json"), [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}
