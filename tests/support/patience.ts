/** How long a test waits for what has to come, for `vi.waitUntil` and `vi.waitFor`, which by themselves give up after a second:
 *  a loaded machine is no failure. `expect.poll` waits as long (`vitest.config.ts`). */
export const PATIENCE = { timeout: 10_000 };
