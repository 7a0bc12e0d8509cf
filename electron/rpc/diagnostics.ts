import type { BundleChoice, BundleFile } from "#shared/model/diagnostics.ts";
import { os } from "./context.ts";
import type { LogFeed } from "./log-feed.ts";

/** What somebody who helps from afar needs to see. */
export interface Diagnostics {
  contents(choice: BundleChoice): Promise<BundleFile[]>;
  bundle(choice: BundleChoice): Promise<{ readonly name: string; readonly archive: Uint8Array }>;
}

export function diagnosticsRouter(diagnostics: Diagnostics, feed: LogFeed) {
  return os.diagnostics.router({
    log: os.diagnostics.log.handler(({ signal }) => feed.subscribe(signal)),
    contents: os.diagnostics.contents.handler(({ input }) => diagnostics.contents(input)),
    bundle: os.diagnostics.bundle.handler(async ({ input }) => {
      const { name, archive } = await diagnostics.bundle(input);
      return { name, data: Buffer.from(archive).toString("base64") };
    }),
  });
}
