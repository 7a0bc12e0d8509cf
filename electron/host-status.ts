import type { Clock } from "#shared/clock.ts";
import type { GateMode } from "#shared/model/gate.ts";
import type { Condition, HostStatus, Overridden, Runs } from "#shared/model/host-status.ts";
import type { Policy } from "./change-requests/policy.ts";
import type { Conditions } from "./conditions.ts";
import { sampleSource, VERSION } from "./config.ts";
import type { DemoPlayer } from "./demo-player.ts";
import type { FleetView } from "./fleet/view.ts";
import { isCutOff, listenAddresses, localUrl } from "./listen-addresses.ts";
import { receiving } from "./receiving.ts";
import type { Registry } from "./registry/registry.ts";
import type { Rest } from "./rest/listener.ts";

export interface HostStatusParts {
  readonly registry: Registry;
  readonly rest: Rest;
  readonly policy: Policy;
  readonly conditions: Conditions;
  readonly demoPlayer: DemoPlayer;
  readonly clock: Clock;
  readonly startedAt: number;
  readonly dataDirectory: string;
  readonly overridden: readonly Overridden[];
  readonly runs: Runs;
  readonly fleet: { readonly view: FleetView };
}

/** How the host stands now. */
export function hostStatus({
  registry,
  rest,
  policy,
  conditions,
  demoPlayer,
  clock,
  startedAt,
  dataDirectory,
  overridden,
  runs,
  fleet,
}: HostStatusParts): HostStatus {
  const arrivals = rest.arrivals.report();
  const now = clock.now();
  conditions.set(
    receiving({
      silentFor: now - (arrivals.lastAt ?? startedAt),
      knowsDevices: registry.size + registry.lastKnownSize > 0,
      isCutOff: isCutOff(rest.host),
    }),
  );
  conditions.set(guarding(policy.now.mode));
  return {
    version: VERSION,
    pid: process.pid,
    startedAt,
    now,
    dataDirectory,
    sampleSource: sampleSource(),
    devicesUrl: localUrl(rest.host, rest.port),
    addresses: listenAddresses(rest.host, rest.port),
    registers: registry.size,
    revision: registry.revision,
    arrivals,
    demo: demoPlayer.isPlaying,
    overridden: [...overridden],
    runs,
    fleet: fleet.view.standing(),
    conditions: conditions.all(),
  };
}

function guarding(mode: GateMode): Omit<Condition, "lastTransitionTime"> {
  if (mode !== "pass-through") {
    return { type: "Gate", status: true, reason: mode, message: "Nothing reaches a device that was not approved." };
  }
  const message =
    "The gate is in Pass-through: whatever anybody asks for goes to the devices at once. Choose another mode to stop that.";
  return { type: "Gate", status: false, reason: "pass-through", message };
}
