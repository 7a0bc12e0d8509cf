/** The gate with a clock that tests move, real SQLite, and a disk that can be slow or full. */
import { activityOf } from "#electron/audit/change-request-activity.ts";
import { ChangeRequests } from "#electron/change-requests/change-requests.ts";
import type { ChangeRequestStore } from "#electron/change-requests/change-request-store.ts";
import type { Delivery } from "#electron/change-requests/deliveries.ts";
import type { SourceRegisters } from "#electron/change-requests/source-registers.ts";
import type { RegisterDevices } from "#electron/change-requests/register-devices.ts";
import { Policy, type PolicyStore } from "#electron/change-requests/policy.ts";
import { Registry } from "#electron/registry/registry.ts";
import { auditPages } from "#electron/store/audit-pages.ts";
import { ruleHits } from "#electron/store/change-request-pages.ts";
import { loadChangeRequests } from "#electron/store/change-requests-table.ts";
import { batchOf } from "#electron/store/batch.ts";
import { committing } from "#electron/store/committer.ts";
import { loadDocuments } from "#electron/store/documents-table.ts";
import { loadOverrides } from "#electron/store/overrides-table.ts";
import { openDatabase } from "#electron/store/database.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Json } from "#shared/json.ts";
import type { Activity, AuditLine } from "#shared/model/activity.ts";
import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { Override } from "#shared/model/override.ts";
import { GatePolicy, type RuleId } from "#shared/model/gate.ts";
import { aReport, named } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";

export const SETPOINT = "boiler.setpoint";
export const ANNA = { by: "anna" };
export const CONSUMER = { address: "192.168.1.30", userAgent: "panel/1.0" };

export class TestStore implements ChangeRequestStore, PolicyStore {
  readonly #database = openDatabase(":memory:");
  readonly #commit = committing(this.#database);
  #disk: PromiseWithResolvers<void> | undefined;
  /** While true, nothing can be stored. */
  full = false;

  async commit({ changeRequests, transitions, ...sync }: Parameters<ChangeRequestStore["commit"]>[0]): Promise<void> {
    await this.#turn();
    this.#commit([batchOf({ changeRequests, activity: activityOf(transitions, changeRequests), ...sync })]);
  }

  async append(activity: readonly Activity[], { gatePolicy }: { readonly gatePolicy?: GatePolicy }): Promise<void> {
    await this.#turn();
    this.#commit([batchOf({ ...(gatePolicy === undefined ? {} : { gatePolicy }), activity })]);
  }

  /** From now on nothing gets to the disk until `release`. */
  hold(): void {
    this.#disk = Promise.withResolvers();
  }

  release(): void {
    this.#disk?.resolve();
    this.#disk = undefined;
  }

  overrides(): Override[] {
    return loadOverrides(this.#database);
  }

  stored(): ChangeRequest[] {
    return loadChangeRequests(this.#database, 1_000);
  }

  /** The whole audit, oldest first. */
  lines(): AuditLine[] {
    return [...auditPages(this.#database)({ after: 0, limit: 1_000 }).lines];
  }

  hitsSince(since: number): Promise<Record<RuleId, number>> {
    return Promise.resolve(ruleHits(this.#database)(since));
  }

  policy(): GatePolicy {
    return loadDocuments(this.#database).gatePolicy;
  }

  async #turn(): Promise<void> {
    await this.#disk?.promise;
    if (this.full) throw new RegdeskError("STORE_UNAVAILABLE", "Regdesk could not write to its database: it is full");
  }

  /** The audit of a request, for example `pending > approved by anna: warm it up`. */
  audit(id: string): string[] {
    return this.lines().flatMap((line) => {
      if (line.kind !== "change-request" || line.changeRequest !== id) return [];
      const { from, to, by, note } = line;
      return [`${from === undefined ? "" : `${from} > `}${to} by ${by}${note === undefined ? "" : `: ${note}`}`];
    });
  }
}

export interface Gate {
  readonly clock: FakeClock;
  readonly registry: Registry;
  readonly store: TestStore;
  readonly policy: Policy;
  readonly changeRequests: ChangeRequests;
  /** Every batch of changes that was told, as `1 pending`. */
  readonly told: string[][];
}

/** @param given the gate's policy, where it is not the usual one */
export function aGate(
  stored: readonly ChangeRequest[] = [],
  clock = new FakeClock(),
  given: Partial<GatePolicy> = {},
  sources?: (registry: Registry) => SourceRegisters,
  devices?: RegisterDevices,
): Gate {
  const registry = new Registry({ clock });
  const store = new TestStore();
  const lastId = Math.max(0, ...stored.map(({ id }) => Number(id)));
  const policy = new Policy(store, clock, GatePolicy.parse(given));
  const owners = { ...(sources && { sources: sources(registry) }), ...(devices && { devices }) };
  const changeRequests = new ChangeRequests({ clock, registry, store, policy, stored, lastId, ...owners, log: SILENT });
  const told: string[][] = [];
  changeRequests.listen((requests) => told.push(requests.map(({ id, state }) => `${id} ${state}`)));
  return { clock, registry, store, policy, changeRequests, told };
}

/** What the device says of its setpoint. */
export function reports({ registry }: Gate, value: Json, register = SETPOINT): void {
  registry.provide(aReport(register, value, 3_600_000), "192.168.1.20");
}

export async function asked({ changeRequests }: Gate, value: Json, register = SETPOINT): Promise<ChangeRequestId> {
  const [request] = await changeRequests.request([{ register: named(register), value }], CONSUMER);
  return request!.id;
}

/** Asked for and approved, ready to be picked up. */
export async function approvedNow(gate: Gate, value: Json, register = SETPOINT): Promise<ChangeRequestId> {
  const id = await asked(gate, value, register);
  await gate.changeRequests.approve([id], ANNA, true);
  return id;
}

/** Asked for, approved and handed to the provider. */
export async function deliveredTo(gate: Gate, value: Json, register = SETPOINT): Promise<ChangeRequestId> {
  const id = await approvedNow(gate, value, register);
  (await taken(gate, register)).written();
  await gate.clock.advance(0);
  return id;
}

export async function taken({ changeRequests }: Gate, register = SETPOINT): Promise<Delivery> {
  const delivery = await changeRequests.take([named(register)]);
  if (delivery === undefined) throw new Error(`nothing is deliverable for ${register}`);
  return delivery;
}

export function requestIn({ changeRequests }: Gate, id: string): ChangeRequest {
  const request = changeRequests.all().find((candidate) => candidate.id === id);
  if (request === undefined) throw new Error(`there is no change request ${id}`);
  return request;
}

/** Each request's state by its id. */
export function states({ changeRequests }: Gate): Record<string, string> {
  return Object.fromEntries(changeRequests.all().map(({ id, state }) => [id, state]));
}
