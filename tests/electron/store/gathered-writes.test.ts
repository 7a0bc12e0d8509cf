import { describe, expect, test } from "vitest";
import type { Batch } from "#electron/store/batch.ts";
import { GatheredWrites } from "#electron/store/gathered-writes.ts";
import { setImmediate as turn } from "node:timers/promises";
import { aStart } from "#tests/support/activity.ts";

/** More than the turns it waits for others. */
const LONG_ENOUGH = 30;

describe("Gathered writes", () => {
  test("of a moment go as one batch, and are answered together", async () => {
    const { gathered, sent, add } = gathering();
    const all = [add(), add(), add()];
    expect(sent).toEqual([]);
    await turns(LONG_ENOUGH);
    expect(sent).toEqual([3]);
    gathered.committed(1, 1, "");
    await expect(Promise.all(all)).resolves.toHaveLength(3);
  });

  test("that come while a batch is under way go with the next", async () => {
    const { gathered, sent, add } = gathering();
    void add();
    await turns(LONG_ENOUGH);
    void add();
    void add();
    await turns(LONG_ENOUGH);
    expect(sent).toEqual([1]);
    gathered.committed(1, 1, "");
    await turns(LONG_ENOUGH);
    expect(sent).toEqual([1, 2]);
  });

  test("wait for those who were answered to ask again, but not for the very last", async () => {
    const { gathered, sent, add } = gathering();
    for (let count = 0; count < 50; count++) void add();
    await turns(LONG_ENOUGH);
    gathered.committed(1, 1, "");
    for (let count = 0; count < 47; count++) void add();
    expect(sent).toEqual([50]);
    void add();
    expect(sent).toEqual([50, 48]);
    void add();
    gathered.committed(1, 51, "");
    await turns(LONG_ENOUGH);
    expect(sent).toEqual([50, 48, 1]);
  });

  test("do not wait for those who do not come again", async () => {
    const { gathered, sent, add } = gathering();
    for (let count = 0; count < 50; count++) void add();
    await turns(LONG_ENOUGH);
    gathered.committed(1, 1, "");
    void add();
    await turns(LONG_ENOUGH);
    expect(sent).toEqual([50, 1]);
  });
});

function gathering() {
  const sent: number[] = [];
  const gathered = new GatheredWrites(({ lines }: Batch) => sent.push(lines.split("\n").length - 1));
  return { gathered, sent, add: () => gathered.add({ activity: [aStart()] }) };
}

async function turns(count: number): Promise<void> {
  for (let taken = 0; taken < count; taken++) await turn();
}
