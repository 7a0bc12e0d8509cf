/** A history that cannot be written while a device is forgotten: the technician is told, and it is forgotten all the same. */
import { mkdir, rename, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { named } from "#tests/support/builders.ts";
import { provide } from "#tests/support/http.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";

test("a past that cannot be deleted is told after a start, too, and deleted with the first start at which it can be", async () => {
  await using first = await runningHost();
  await provide(first.url, { "boiler.t": 21 }, "100ms");
  await expect.poll(() => past(first)).not.toEqual([]);
  const history = join(first.dataDirectory, "history.db");

  await first.host[Symbol.asyncDispose]();
  await rename(history, `${history}.away`);
  await mkdir(history); // no file can be opened there
  await using broken = await first.restarted();
  const [device] = await broken.client.fleet.list();
  await broken.client.fleet.forget({ id: device!.id, registers: 1 });

  await using still = await broken.restarted();
  expect(await still.client.fleet.list()).toEqual([]);
  await expect
    .poll(() => forgetting(still))
    .toMatchObject({
      ...{ status: false, reason: "past-remains" },
      message: expect.stringMatching(
        /^The past of a register of forgotten devices is there yet: .+ cannot be written/,
      ) as string,
    });

  await rmdir(history);
  await rename(`${history}.away`, history);
  await using mended = await still.restarted();
  await expect.poll(() => past(mended)).toEqual([]);
  expect(await forgetting(mended)).toBeUndefined();
});

async function past({ client }: RunningHost) {
  return (await client.history.changes({ register: named("boiler.t") })).changes;
}

async function forgetting({ client }: RunningHost) {
  return (await client.host.status()).conditions.find(({ type }) => type === "Forgetting");
}
