import { lookup } from "node:dns/promises";
import { once } from "node:events";
import net from "node:net";
import tls from "node:tls";
import type { Clock } from "#shared/clock.ts";
import type { TestStep } from "#shared/contract/sources.ts";
import { hostOf, portOf, shownAddress } from "./address.ts";
import { trustedAuthorities } from "./authorities.ts";
import { inTime } from "./in-time.ts";
import { networkError } from "./network-error.ts";
import { taken } from "./test-steps.ts";

interface Way {
  readonly url: URL;
  readonly authorities: string | undefined;
  /** Milliseconds for each step. */
  readonly timeout: number;
  readonly clock: Clock;
}

/** The steps to a server: its address, a connection, and with https a certificate that can be trusted. */
export async function* reachingSteps(
  { url, authorities, timeout, clock }: Way,
  signal: AbortSignal,
): AsyncGenerator<TestStep, boolean, undefined> {
  const host = hostOf(url);
  const attempt = (step: TestStep["step"], act: (signal: AbortSignal) => Promise<string>): Promise<TestStep> =>
    taken(step, clock, () =>
      inTime(shownAddress(url), timeout, signal, (ended) => act(ended).catch(explained(url, ended))),
    );

  if (net.isIP(host) === 0) {
    const found = await attempt("dns", async () => {
      const addresses = await lookup(host, { all: true });
      return `${host} is ${addresses.map(({ address }) => address).join(", ")}.`;
    });
    yield found;
    if (!found.ok) return false;
  }
  const connected = await attempt("tcp", async (ended) => {
    const socket = net.connect({ host, port: portOf(url) });
    return settled(socket, "connect", ended, () => `${host} accepts connections on port ${portOf(url)}.`);
  });
  yield connected;
  if (!connected.ok) return false;
  if (url.protocol !== "https:") return true;

  const secured = await attempt("tls", async (ended) => {
    const servername = net.isIP(host) === 0 ? host : undefined;
    const options = { host, port: portOf(url), ca: trustedAuthorities(authorities) };
    const socket = tls.connect(servername === undefined ? options : { ...options, servername });
    return settled(socket, "secureConnect", ended, () => {
      const until = new Date(socket.getPeerCertificate().valid_to).toISOString().slice(0, 10);
      return `The certificate can be trusted and is valid until ${until}.`;
    });
  });
  yield secured;
  return secured.ok;
}

/** Waits for what the socket is there for, asks about it, and ends it. */
async function settled(socket: net.Socket, event: string, signal: AbortSignal, ask: () => string): Promise<string> {
  try {
    await once(socket, event, { signal });
    return ask();
  } finally {
    socket.destroy();
  }
}

function explained(url: URL, signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    signal.throwIfAborted();
    throw networkError(error, url);
  };
}
