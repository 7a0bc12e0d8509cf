/** A port that another program has: which one, and what would be free. */
import { RegdeskError } from "#shared/errors.ts";
import type { PortConflict } from "#shared/model/network.ts";
import { tryListening } from "./listening.ts";
import { portUser } from "./network/port-user.ts";

/** How far a free port is looked for beyond the one that is taken. */
const NEXT_PORTS = 20;

export async function conflictOn(host: string, port: number): Promise<PortConflict> {
  const [user, free] = await Promise.all([portUser(port), nextFree(host, port)]);
  return { port, ...(user === undefined ? {} : { user }), ...(free === undefined ? {} : { free }) };
}

/** The next one beyond, because those who are told a port find 8081 beside 8080. */
async function nextFree(host: string, port: number): Promise<number | undefined> {
  for (let next = port + 1; next <= Math.min(port + NEXT_PORTS, 65_535); next++) {
    const { obstacle } = await tryListening({ host, port: next }, 0);
    if (obstacle === undefined) return next;
  }
  return undefined;
}

/** The same refusal, with what could be found out about the port. */
export async function explained(error: RegdeskError, host: string, port: number): Promise<RegdeskError> {
  const { user, free } = await conflictOn(host, port);
  const told = [
    ...(user === undefined ? [] : [`it is used by ${user.name} (pid ${user.pid})`]),
    ...(free === undefined ? [] : [`port ${free} is free`]),
  ];
  return new RegdeskError(error.code, [error.message, ...told].join("; "), { cause: error });
}
