import { addRemote, fetch as fetchPack, init, readCommit, type HttpClient as GitHttpClient } from "isomorphic-git";
import { createFsFromVolume, Volume } from "memfs";
import type { TestStep } from "#shared/contract/sources.ts";
import type { GitConnection } from "#shared/model/source.ts";
import { shownAddress, withoutCredentials } from "./address.ts";
import { basic, type Credential } from "./credentials.ts";
import { FetchError } from "./fetch-error.ts";
import { documentsAt, type GitObjects } from "./git-documents.ts";
import { GitTransport } from "./git-http.ts";
import { remoteState, type RemoteState } from "./git-refs.ts";
import { HttpClient } from "./http-client.ts";
import { inTime } from "./in-time.ts";
import { LIMITS } from "./limits.ts";
import { reachingSteps } from "./reach.ts";
import type { Fetched, Known, ReaderOptions, SourceReader } from "./source-reader.ts";
import { readingSteps } from "./test-steps.ts";

/** The large hosts of git take any user beside a token, but not none. */
const USER_OF_A_TOKEN = "token";

/** Reads a document or folder of a git repository: its latest state only, into memory. */
export class GitReader implements SourceReader {
  readonly #connection: GitConnection;
  readonly #options: ReaderOptions;

  constructor(connection: GitConnection, options: ReaderOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  async fetch(known: Known | undefined, signal: AbortSignal): Promise<Fetched> {
    const place = shownAddress(this.#connection.url);
    return inTime(place, this.#options.timeout, signal, async (ended) => {
      try {
        return await this.#read(place, known?.revision, ended);
      } catch (error) {
        ended.throwIfAborted();
        throw gitError(error, place);
      }
    });
  }

  async *test(signal: AbortSignal): AsyncGenerator<TestStep, void, undefined> {
    const { url, authorities } = this.#connection;
    const isReachable = yield* reachingSteps({ ...this.#options, url: new URL(url), authorities }, signal);
    if (!isReachable) return;
    const fetch = (ended: AbortSignal): Promise<Fetched> => this.fetch(undefined, ended);
    yield* readingSteps(fetch, this.#options, signal, this.#credentials().length === 0 ? "none" : "given");
  }

  async #read(place: string, revision: string | undefined, signal: AbortSignal): Promise<Fetched> {
    const { ref, path, authorities } = this.#connection;
    const url = withoutCredentials(this.#connection.url).href.replace(/\/+$/, "");
    const limits = { ...LIMITS, ...this.#options.limits };
    await using client = new HttpClient(authorities);
    const { clock } = this.#options;
    const transport = new GitTransport({ client, credentials: this.#credentials(), clock, most: limits.bytes, signal });
    const whole = <T>(asked: Promise<T>): Promise<T> => asked.finally(() => transport.throwIfBroken());

    const state = await whole(remoteState(transport.http, url, ref, place));
    if (revision === state.commit) return { kind: "unchanged", revision };
    const objects = { fs: createFsFromVolume(new Volume()), gitdir: "/repository", cache: {} };
    const commit = await whole(fetched(transport.http, url, state, objects, place));
    return {
      kind: "fetched",
      revision: commit,
      documents: await documentsAt(objects, { commit, path, place }, limits, signal),
    };
  }

  #credentials(): Credential[] {
    const { user } = this.#connection;
    const { secret } = this.#options;
    if (user === undefined && secret === undefined) return [];
    return [basic(user ?? USER_OF_A_TOKEN, secret ?? "")];
  }
}

/** Fetches one commit, or all of them when the remote hands out none by its name. @returns the commit that came */
async function fetched(
  http: GitHttpClient,
  url: string,
  { wanted, commit }: RemoteState,
  objects: GitObjects,
  place: string,
) {
  await init({ ...objects, bare: true });
  await addRemote({ ...objects, remote: "origin", url });
  const common = { ...objects, http, url, ref: wanted, remoteRef: wanted };
  const isCommit = wanted === commit;
  const { fetchHead } = await fetchPack({ ...common, singleBranch: true, depth: 1, tags: false });
  const found = await commitAt(objects, fetchHead ?? commit);
  if (found !== undefined) return found;
  if (isCommit) {
    await fetchPack({ ...common, singleBranch: false, tags: true });
    const reached = await commitAt(objects, commit);
    if (reached !== undefined) return reached;
  }
  const cure = isCommit ? "check its digits, and that a branch or tag leads to it" : "try again";
  throw new FetchError("not-found", `${place} has no commit ${commit}; ${cure}.`);
}

/** The commit of this name or of the tag of this name, if it was fetched. */
async function commitAt(objects: GitObjects, oid: string): Promise<string | undefined> {
  try {
    return (await readCommit({ ...objects, oid })).oid;
  } catch (error) {
    if (codeOf(error) === "NotFoundError") return undefined;
    throw error;
  }
}

/** The library's error for people; nothing of its own words, which may quote what was sent and answered. */
function gitError(error: unknown, place: string): FetchError {
  if (error instanceof FetchError) return error;
  const code = codeOf(error);
  if (code === "SmartHttpError" || code === "ParseError") {
    return new FetchError("other", `${place} answers, but is no git repository; check the address.`);
  }
  const suffix = code === undefined ? "" : ` (${code})`;
  return new FetchError("other", `${place} cannot be read with git${suffix}; check that git itself can clone it.`, {
    cause: error,
  });
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" ? code : undefined;
}
