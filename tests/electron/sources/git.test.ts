import { describe, expect, test } from "vitest";
import type { Connection } from "#shared/model/source.ts";
import type { z } from "zod";
import { certificateAuthority, hasOpenssl } from "./certificates.ts";
import { gitServer, hasGit } from "./git-server.ts";
import { failureOf, NEVER, reader, stepsOf, textsOf } from "./reading.ts";

type Git = Extract<z.input<typeof Connection>, { kind: "git" }>;

function repository(
  url: string,
  rest: Partial<Git> = {},
  ...options: Parameters<typeof reader> extends [unknown, ...infer R] ? R : never
) {
  return reader({ kind: "git", url, ...rest }, ...options);
}

describe.skipIf(!hasGit)("A git repository", { timeout: 30_000 }, () => {
  test("gives the documents of its default branch, and is not fetched again before the branch moves", async () => {
    await using server = await gitServer();
    const commit = server.commit({
      "b.yaml": "registers: {}",
      "north/a.json": "{}",
      "README.md": "# Plant",
      ".ci/x.json": "{}",
    });
    const source = repository(server.url);
    const first = await source.fetch(undefined, NEVER);
    expect(first.revision).toBe(commit);
    expect(textsOf(first)).toEqual({ "b.yaml": "registers: {}", "north/a.json": "{}" });
    const before = server.web.requests.length;
    expect(await source.fetch(first, NEVER)).toEqual({ kind: "unchanged", revision: commit });
    expect(server.web.requests.slice(before).map(({ url }) => url)).toEqual([
      "/plant/.git/info/refs?service=git-upload-pack",
      "/plant/.git/git-upload-pack",
    ]);
    const next = server.commit({ "north/a.json": undefined, "north/c.json": "{ }" });
    const second = await source.fetch(first, NEVER);
    expect([second.revision, textsOf(second)]).toEqual([next, { "b.yaml": "registers: {}", "north/c.json": "{ }" }]);
  });

  test("gives a branch, a tag, an annotated tag or a commit", async () => {
    await using server = await gitServer();
    const first = server.commit({ "a.json": "1" });
    server.git("tag", "v1");
    const second = server.commit({ "a.json": "2" });
    server.git("tag", "--annotate", "--message", "two", "v2");
    server.git("checkout", "-b", "site/north");
    const third = server.commit({ "a.json": "3" });
    server.git("checkout", "main");
    const fourth = server.commit({ "a.json": "4" });
    const textAt = async (ref: Git["ref"]): Promise<unknown[]> => {
      const fetched = await repository(server.url, { ref }).fetch(undefined, NEVER);
      return [textsOf(fetched)["a.json"], fetched.revision];
    };
    expect(await textAt({ kind: "branch", name: "site/north" })).toEqual(["3", third]);
    expect(await textAt({ kind: "tag", name: "v1" })).toEqual(["1", first]);
    expect(await textAt({ kind: "tag", name: "v2" })).toEqual(["2", second]);
    expect(await textAt({ kind: "commit", name: fourth })).toEqual(["4", fourth]);
    expect(await textAt({ kind: "commit", name: second })).toEqual(["2", second]);
    expect(await textAt(undefined)).toEqual(["4", fourth]);
    const tagged = { revision: second };
    const v2 = repository(server.url, { ref: { kind: "tag", name: "v2" } });
    expect(await v2.fetch(tagged, NEVER)).toEqual({ kind: "unchanged", revision: second });
  });

  test("gives one document or folder of it", async () => {
    await using server = await gitServer();
    server.commit({ "north/a.json": "1", "north/deep/b.yml": "2", "south/c.json": "3", "plain.txt": "registers: {}" });
    const at = async (path: string) => textsOf(await repository(server.url, { path }).fetch(undefined, NEVER));
    expect(await at("north")).toEqual({ "north/a.json": "1", "north/deep/b.yml": "2" });
    expect(await at("/north/deep/")).toEqual({ "north/deep/b.yml": "2" });
    expect(await at("./south/c.json")).toEqual({ "south/c.json": "3" });
    expect(await at("plain.txt")).toEqual({ "plain.txt": "registers: {}" });
  });

  test("is read with its user and password, and told apart when they are wrong", async () => {
    const password = "s3cret";
    await using server = await gitServer({ credentials: { user: "anna", password } });
    server.commit({ "a.json": "{}" });
    const source = repository(server.url, { user: "anna" }, { secret: password });
    expect(await source.fetch(undefined, NEVER)).toMatchObject({ kind: "fetched" });
    expect((await stepsOf(source.test(NEVER))).map(([step, ok]) => [step, ok])).toEqual([
      ["tcp", true],
      ["auth", true],
      ["fetch", true],
    ]);
    const wrong = await failureOf(
      repository(server.url, { user: "anna" }, { secret: "wr0ng" }).fetch(undefined, NEVER),
    );
    expect(wrong.class).toBe("auth");
    expect(wrong.message).toContain(`${server.url}/info/refs?… answered 401 Unauthorized; give the source a user`);
    expect(wrong.message).not.toContain("wr0ng");
    expect(await failureOf(repository(server.url).fetch(undefined, NEVER))).toMatchObject({ class: "auth" });
  });

  test.skipIf(!hasOpenssl)("is read with an authority of its own", async () => {
    await using authority = await certificateAuthority();
    await using server = await gitServer({ certificate: authority.issue("IP:127.0.0.1") });
    server.commit({ "a.json": "{}" });
    const authorities = authority.pem;
    expect(await repository(server.url, { authorities }).fetch(undefined, NEVER)).toMatchObject({ kind: "fetched" });
    expect(await failureOf(repository(server.url).fetch(undefined, NEVER))).toMatchObject({ class: "tls" });
  });

  test("says in words what is missing", async () => {
    await using server = await gitServer();
    const failure = async (rest: Partial<Git>, url = server.url): Promise<[string, string]> => {
      const { class: kind, message } = await failureOf(repository(url, rest).fetch(undefined, NEVER));
      return [kind, message.replace(server.url, "PLANT")];
    };
    expect(await failure({})).toEqual(["not-found", "PLANT is an empty repository; commit a document there."]);
    const commit = server.commit({ "README.md": "# Plant" });
    server.link("link.json", "README.md");
    expect(await failure({})).toEqual([
      "not-found",
      "PLANT holds no document; commit one whose name ends in .json, .yaml or .yml.",
    ]);
    expect(await failure({ ref: { kind: "branch", name: "south" } })).toEqual([
      "not-found",
      'PLANT has no branch "south"; it has main.',
    ]);
    expect(await failure({ ref: { kind: "tag", name: "v9" } })).toEqual([
      "not-found",
      'PLANT has no tag "v9"; it has no tag at all.',
    ]);
    expect(await failure({ path: "north/a.json" })).toEqual([
      "not-found",
      'PLANT has no "north/a.json" at this commit; check the path.',
    ]);
    expect(await failure({ path: "../secrets" })).toEqual([
      "not-found",
      "The path ../secrets leads out of the repository; take the .. out of it.",
    ]);
    expect(await failure({ path: "link.json" })).toEqual([
      "other",
      "link.json in PLANT is a link; name the document itself.",
    ]);
    const none = commit.replace(/./g, "0");
    expect(await failure({ ref: { kind: "commit", name: none } })).toEqual([
      "not-found",
      `PLANT has no commit ${none}; check its digits, and that a branch or tag leads to it.`,
    ]);
    expect((await failure({}, `${server.web.url}/nobody`))[0]).toBe("not-found");
    const lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    server.commit({ "big.json": lfs });
    expect(await failure({})).toEqual([
      "other",
      "big.json in PLANT is kept in Git LFS, which cannot be read; commit the document itself instead, with git lfs untrack.",
    ]);
  });

  test("that is none is told", async () => {
    await using server = await gitServer();
    server.web.answer = (_request, response) => void response.end("<html>");
    expect(await failureOf(repository(server.url).fetch(undefined, NEVER))).toMatchObject({
      class: "other",
      message: `${server.url} answers, but is no git repository; check the address.`,
    });
  });

  test("with more or larger documents than allowed is refused", async () => {
    await using server = await gitServer();
    server.commit({ "a.json": "12345", "b.json": "12345", "noise.json": Buffer.alloc(3_000).toString() });
    const failure = (limits: object) => failureOf(repository(server.url, {}, { limits }).fetch(undefined, NEVER));
    expect(await failure({ files: 2 })).toMatchObject({
      class: "too-large",
      message: `${server.url} holds more than 2 documents; name a path with fewer of them.`,
    });
    expect(await failure({ bytes: 2_000 })).toMatchObject({
      class: "too-large",
      message: `${server.url} holds more than the 2000 bytes a source may have; split it up.`,
    });
    expect(await failure({ bytes: 20 })).toMatchObject({ class: "too-large" });
  });

  test("whose list of refs breaks off is told, and not taken for the whole", async () => {
    await using server = await gitServer();
    server.commit({ "a.json": "{}" });
    const { answer } = server.web;
    server.web.answer = (request, response) => {
      if (server.web.requests.length < 2) return answer(request, response);
      response.writeHead(200, { "content-type": "application/x-git-upload-pack-result", "content-length": "1000" });
      response.write("", () => response.destroy());
    };
    const { message } = await failureOf(repository(server.url).fetch(undefined, NEVER));
    expect(message).toContain("broke off before the answer was complete");
  });

  test("whose pack breaks off is told, and not taken for the whole", async () => {
    await using server = await gitServer();
    server.commit({ "a.json": `{"registers":{}}${" ".repeat(100)}` });
    const { answer } = server.web;
    server.web.answer = (request, response) => {
      if (server.web.requests.length < 4) return answer(request, response);
      response.writeHead(200, { "content-type": "application/x-git-upload-pack-result", "content-length": "1000" });
      response.write("0008NAK\n", () => response.destroy());
    };
    const { message } = await failureOf(repository(server.url).fetch(undefined, NEVER));
    expect(message).toContain("broke off before the answer was complete");
  });

  test("that hangs is given up when the time is over, and at once when cancelled", async () => {
    await using server = await gitServer();
    server.web.answer = () => undefined;
    expect(await failureOf(repository(server.url, {}, { timeout: 300 }).fetch(undefined, NEVER))).toMatchObject({
      class: "timeout",
    });
    const cancel = new AbortController();
    const reason = new Error("cancelled");
    setTimeout(() => cancel.abort(reason), 50);
    const started = performance.now();
    await expect(repository(server.url).fetch(undefined, cancel.signal)).rejects.toBe(reason);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
