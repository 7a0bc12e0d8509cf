/** Runs that would remove much wait for a technician's word. */
import { describe, expect, test } from "vitest";
import {
  aSite,
  ANNA,
  CATALOG,
  conditionsOf,
  gist,
  numbered,
  shownIn,
  stateOf,
  synced,
  withFile,
} from "./syncing-site.ts";

describe("A run that would remove much", () => {
  test.each([
    ["everything", 10, {}, "The source is empty, and all 10 of its registers would be removed"],
    ["more than a fifth", 10, numbered(7), "3 of 10 registers (30 %) would be removed"],
    ["more than fifty", 300, numbered(249), "51 of 300 registers (17 %) would be removed"],
  ])("waits, and removes nothing: %s", async (_what, count, left, because) => {
    await using site = await aSite();
    const { write } = await withFile(site, numbered(count));
    const { hash } = await synced(site);
    await write(left);
    const run = await synced(site);
    expect([run.outcome, run.removed, site.registry.size]).toEqual([
      "needs-confirmation",
      count - Object.keys(left).length,
      count,
    ]);
    expect(stateOf(site)).toMatchObject({ phase: "complete", hash, awaitingConfirmation: run.id });
    const ready = stateOf(site).conditions.find(({ type }) => type === "Ready");
    expect(ready?.message).toContain(because);
  });

  test("shows what it would change, and changes it when it is confirmed", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, numbered(5));
    await synced(site);
    await write({ ...numbered(2), x: "new" });
    const { id } = await synced(site);
    const { changes, run } = await site.manager.heldBack(CATALOG);
    expect([run.id, changes.map(({ name, kind }) => `${kind} ${name}`)]).toEqual([
      id,
      ["removed r2", "removed r3", "removed r4", "added x"],
    ]);
    expect(gist(await site.manager.confirm(CATALOG, id, [], ANNA))).toEqual([
      "complete",
      "manual-sync-with-data-changes",
      1,
      0,
      3,
    ]);
    expect([shownIn(site), stateOf(site).awaitingConfirmation]).toEqual([{ r0: 0, r1: 1, x: "new" }, undefined]);
  });

  test("leaves out what it is told to", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, numbered(5));
    await synced(site);
    await write({ ...numbered(2), x: "new" });
    const { id } = await synced(site);
    await site.manager.confirm(CATALOG, id, ["r4", "x"], ANNA);
    expect(shownIn(site)).toEqual({ r0: 0, r1: 1, r4: 4 });
    await using again = await site.restarted();
    expect([shownIn(again), (await synced(again)).outcome]).toEqual([{ r0: 0, r1: 1, r4: 4 }, "up-to-date"]);
  });

  test("is confirmed as it was shown, even when the source has gone since", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, numbered(5));
    await synced(site);
    await write(numbered(2));
    const { id } = await synced(site);
    await write("nonsense");
    expect((await site.manager.confirm(CATALOG, id, [], ANNA)).outcome).toBe("complete");
    expect(shownIn(site)).toEqual(numbered(2));
  });

  test("can be confirmed after a restart, if the source is still the same", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, numbered(5));
    await synced(site);
    await write(numbered(2));
    const { id } = await synced(site);
    await using again = await site.restarted();
    await write(numbered(1));
    const other = await again.manager.confirm(CATALOG, id, [], ANNA);
    expect([other.outcome, other.id > id, again.registry.size]).toEqual(["needs-confirmation", true, 5]);
    expect((await again.manager.confirm(CATALOG, other.id, [], ANNA)).outcome).toBe("complete");
    expect(shownIn(again)).toEqual(numbered(1));
  });

  test("is the same run as long as the source says the same", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, numbered(5));
    await synced(site);
    await write({});
    const first = await synced(site);
    const second = await site.manager.run(CATALOG, "schedule");
    expect([second.id, (await site.manager.runs(CATALOG, 10)).length]).toEqual([first.id, 2]);
  });

  test("is over when the source is as it was", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, numbered(5));
    await synced(site);
    await write({});
    const { id } = await synced(site);
    await write(numbered(5));
    expect((await synced(site)).outcome).toBe("up-to-date");
    expect(stateOf(site).awaitingConfirmation).toBeUndefined();
    await expect(site.manager.confirm(CATALOG, id, [], ANNA)).rejects.toMatchObject({ code: "SYNC_NOT_POSSIBLE" });
  });

  test("is dismissed, and not asked about again by the schedule while the source says the same", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, numbered(5));
    await synced(site);
    await write({});
    const { id } = await synced(site);
    await site.manager.dismiss(CATALOG, id, ANNA);
    const readiness = () => [stateOf(site).awaitingConfirmation, conditionsOf(stateOf(site))["Ready"]];
    expect(readiness()).toEqual([undefined, "False changes-held-back"]);
    await expect(site.manager.heldBack(CATALOG)).rejects.toMatchObject({ code: "SYNC_NOT_POSSIBLE" });
    expect((await site.manager.run(CATALOG, "schedule")).outcome).toBe("up-to-date");
    expect([readiness(), shownIn(site)]).toEqual([[undefined, "False changes-held-back"], numbered(5)]);
    await using again = await site.restarted();
    expect((await again.manager.run(CATALOG, "schedule")).outcome).toBe("up-to-date");
    await write(numbered(1));
    expect((await again.manager.run(CATALOG, "schedule")).outcome).toBe("needs-confirmation");
  });

  test("is asked about again after it was dismissed when somebody syncs by hand, or another filter would remove", async () => {
    await using site = await aSite();
    const { source, write } = await withFile(site, numbered(5));
    await synced(site);
    await write({});
    await site.manager.dismiss(CATALOG, (await synced(site)).id, ANNA);
    const asked = await synced(site);
    expect([asked.outcome, stateOf(site).awaitingConfirmation]).toEqual(["needs-confirmation", asked.id]);
    await site.manager.dismiss(CATALOG, asked.id, ANNA);
    await site.manager.edit({ ...source, filter: { ...source.filter, names: ["-r0"] } }, undefined, ANNA);
    expect((await site.manager.run(CATALOG, "schedule")).outcome).toBe("needs-confirmation");
  });

  test("is forgotten when the source is as it was, so that the next removal is asked about", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, numbered(5));
    await synced(site);
    await write({});
    await site.manager.dismiss(CATALOG, (await synced(site)).id, ANNA);
    await write(numbered(5));
    await site.manager.run(CATALOG, "schedule");
    expect(conditionsOf(stateOf(site))["Ready"]).toBe("True ready");
    await write({});
    expect((await site.manager.run(CATALOG, "schedule")).outcome).toBe("needs-confirmation");
  });
});

describe("A preview", () => {
  test("shows what a run would change and changes nothing", async () => {
    await using site = await aSite();
    const { source, write } = await withFile(site, numbered(5));
    await synced(site);
    const before = stateOf(site);
    await write({ ...numbered(5, 1), x: 1 });
    const { run, changes } = await site.manager.preview(source, undefined);
    expect([gist(run), changes.map(({ name, kind }) => `${kind} ${name}`)]).toEqual([
      ["complete", "manual-sync-with-data-changes", 1, 1, 0],
      ["updated r0", "added x"],
    ]);
    expect([stateOf(site), shownIn(site)]).toEqual([before, numbered(5)]);
    expect(gist(await synced(site))).toEqual(["complete", "manual-sync-with-data-changes", 1, 1, 0]);
  });

  test("of another filter counts with it, compared with what there is", async () => {
    await using site = await aSite();
    const { source } = await withFile(site, numbered(5));
    await synced(site);
    const { changes } = await site.manager.preview(
      { ...source, filter: { ...source.filter, names: ["-r4"] } },
      undefined,
    );
    expect(changes.map(({ name, kind }) => `${kind} ${name}`)).toEqual(["removed r4"]);
  });

  test("works of a source that is not saved, and of one in memory", async () => {
    await using site = await aSite();
    const { source } = await withFile(site, numbered(3), { keep: "memory" });
    await synced(site);
    const unsaved = { ...source, name: `${source.name}-2` as never };
    const [other, same] = [
      await site.manager.preview(unsaved, undefined),
      await site.manager.preview(source, undefined),
    ];
    expect([other.changes.length, same.changes.length, site.manager.all().length]).toEqual([3, 0, 1]);
  });

  test("says why it cannot be had", async () => {
    await using site = await aSite();
    const { source, write } = await withFile(site, {});
    await write("[]");
    const { run, error } = await site.manager.preview(source, undefined);
    expect([run.outcome, error?.code]).toEqual(["failed", "DataInvalid"]);
  });
});
