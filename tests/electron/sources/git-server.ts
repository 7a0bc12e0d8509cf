/** A real git server: `git http-backend` behind node's HTTP, as a web server runs it, with a user and password if wanted. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import type http from "node:http";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import type { Certificate } from "./certificates.ts";
import { webServer, type WebServer } from "./web-server.ts";

const probe = spawnSync("git", ["http-backend"], { encoding: "utf8" });
/** It comes with git, but not with every one. */
export const hasGit = probe.error === undefined && probe.stdout.startsWith("Status:");

export interface GitServer extends AsyncDisposable {
  /** Of the repository. */
  readonly url: string;
  readonly web: WebServer;
  /** Runs git in the repository. @returns what it says, without the last line break */
  git(...given: string[]): string;
  /** Commits these files, undefined ones removed. @returns the commit */
  commit(files: Readonly<Record<string, string | undefined>>): string;
  link(name: string, target: string): string;
}

export interface GitServerOptions {
  readonly credentials?: { readonly user: string; readonly password: string };
  readonly certificate?: Certificate;
}

export async function gitServer({ credentials, certificate }: GitServerOptions = {}): Promise<GitServer> {
  await using started = new AsyncDisposableStack();
  const root = started.use(await temporaryDirectory()).path;
  const repository = join(root, "plant");
  mkdirSync(repository);
  const env = { ...process.env, ...quietly(root) };
  const git = (...given: string[]): string =>
    execFileSync("git", given, { cwd: repository, env, encoding: "utf8", stdio: "pipe" }).trimEnd();
  git("init", "--initial-branch=main");

  const expected =
    credentials && `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString("base64")}`;
  const web = started.use(
    await webServer((request, response) => {
      if (expected === undefined || request.headers.authorization === expected)
        return backend(request, response, root, env);
      response.writeHead(401, { "www-authenticate": 'Basic realm="plant"' }).end();
    }, certificate),
  );
  const commitAll = (): string => {
    git("add", "--all");
    git("commit", "--allow-empty", "--message", "change");
    return git("rev-parse", "HEAD");
  };
  const running = started.move();
  return {
    url: `${web.url}/plant/.git`,
    web,
    git,
    commit(files) {
      for (const [name, text] of Object.entries(files)) {
        const path = join(repository, name);
        mkdirSync(dirname(path), { recursive: true });
        if (text === undefined) rmSync(path);
        else writeFileSync(path, text);
      }
      return commitAll();
    },
    link(name, target) {
      symlinkSync(target, join(repository, name));
      return commitAll();
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Nothing of the user's own settings. */
function quietly(root: string): Record<string, string> {
  const who = { NAME: "anna", EMAIL: "anna@plant.example" };
  return {
    HOME: root,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: join(root, "none"),
    ...Object.fromEntries(
      Object.entries(who).flatMap(([key, value]) => [
        [`GIT_AUTHOR_${key}`, value],
        [`GIT_COMMITTER_${key}`, value],
      ]),
    ),
  };
}

/** The common gateway interface, as RFC 3875 has it. */
function backend(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  root: string,
  env: NodeJS.ProcessEnv,
): void {
  const { pathname, search } = new URL(request.url ?? "/", "http://server");
  const child = spawn("git", ["http-backend"], {
    env: {
      ...env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(child.stdin);
  child.stdin.on("error", () => undefined);
  response.on("close", () => child.kill());
  let head = Buffer.alloc(0);
  child.stdout.on("data", function read(chunk: Buffer) {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    child.stdout.off("data", read);
    const headers = head
      .subarray(0, end)
      .toString()
      .split("\r\n")
      .map((line) => line.split(/:\s*/, 2) as [string, string]);
    const status = headers.find(([name]) => name.toLowerCase() === "status");
    response.writeHead(Number.parseInt(status?.[1] ?? "200"), Object.fromEntries(headers));
    response.write(head.subarray(end + 4));
    child.stdout.pipe(response);
  });
}
