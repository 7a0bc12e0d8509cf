/** What needs the technician, gravest first and, among equals, newest first. */
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Condition, Refusal } from "#shared/model/host-status.ts";
import type { Register } from "#shared/model/register.ts";
import type { ShownSource } from "./sources/standing.ts";
import { deviceOf } from "./metadata.ts";

export type Task =
  | { readonly kind: "trouble"; readonly at: number; readonly condition: Condition }
  | {
      readonly kind: "expired";
      readonly at: number;
      readonly device: string | undefined;
      readonly registers: readonly Register[];
    }
  | { readonly kind: "change"; readonly at: number; readonly request: ChangeRequest }
  | { readonly kind: "source-failed" | "source-unconfirmed"; readonly at: number; readonly shown: ShownSource }
  | { readonly kind: "refused"; readonly at: number; readonly refusals: readonly Refusal[] };

export interface Situation {
  readonly trouble: Condition | undefined;
  readonly pending: readonly ChangeRequest[];
  readonly registers: Iterable<Register>;
  readonly refusals: readonly Refusal[];
  readonly sources: readonly ShownSource[];
  readonly now: number;
}

const GRAVITY: readonly Task["kind"][] = [
  "trouble",
  "expired",
  "source-failed",
  "change",
  "source-unconfirmed",
  "refused",
];

/** How long a refused request is worth a line, in milliseconds. */
const RECENTLY = 10 * 60_000;

export function tasksOf({ trouble, pending, registers, refusals, sources, now }: Situation): Task[] {
  const recent = refusals.filter(({ at }) => now - at <= RECENTLY);
  const tasks: Task[] = [
    ...(trouble ? [{ kind: "trouble", at: trouble.lastTransitionTime, condition: trouble } as const] : []),
    ...expired(registers),
    ...pending.map((request): Task => ({ kind: "change", at: request.requestedAt, request })),
    ...sources.flatMap(ofSource),
    ...(recent[0] ? [{ kind: "refused", at: recent[0].at, refusals: recent } as const] : []),
  ];
  return tasks.sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind) || b.at - a.at);
}

function ofSource(shown: ShownSource): Task[] {
  const at = shown.state.lastAttempt ?? 0;
  if (shown.standing === "failed") return [{ kind: "source-failed", at, shown }];
  return shown.standing === "needs-confirmation" ? [{ kind: "source-unconfirmed", at, shown }] : [];
}

/** One line for each device, because a device that falls silent takes all of its registers along. */
function expired(registers: Iterable<Register>): Task[] {
  const byDevice = new Map<string | undefined, Register[]>();
  for (const register of registers) {
    if (register.expiredAt === undefined) continue;
    const device = deviceOf(register);
    const group = byDevice.get(device);
    if (group) group.push(register);
    else byDevice.set(device, [register]);
  }
  return [...byDevice].map(([device, group]) => {
    const at = group.reduce((latest, { providedAt }) => Math.max(latest, providedAt), 0);
    return { kind: "expired", at, device, registers: group };
  });
}
