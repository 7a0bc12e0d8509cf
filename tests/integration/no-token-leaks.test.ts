/** Wherever a client puts its token, and whatever is wrong with its request, the token is in nothing that comes out. */
import fc from "fast-check";
import { unzipSync } from "fflate";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { startHost } from "#electron/host.ts";
import { createRouterClient } from "@orpc/server";
import type { Client } from "#shared/contract/contract.ts";
import { TokenWish } from "#shared/model/token.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { Lan } from "../conformance/lan.ts";

type Place = (secret: string, path: string) => { readonly path: string; readonly headers?: Record<string, string> };

const PLACES: readonly Place[] = [
  (secret, path) => ({ path: `/t/${secret}${path}` }),
  (secret, path) => ({ path, headers: { authorization: `Bearer ${secret}` } }),
  (secret, path) => ({ path, headers: { authorization: `Basic ${secret}` } }),
  (secret, path) => ({ path: `/t//${secret}${path}` }),
  (secret, path) => ({ path: `/T/${secret}${path}` }),
  (secret, path) => ({ path: `/${secret}${path}` }),
  (secret, path) => ({ path: `${path}?token=${secret}` }),
  (secret, path) => ({ path, headers: { "user-agent": secret, referer: `http://laptop/t/${secret}/` } }),
  (secret, path) => ({ path: `/t/x/t/${secret}${path}` }),
];

const anySending = fc.record({
  place: fc.constantFrom(...PLACES),
  method: fc.constantFrom("GET", "PUT", "DELETE", "POST"),
  path: fc.constantFrom("/provider", "/consumer", "/consumer?since=x", "/metrics", "/nothing", "/%", "/health", ""),
  body: fc.constantFrom(undefined, "{", '{"registers":{"a":{"value":1}}}', '{"registers":{"secret.b":{"value":1}}}'),
  isRequired: fc.boolean(),
  which: fc.constantFrom("good", "revoked"),
});

test("No token occurs in an answer, the request log, the audit, the log, the metrics, a bundle or the database", async () => {
  await using directory = await temporaryDirectory();
  const logged: string[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void logged.push(line) });
  await using host = await startHost({
    dataDirectory: directory.path,
    devices: { host: "127.0.0.1", port: 0 },
    logger,
  });
  const client: Client = createRouterClient(await host.router(), { context: { actor: "anna" } });
  const lan = new Lan(() => host.devicesUrl);
  const wish = (name: string) => TokenWish.parse({ name, scopes: ["consume", "provide"], registers: ["-secret.*"] });
  const { secret: good } = await client.tokens.add(wish("good"));
  const { secret: revoked } = await client.tokens.add(wish("gone"));
  await client.tokens.revoke({ name: wish("gone").name });
  const out: string[] = [];

  await fc.assert(
    fc.asyncProperty(anySending, async ({ place, method, path, body, isRequired, which }) => {
      if ((await client.tokens.state()).isRequired !== isRequired) await client.tokens.require({ isRequired });
      const { path: sent, headers } = place(which === "good" ? good : revoked, path);
      const answer = await lan.send(method, sent, { body, headers: headers ?? {} });
      out.push(answer.text, JSON.stringify(answer.headers));
    }),
    { numRuns: 150 },
  );
  await client.tokens.require({ isRequired: false });
  out.push((await lan.send("GET", "/metrics")).text);
  out.push(JSON.stringify([await client.host.status(), await client.tokens.state(), await client.activity.page({})]));
  const { data } = await client.diagnostics.bundle({ withValues: true, withAddresses: true });
  const files = Object.values(unzipSync(Buffer.from(data, "base64")));
  expect(files.length).toBeGreaterThan(0);
  out.push(...files.map((file) => Buffer.from(file).toString()), ...logged);
  await host[Symbol.asyncDispose]();
  for (const file of readdirSync(directory.path, { recursive: true, encoding: "utf8" })) {
    const path = join(directory.path, file);
    if (statSync(path).isFile()) out.push(readFileSync(path, "latin1"));
  }

  const texts = [good, revoked].map((secret) => secret.slice("rdt_".length));
  expect(out.filter((one) => texts.some((text) => one.includes(text)))).toEqual([]);
}, 60_000);
