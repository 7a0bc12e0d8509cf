/** `regdesk tokens` through the real process, and tokens in a backup. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { withControl } from "#electron/commands/control.ts";
import { send } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const SECRET = /^rdt_[\w-]{43}$/;

test(
  "regdesk tokens makes, lists, needs and revokes tokens, which a backup brings back",
  { timeout: 90_000 },
  async () => {
    await using directory = await temporaryDirectory();
    const data = join(directory.path, "data");
    const run = (...args: readonly string[]) => regdesk("tokens", ...args, "--data-dir", data);
    const copy = join(directory.path, "copy.db");
    const dataDir = ["--data-dir", data];
    let secret: string;
    {
      await using serving = await servingRegdesk(data);
      const [none, noScope] = await Promise.all([run(), run("add", "panel")]);
      const scopes = ["--scope", "provide", "--scope", "consume"];
      const added = await run("add", "roof pump", ...scopes, "--glob", "roof.*", "--expires", "2099-01-01");
      expect(none.stdout).toMatch(/^Tokens are off: .*\nThere is no token; /);
      expect(noScope).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("--scope: a token needs a scope") as string,
      });
      secret = added.stdout.trim();
      expect(secret).toMatch(SECRET);

      await send(serving.url, "/consumer"); // somebody who shows none
      const on = await run("on", "--json");
      expect(JSON.parse(on.stdout)).toEqual({ isRequired: true, refused: ["127.0.0.1"] });
      expect(await statuses(serving.url, secret)).toEqual([401, 200]);
      const listed = await run("list", "--json");
      expect(JSON.parse(listed.stdout)).toMatchObject([
        {
          name: "roof pump",
          scopes: ["provide", "consume"],
          expiresAt: expect.stringMatching(/^20(98|99)-/) as string,
        },
      ]);
      expect(listed.stdout).not.toContain(secret);

      expect(await regdesk("backup", "--out", copy, ...dataDir)).toMatchObject({ code: 0 });
      const revoked = await run("revoke", "roof pump");
      expect(revoked.stdout).toBe("“roof pump” is revoked; whoever shows it is refused.\n");
      expect(await statuses(serving.url, secret)).toEqual([401, 401]);
      expect(await run("revoke", "roof pump")).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("roof pump") as string,
      });
      expect((await run("off")).stdout).toMatch("No token is needed");
      expect(await statuses(serving.url, secret)).toEqual([200, 200]);

      const told = await withControl(data, ({ activity }) => activity.page({ text: "roof pump" }));
      expect(told.lines.map((line) => line.kind === "token-changed" && line.change)).toEqual(["revoked", "added"]);
      await serving.stop("SIGTERM");
    }
    expect(await regdesk("restore", copy, ...dataDir)).toMatchObject({ code: 0, stderr: "" });
    await using again = await servingRegdesk(data);
    expect(await statuses(again.url, secret)).toEqual([401, 200]);
  },
);

/** What one gets who shows no token, and one who shows this one. */
async function statuses(url: string, secret: string): Promise<number[]> {
  const headers = { authorization: `Bearer ${secret}` };
  const answers = [await send(url, "/consumer"), await send(url, "/consumer", { headers })];
  return answers.map(({ status }) => status);
}
