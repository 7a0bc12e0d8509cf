/** How much devices may take of the host: what the command line says, else the settings, else the defaults. */
import type { Overridden } from "#shared/model/host-status.ts";
import type { Settings } from "#shared/model/settings.ts";
import type { RestLimits } from "./rest/limits.ts";

export interface GivenLimits {
  readonly rest?: Partial<RestLimits> | undefined;
  /** How many registers may live at a time. */
  readonly capacity?: number | undefined;
}

export interface LimitsInForce {
  readonly rest: Partial<RestLimits>;
  readonly capacity: number;
  /** The settings that do not count in this run. */
  readonly overridden: readonly Overridden[];
}

export function limitsInForce({ rest = {}, capacity }: GivenLimits, settings: Settings): LimitsInForce {
  return {
    rest: {
      body: settings.mostBodyBytes,
      registers: settings.mostRegistersPerRequest,
      name: settings.mostNameBytes,
      connections: settings.mostConnections,
      requestRate: settings.mostRequestsPerSecond ?? undefined,
      ...rest,
    },
    capacity: capacity ?? settings.mostRegisters,
    overridden: [
      ...(rest.body === undefined ? [] : (["mostBodyBytes"] as const)),
      ...(rest.registers === undefined ? [] : (["mostRegistersPerRequest"] as const)),
      ...(rest.name === undefined ? [] : (["mostNameBytes"] as const)),
      ...(rest.connections === undefined ? [] : (["mostConnections"] as const)),
      ...(rest.requestRate === undefined ? [] : (["mostRequestsPerSecond"] as const)),
      ...(capacity === undefined ? [] : (["mostRegisters"] as const)),
    ],
  };
}
