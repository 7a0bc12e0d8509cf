import { describe, expect, test } from "vitest";
import { StateKeeper } from "#electron/sync/state-keeper.ts";
import { neverSynced } from "#electron/sync/source-state.ts";
import { RegdeskError } from "#shared/errors.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { aSource } from "./syncing-site.ts";

describe("How a source is doing", () => {
  test("is tried to be stored three times more, ever less often, and holds up nobody", async () => {
    const { keeper, clock, tries } = aKeeper(10);
    await keeper.keep({ state });
    expect(tries).toEqual([0]);
    await clock.advance(60_000);
    expect(tries).toEqual([0, 1_000, 3_000, 7_000]);
  });

  test("is stored as it is by then", async () => {
    const { keeper, clock, stored } = aKeeper(1);
    let attempts = 0;
    await keeper.keep({ state: () => ({ ...state(), attempts }) });
    attempts = 7;
    await clock.advance(1_000);
    expect(stored).toEqual([7]);
  });

  test("is tried once more when Regdesk stops", async () => {
    const { keeper, tries, stored } = aKeeper(1);
    await keeper.keep({ state });
    await keeper[Symbol.asyncDispose]();
    expect([tries.length, stored.length]).toEqual([2, 1]);
  });
});

const state = () => neverSynced(aSource(), 0);

/** @param failures how many times storing fails */
function aKeeper(failures: number) {
  const clock = new FakeClock();
  const began = clock.now();
  const tries: number[] = [];
  const stored: number[] = [];
  const store = {
    append: (_activity: unknown, { sync }: { sync: { states?: readonly { attempts: number }[] } }) => {
      tries.push(clock.now() - began);
      if (tries.length <= failures) return Promise.reject(new RegdeskError("STORE_UNAVAILABLE", "the disk is full"));
      stored.push(sync.states![0]!.attempts);
      return Promise.resolve();
    },
  };
  return { keeper: new StateKeeper({ store, clock, log: SILENT }), clock, tries, stored };
}
