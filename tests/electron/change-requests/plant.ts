/** A gate before a source that provides the setpoint, and that tests let sync and fail. */
import type { SourceOwner, SourceRegisters } from "#electron/change-requests/source-registers.ts";
import type { Registry } from "#electron/registry/registry.ts";
import { parseJson, type Json } from "#shared/json.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { GatePolicy } from "#shared/model/gate.ts";
import { SourceName } from "#shared/model/source.ts";
import { named } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { aGate, SETPOINT, type Gate } from "./gate.ts";

const PLANT = SourceName.parse("plant");

export interface PlantGate extends Gate {
  /** What the source says. */
  says(value: Json): void;
  /** How the source is doing from now on; who waits hears of it. */
  becomes(standing: Partial<Pick<SourceOwner, "isBusy" | "error">>): void;
  /** The source is no more. */
  goes(): void;
}

export function aPlantGate(
  stored: readonly ChangeRequest[] = [],
  clock = new FakeClock(),
  policy: Partial<GatePolicy> = {},
): PlantGate {
  const listeners = new Set<() => void>();
  let owner: SourceOwner = { name: PLANT, isBusy: false, error: undefined };
  const tell = () => listeners.forEach((listener) => listener());
  const sourcesOf = (registry: Registry): SourceRegisters => {
    registry.mirror(PLANT, { put: new Map([[named(SETPOINT), { value: 21, metadata: undefined }]]), gone: [] });
    return {
      ownerOf: (register) => (registry.find(register)?.source === PLANT ? owner : undefined),
      valueOf: (register) => registry.sourceValue(register),
      storing: async ({ overrides = [], clearedOverrides = [] }, commit) => {
        const committed = await commit();
        for (const { register, value } of overrides) registry.override(register, parseJson(value));
        for (const register of clearedOverrides) registry.override(register, undefined);
        return committed;
      },
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  };
  const gate = aGate(stored, clock, policy, sourcesOf);
  return {
    ...gate,
    says: (value) =>
      gate.registry.mirror(PLANT, { put: new Map([[named(SETPOINT), { value, metadata: undefined }]]), gone: [] }),
    becomes: (standing) => {
      owner = { ...owner, ...standing };
      tell();
    },
    goes: () => {
      gate.registry.unmirror(PLANT);
      tell();
    },
  };
}
