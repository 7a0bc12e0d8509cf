/** Whether devices can reach the listener, as far as this machine alone can tell: it connects to itself through each of its
 *  addresses, and remembers who came from elsewhere. That a firewall lets others through, only a request from them proves. */
import { get } from "node:http";
import { networkInterfaces } from "node:os";
import type { Arrivals, ListenAddress } from "#shared/model/host-status.ts";
import type { Reachability, ReachedAddress } from "#shared/model/network.ts";
import { firewallOf } from "./firewall.ts";

/** A machine answers itself at once, or something is in the way. In milliseconds. */
const PATIENCE = 3_000;

export interface Reached {
  readonly now: number;
  readonly isListening: boolean;
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly ListenAddress[];
  readonly arrivals: Pick<Arrivals, "senders" | "refusals">;
}

export async function checkReachability(reached: Reached): Promise<Reachability> {
  const { now, isListening, host, port, addresses, arrivals } = reached;
  const tried = isListening ? await Promise.all(addresses.map(tryAddress)) : [];
  const lastFromOutside = fromOutside(arrivals, ownAddresses());
  return {
    ...{ at: now, listening: isListening, host, port, addresses: tried, firewall: firewallOf(port) },
    ...(lastFromOutside === undefined ? {} : { lastFromOutside }),
  };
}

async function tryAddress(address: ListenAddress): Promise<ReachedAddress> {
  const message = await obstacleAt(`${address.url}/health`);
  return { ...address, ok: message === undefined, ...(message === undefined ? {} : { message }) };
}

/** Any answer will do: what is tried out is the way. @returns why there was none */
function obstacleAt(url: string): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const request = get(url, { agent: false, timeout: PATIENCE }, (response) => {
    response.resume();
    resolve(undefined);
  });
  request.on("timeout", () => request.destroy(new Error(`no answer within ${PATIENCE / 1_000} s`)));
  request.on("error", (error: NodeJS.ErrnoException) =>
    resolve(`It does not answer (${error.code ?? error.message}).`),
  );
  return promise;
}

/** The latest of those who came from another machine, whether they were understood or not. */
export function fromOutside(
  { senders, refusals }: Pick<Arrivals, "senders" | "refusals">,
  own: ReadonlySet<string>,
): Reachability["lastFromOutside"] {
  const all = [
    ...senders.map(({ address, lastAt }) => ({ address, at: lastAt })),
    ...refusals.map(({ address, at }) => ({ address, at })),
  ];
  return all
    .filter(({ address }) => !own.has(address) && !address.startsWith("127."))
    .reduce<Reachability["lastFromOutside"]>((last, one) => (last && last.at >= one.at ? last : one), undefined);
}

function ownAddresses(): Set<string> {
  return new Set(
    Object.values(networkInterfaces())
      .flat()
      .map((address) => address?.address ?? ""),
  );
}
