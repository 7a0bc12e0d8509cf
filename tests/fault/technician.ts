/** What a technician does at the control socket. */
import { withControl } from "#electron/commands/control.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Condition } from "#shared/model/host-status.ts";

/** Approves whatever is pending, for pick-up at once. */
export function approveAll(dataDirectory: string): Promise<ChangeRequest[]> {
  return withControl(dataDirectory, async ({ changeRequests }) => {
    const pending = (await changeRequests.list({})).filter(({ state }) => state === "pending");
    return changeRequests.approve({ ids: pending.map(({ id }) => id), now: true });
  });
}

/** All change requests, oldest first. */
export async function allRequests(dataDirectory: string): Promise<ChangeRequest[]> {
  const newestFirst = await withControl(dataDirectory, ({ changeRequests }) => changeRequests.list({ all: true }));
  return newestFirst.reverse();
}

export async function conditionOf(dataDirectory: string, type: Condition["type"]): Promise<Condition | undefined> {
  const { conditions } = await withControl(dataDirectory, ({ host }) => host.status());
  return conditions.find((condition) => condition.type === type);
}

/** Waits until a condition has the status; resolves with it. */
export function conditionBecomes(dataDirectory: string, type: Condition["type"], status: boolean): Promise<Condition> {
  return withControl(dataDirectory, async ({ host }) => {
    for await (const { conditions } of await host.watch()) {
      const condition = conditions.find((one) => one.type === type && one.status === status);
      if (condition !== undefined) return condition;
    }
    throw new Error(`the host ended before ${type} became ${status}`);
  });
}

/** Waits until all requests that are not done yet are in one state. */
export function requestsBecome(dataDirectory: string, isSo: (request: ChangeRequest) => boolean): Promise<void> {
  return withControl(dataDirectory, async ({ changeRequests }) => {
    const known = new Map<string, ChangeRequest>();
    for await (const { requests } of await changeRequests.watch()) {
      for (const request of requests) known.set(request.id, request);
      if (known.size > 0 && [...known.values()].every(isSo)) return;
    }
    throw new Error("the host ended before the change requests were so");
  });
}
