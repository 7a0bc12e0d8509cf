/** What belongs to a source beside itself: its secret, and the file that describes it. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ANNA, aSite, aSource, CATALOG } from "./syncing-site.ts";

describe("A secret", () => {
  test("is kept in a file that only the user can read, and never shown", async () => {
    await using site = await aSite();
    const auth = { kind: "bearer" } as const;
    const headers = [{ name: "X-Key", value: "hunter2" }];
    const source = aSource({ connection: { kind: "http", url: "http://127.0.0.1:9/", auth, headers } });
    await site.manager.add(source, "hunter2", ANNA);
    expect((await stat(join(site.path, "secrets.json"))).mode & 0o777).toBe(0o600);
    const { lines } = await site.storage.reader.ask("auditPage", { limit: 10 });
    expect(JSON.stringify([lines, site.manager.all().map(({ state }) => state)])).not.toContain("hunter2");
    expect(lines[0]).toMatchObject({ kind: "source-changed", change: "added", source: CATALOG, by: ANNA });
  });

  test("stays when it is not given, and goes when it is null", async () => {
    await using site = await aSite();
    await site.manager.add(aSource(), "hunter2", ANNA);
    await site.manager.edit(aSource({ prefix: "x." }), undefined, ANNA);
    const stayed = site.manager.hasSecret(CATALOG);
    await site.manager.edit(aSource({ prefix: "x." }), null, ANNA);
    expect([stayed, site.manager.hasSecret(CATALOG)]).toEqual([true, false]);
  });
});

describe("A source that a file describes", () => {
  const fromFile = (given = {}) => aSource({ ...given, file: "catalog.yaml" });

  test("is changed and removed by its file alone", async () => {
    await using site = await aSite();
    const { manager } = site;
    await manager.takeFromFile(fromFile(), null);
    const refused = {
      code: "SOURCE_OWNED_BY_FILE",
      message: "catalog comes from the file sources/catalog.yaml; change it there",
    };
    await expect(manager.edit(aSource({ prefix: "x." }), undefined, ANNA)).rejects.toMatchObject(refused);
    await expect(manager.remove(CATALOG, ANNA)).rejects.toMatchObject(refused);
    await manager.takeFromFile(fromFile({ prefix: "y." }), null);
    expect(manager.find(CATALOG)?.source).toMatchObject({ prefix: "y.", file: "catalog.yaml" });
    await manager.pause(CATALOG, null, ANNA);
    await manager.dropWithFile(CATALOG);
    expect(manager.all()).toEqual([]);
  });

  test("cannot take the place of one that people made", async () => {
    await using site = await aSite();
    await site.manager.add(aSource(), undefined, ANNA);
    await expect(site.manager.takeFromFile(fromFile(), null)).rejects.toMatchObject({ code: "SOURCE_EXISTS" });
    await site.manager.dropWithFile(CATALOG);
    expect(site.manager.all()).toHaveLength(1);
  });

  test("that is the same as before changes nothing", async () => {
    await using site = await aSite();
    await site.manager.takeFromFile(fromFile(), null);
    const heard: unknown[] = [];
    site.manager.listen((changed) => heard.push(changed));
    await site.manager.takeFromFile(fromFile(), null);
    expect(heard).toEqual([]);
  });
});
