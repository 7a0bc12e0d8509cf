import type { DeviceState } from "#shared/model/device.ts";
import type { DeviceTransition } from "./uptime.ts";

/** Which state counts of two that one device was in at the same time: it was there if either was. */
const RANK: Readonly<Record<DeviceState, number>> = {
  ...{ moved: 0, "not-observed": 1, offline: 2, flapping: 3, late: 4, online: 5 },
};

/** The states of two devices that were one all along. Each moment of either is in it, also where the other's state goes on, so
 *  that it takes the place of both. @param one in its order, and so is `other` */
export function joined(one: readonly DeviceTransition[], other: readonly DeviceTransition[]): DeviceTransition[] {
  const moments = [...new Set([...one, ...other].map(({ at }) => at))].sort((a, b) => a - b);
  const [stateOfOne, stateOfOther] = [following(one), following(other)];
  return moments.flatMap((at) => {
    const [a, b] = [stateOfOne(at), stateOfOther(at)];
    const counts = a === undefined || (b !== undefined && RANK[b.state] > RANK[a.state]) ? b : a;
    return counts === undefined ? [] : [{ ...counts, at }];
  });
}

/** @returns what was at a moment; to be asked for one after the other */
function following(transitions: readonly DeviceTransition[]): (at: number) => DeviceTransition | undefined {
  let next = 0;
  return (at) => {
    while ((transitions[next]?.at ?? Infinity) <= at) next += 1;
    return transitions[next - 1];
  };
}
