import type { Discovery, PortConflict, Reachability } from "#shared/model/network.ts";
import type { NotedRequest, RequestChoice } from "#shared/model/request-log.ts";
import { os } from "./context.ts";
import type { RequestLogFeed } from "./request-log-feed.ts";
import type { Subscription } from "./subscription.ts";

/** Where devices reach the host, and who else is on the network. */
export interface NetworkParts {
  checkReachability(): Promise<Reachability>;
  conflict(): Promise<PortConflict | undefined>;
  listen(port: number | undefined, by: string): Promise<void>;
  discover(signal: AbortSignal | undefined): Subscription<Discovery>;
  readonly requestFeeds: Readonly<Record<RequestChoice, RequestLogFeed>>;
  keptRequests(choice: RequestChoice): readonly NotedRequest[];
}

export function networkRouter(network: NetworkParts) {
  return os.network.router({
    checkReachability: os.network.checkReachability.handler(() => network.checkReachability()),
    conflict: os.network.conflict.handler(async () => {
      const conflict = await network.conflict();
      return conflict === undefined ? {} : { conflict };
    }),
    listen: os.network.listen.handler(({ input, context }) => network.listen(input.port, context.actor)),
    discover: os.network.discover.handler(({ signal }) => network.discover(signal)),
    requests: os.network.requests.handler(({ input, signal }) => network.requestFeeds[input.choice].subscribe(signal)),
    keptRequests: os.network.keptRequests.handler(({ input }) => network.keptRequests(input.choice)),
  });
}
