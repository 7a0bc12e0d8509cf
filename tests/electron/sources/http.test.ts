import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { failureOf, NEVER, reader, stepsOf, textsOf } from "./reading.ts";
import { webServer, type Answer } from "./web-server.ts";

const DOCUMENT = '{"registers":{"boiler.temp":{"value":21}}}';

/** A document with an ETag, as file servers give it. */
function tagged(text: () => string): Answer {
  return (request, response) => {
    const etag = `"${createHash("sha256").update(text()).digest("hex").slice(0, 8)}"`;
    const isKnown = request.headers["if-none-match"] === etag;
    response.writeHead(isKnown ? 304 : 200, { etag, "content-type": "application/json" });
    response.end(isKnown ? undefined : text());
  };
}

function plain(type: string, text: string, headers: Record<string, string> = {}): Answer {
  return (_request, response) => void response.writeHead(200, { "content-type": type, ...headers }).end(text);
}

describe("A document on the web", () => {
  test("is read, and not read again while its ETag is the same", async () => {
    let text = DOCUMENT;
    await using server = await webServer(tagged(() => text));
    const source = reader({ kind: "http", url: `${server.url}/plant` });
    const first = await source.fetch(undefined, NEVER);
    expect(textsOf(first)).toEqual({ [`${server.url}/plant`]: DOCUMENT });
    expect(await source.fetch(first, NEVER)).toEqual({ kind: "unchanged", revision: first.revision });
    text = '{"registers":{}}';
    const changed = await source.fetch(first, NEVER);
    expect([Object.values(textsOf(changed)), changed.revision === first.revision]).toEqual([[text], false]);
  });

  test("is not read again while its time of change is the same, once that time can be relied on", async () => {
    const modified = "Mon, 01 Jun 2026 12:00:00 GMT";
    let date = "Mon, 01 Jun 2026 12:00:01 GMT";
    await using server = await webServer((request, response) => {
      const isKnown = request.headers["if-modified-since"] === modified;
      response.writeHead(isKnown ? 304 : 200, { date, "last-modified": modified, "content-type": "text/yaml" });
      response.end(isKnown ? undefined : "registers: {}");
    });
    const source = reader({ kind: "http", url: server.url });
    const fresh = await source.fetch(undefined, NEVER);
    expect(fresh).toMatchObject({ kind: "fetched", revision: undefined, documents: [{ format: "yaml" }] });
    date = "Mon, 01 Jun 2026 12:00:05 GMT";
    const settled = await source.fetch(undefined, NEVER);
    expect(settled.revision).toBe(modified);
    expect(await source.fetch(settled, NEVER)).toEqual({ kind: "unchanged", revision: modified });
  });

  test("may be packed", async () => {
    await using server = await webServer((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-type": "application/json" });
      response.end(gzipSync(DOCUMENT));
    });
    const fetched = await reader({ kind: "http", url: server.url }).fetch(undefined, NEVER);
    expect(Object.values(textsOf(fetched))).toEqual([DOCUMENT]);
  });

  test.each([
    ["/a", "application/json; charset=utf-8", "json"],
    ["/a", "application/vnd.plant+json", "json"],
    ["/a.json", "application/x-yaml", "yaml"],
    ["/a.yml?raw=1", "text/plain", "yaml"],
    ["/a.json", "application/octet-stream", "json"],
    ["/a", "nonsense", "json"],
  ])("at %s of type %s is %s", async (path, type, format) => {
    await using server = await webServer(plain(type, DOCUMENT));
    const fetched = await reader({ kind: "http", url: server.url + path }).fetch(undefined, NEVER);
    expect(fetched).toMatchObject({ documents: [{ format }] });
  });

  test("that is a page for people is refused", async () => {
    await using server = await webServer(plain("text/html", "<h1>Log in</h1>"));
    expect(await failureOf(reader({ kind: "http", url: server.url }).fetch(undefined, NEVER))).toMatchObject({
      class: "other",
      message: `${server.url} answered a web page instead of a document; check the address, and that no login stands before it.`,
    });
  });

  test("may have pages that link to each other, up to a limit", async () => {
    await using server = await webServer((request, response) => {
      const page = Number(new URL(request.url ?? "", "http://x").searchParams.get("page") ?? "1");
      const link = page < 3 ? { link: `</plant?page=${page + 1}>; rel="next", </plant>; rel="first"` } : {};
      response.writeHead(200, { "content-type": "application/json", etag: `"${page}"`, ...link });
      response.end(`{"registers":{"r${page}":{"value":${page}}}}`);
    });
    const source = { kind: "http", url: `${server.url}/plant` } as const;
    const fetched = await reader(source).fetch(undefined, NEVER);
    expect(fetched).toMatchObject({ revision: undefined, documents: [{}, {}, {}] });
    expect(await failureOf(reader(source, { limits: { pages: 2 } }).fetch(undefined, NEVER))).toMatchObject({
      class: "too-large",
      message: `${server.url}/plant has more than 2 pages; split it into several sources.`,
    });
  });
});

describe("Credentials", () => {
  const secret = "s3cret-token";
  const echo: Answer = (request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(request.headers));
  };

  test.each([
    [{ kind: "basic", user: "anna" } as const, `Basic ${Buffer.from(`anna:${secret}`).toString("base64")}`],
    [{ kind: "bearer" } as const, `Bearer ${secret}`],
    [{ kind: "none" } as const, undefined],
  ])("are sent as %j asks", async (auth, authorization) => {
    await using server = await webServer(echo);
    const headers = [{ name: "X-Plant", value: "north" }];
    const fetched = await reader({ kind: "http", url: server.url, auth, headers }, { secret }).fetch(undefined, NEVER);
    const sent = JSON.parse(Object.values(textsOf(fetched))[0]!) as Record<string, string>;
    expect([sent["authorization"], sent["x-plant"]]).toEqual([authorization, "north"]);
  });

  test("follow a redirect within their origin, and to no other", async () => {
    await using other = await webServer(echo);
    await using server = await webServer((request, response) => {
      if (request.url === "/end") return echo(request, response);
      response.writeHead(302, { location: request.url === "/here" ? "/end" : `${other.url}/end` }).end();
    });
    const connection = { kind: "http", auth: { kind: "bearer" }, headers: [{ name: "x-key", value: "k" }] } as const;
    const sentTo = async (path: string): Promise<unknown[]> => {
      const source = reader({ ...connection, headers: [...connection.headers], url: server.url + path }, { secret });
      const sent = JSON.parse(Object.values(textsOf(await source.fetch(undefined, NEVER)))[0]!) as Record<
        string,
        string
      >;
      return [sent["authorization"], sent["x-key"]];
    };
    expect(await sentTo("/here")).toEqual([`Bearer ${secret}`, "k"]);
    expect(await sentTo("/there")).toEqual([undefined, undefined]);
  });

  test("are never part of a message, wherever they stand", async () => {
    await using server = await webServer((_request, response) => void response.writeHead(500).end(secret));
    const failures = await Promise.all([
      failureOf(reader({ kind: "http", url: `${server.url}/a?token=${secret}` }).fetch(undefined, NEVER)),
      failureOf(reader({ kind: "http", url: server.url.replace("//", `//anna:${secret}@`) }).fetch(undefined, NEVER)),
      failureOf(reader({ kind: "peer", url: `${server.url}/t/${secret}` }).fetch(undefined, NEVER)),
      failureOf(
        reader({ kind: "http", url: server.url, auth: { kind: "bearer" } }, { secret: `${secret}\n` }).fetch(
          undefined,
          NEVER,
        ),
      ),
    ]);
    expect(failures.map(({ message }) => message)).toEqual([
      `${server.url}/a?… answered 500 Internal Server Error; the fault is there, try again later.`,
      `The address ${server.url} has a user or a password in it; give them as the source's user and secret instead.`,
      `${server.url}/t/… answered 500 Internal Server Error; the fault is there, try again later.`,
      'The header "authorization" cannot be sent; take line breaks and special characters out of its name and value.',
    ]);
  });
});

describe("A test", () => {
  test("goes the whole way and says what it found", async () => {
    await using server = await webServer(plain("application/json", DOCUMENT));
    const inspect = () => Promise.resolve({ ok: true, message: "There is one register." });
    const source = reader({ kind: "http", url: server.url, auth: { kind: "bearer" } }, { secret: "t", inspect });
    expect(await stepsOf(source.test(NEVER))).toEqual([
      ["tcp", true, `127.0.0.1 accepts connections on port ${server.port}.`],
      ["auth", true, "The credentials are accepted."],
      ["fetch", true, `There is one document of ${DOCUMENT.length} bytes in all.`],
      ["parse", true, "There is one register."],
    ]);
  });

  test.each([
    [
      401,
      [
        ["tcp", true],
        ["auth", false],
      ],
    ],
    [
      404,
      [
        ["tcp", true],
        ["auth", true],
        ["fetch", false],
      ],
    ],
  ])("ends with the step that fails: %i", async (status, steps) => {
    await using server = await webServer((_request, response) => void response.writeHead(status).end());
    const taken = await stepsOf(reader({ kind: "http", url: server.url }).test(NEVER));
    expect(taken.map(([step, ok]) => [step, ok])).toEqual(steps);
  });
});
