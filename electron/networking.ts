/** What the host answers about its network: whether it is reached, who is in its way, and who else is there. */
import type { Clock } from "#shared/clock.ts";
import { REQUESTS_KEPT, type RequestChoice } from "#shared/model/request-log.ts";
import type { KeptListener } from "./kept-listener.ts";
import { listenAddresses } from "./listen-addresses.ts";
import type { Logger } from "./logging.ts";
import { Discovery } from "./network/discovery.ts";
import { checkReachability } from "./network/reachability.ts";
import type { NetworkParts } from "./rpc/network.ts";
import { RequestLogFeed } from "./rpc/request-log-feed.ts";
import { Subscription } from "./rpc/subscription.ts";
import { conflictOn } from "./port-conflict.ts";
import type { HostSettings } from "./settings/settings.ts";

/** Where multicast goes; a test keeps it on the machine. */
export interface Multicast {
  readonly addresses?: () => readonly string[];
  readonly port?: number;
}

export interface NetworkingOptions {
  readonly listener: KeptListener;
  readonly settings: HostSettings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly multicast?: Multicast | undefined;
}

export interface Networking extends AsyncDisposable {
  readonly parts: NetworkParts;
}

export function startNetworking({ listener, settings, clock, log, multicast }: NetworkingOptions): Networking {
  const addresses = () => listenAddresses(listener.host, listener.port);
  const isReachable = () =>
    listener.isListening && (multicast !== undefined || addresses().some((one) => !one.loopback));
  const announced = () => (settings.now.announce && isReachable() ? { port: listener.port } : undefined);
  const discovery = new Discovery({ clock, log, announced, ...multicast });
  const stopListening = settings.listen(({ announce }, before) => {
    if (announce !== before.announce) discovery.renew();
  });
  const feedOf = (choice: RequestChoice) =>
    new RequestLogFeed((most, after) => listener.arrivals.latest(choice, most, after), clock);
  const requestFeeds = { all: feedOf("all"), refused: feedOf("refused") };
  const parts: NetworkParts = {
    checkReachability: () => {
      const { isListening, host, port, arrivals } = listener;
      return checkReachability({
        now: clock.now(),
        isListening,
        host,
        port,
        addresses: addresses(),
        arrivals: arrivals.report(),
      });
    },
    conflict: async () => (listener.isListening ? undefined : conflictOn(listener.host, listener.port)),
    async listen(port, by) {
      if (listener.isListening) return;
      await listener.listen(port ?? listener.port);
      discovery.renew();
      if (port !== undefined) await settings.update({ listenPort: port }, by);
    },
    discover: (signal) => discoveries(discovery, signal),
    requestFeeds,
    keptRequests: (choice) => listener.arrivals.latest(choice, REQUESTS_KEPT),
  };
  return {
    parts,
    async [Symbol.asyncDispose]() {
      stopListening();
      for (const feed of Object.values(requestFeeds)) feed[Symbol.dispose]();
      await discovery[Symbol.asyncDispose]();
    },
  };
}

/** Others are looked for as long as the window listens. */
function discoveries(discovery: Discovery, signal: AbortSignal | undefined): Subscription<Discovery["found"]> {
  const looking = discovery.look();
  const stop = discovery.listen(() => subscription.replace(discovery.found));
  const subscription = new Subscription<Discovery["found"]>(signal, () => {
    stop();
    looking[Symbol.dispose]();
  });
  subscription.push(discovery.found);
  return subscription;
}
