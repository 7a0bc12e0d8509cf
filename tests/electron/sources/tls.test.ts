import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { certificateAuthority, hasOpenssl, type Authority, type Certificate } from "./certificates.ts";
import { failureOf, NEVER, reader, stepsOf, textsOf } from "./reading.ts";
import { webServer, type Answer } from "./web-server.ts";

const DOCUMENT = '{"registers":{}}';
const answer: Answer = (_request, response) => void response.end(DOCUMENT);

describe.skipIf(!hasOpenssl)("A source with https", () => {
  let authority: Authority;
  const serving = (certificate: Certificate) => webServer(answer, certificate);

  beforeAll(async () => {
    authority = await certificateAuthority();
  }, 30_000);
  afterAll(() => authority[Symbol.asyncDispose]());

  test("is read when its authority is among the source's", async () => {
    await using server = await serving(authority.issue("IP:127.0.0.1"));
    const source = reader({ kind: "http", url: server.url, authorities: authority.pem });
    expect(Object.values(textsOf(await source.fetch(undefined, NEVER)))).toEqual([DOCUMENT]);
    expect((await stepsOf(source.test(NEVER))).map(([step, ok]) => [step, ok])).toEqual([
      ["tcp", true],
      ["tls", true],
      ["auth", true],
      ["fetch", true],
    ]);
  });

  test.each<[string, () => Certificate, string]>([
    ["that is not trusted", () => authority.issue("IP:127.0.0.1"), "comes from an authority that is not trusted here"],
  ])("with an authority %s is refused", async (_name, certificate, sentence) => {
    await using server = await serving(certificate());
    const { class: failure, message } = await failureOf(
      reader({ kind: "http", url: server.url }).fetch(undefined, NEVER),
    );
    expect([failure, message]).toEqual(["tls", expect.stringContaining(sentence)]);
  });

  test.each<[string, () => Certificate, string]>([
    ["has expired", () => authority.issue("IP:127.0.0.1", -1), "has expired; renew it there, or set this clock"],
    ["names another host", () => authority.issue("DNS:plant.example"), "is made out to another name"],
  ])("whose certificate %s is refused", async (_name, certificate, sentence) => {
    await using server = await serving(certificate());
    const source = reader({ kind: "http", url: server.url, authorities: authority.pem });
    const { class: failure, message } = await failureOf(source.fetch(undefined, NEVER));
    expect([failure, message]).toEqual(["tls", expect.stringContaining(sentence)]);
    expect((await stepsOf(source.test(NEVER))).at(-1)).toEqual(["tls", false, message]);
  });

  test("with a certificate that only itself vouches for is refused", async () => {
    await using server = await serving(authority.selfSigned("IP:127.0.0.1"));
    expect(await failureOf(reader({ kind: "http", url: server.url }).fetch(undefined, NEVER))).toMatchObject({
      class: "tls",
      message: `The certificate of 127.0.0.1:${server.port} is self-signed; add it to the source's authorities if it can be trusted.`,
    });
  });

  test("that answers without TLS is told", async () => {
    await using server = await webServer(answer);
    const url = server.url.replace("http:", "https:");
    expect(await failureOf(reader({ kind: "http", url }).fetch(undefined, NEVER))).toMatchObject({
      class: "tls",
      message: `127.0.0.1:${server.port} does not answer in TLS; perhaps the address should begin with http:// or have another port.`,
    });
  });

  test.each([
    ["not a certificate", "holds no certificate"],
    ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "is damaged at its certificate 1"],
  ])("and authorities that are %j is refused before anything is asked", async (authorities, sentence) => {
    await using server = await webServer(answer);
    const { message } = await failureOf(reader({ kind: "http", url: server.url, authorities }).fetch(undefined, NEVER));
    expect(message).toContain(sentence);
    expect(server.requests).toEqual([]);
  });
});
