import { listServerRefs, type HttpClient, type ServerRef } from "isomorphic-git";
import type { GitConnection } from "#shared/model/source.ts";
import { FetchError } from "./fetch-error.ts";

type Ref = GitConnection["ref"];

/** A state of the remote repository. */
export interface RemoteState {
  /** What to ask the remote for: a ref's whole name or a commit. */
  readonly wanted: string;
  readonly commit: string;
}

/** More names in a sentence nobody reads. */
const MOST_NAMED = 5;

/** Where the ref points to now, without fetching anything. @param place the repository, as it may be shown
 *  @throws {FetchError} `not-found` when there is no such ref, or nothing at all */
export async function remoteState(http: HttpClient, url: string, ref: Ref, place: string): Promise<RemoteState> {
  if (ref?.kind === "commit") return { wanted: ref.name, commit: ref.name };
  const wanted = wholeName(ref);
  const listed = await listServerRefs({ http, url, prefix: wanted, symrefs: true, peelTags: true });
  const found = listed.find((each) => each.ref === wanted);
  if (found !== undefined) return { wanted, commit: found.peeled ?? found.oid };
  throw missing(ref, await listServerRefs({ http, url, prefix: "refs/" }), place);
}

function wholeName(ref: Exclude<Ref, { kind: "commit" }>): string {
  if (ref === undefined) return "HEAD";
  return ref.kind === "branch" ? `refs/heads/${ref.name}` : `refs/tags/${ref.name}`;
}

function missing(ref: Exclude<Ref, { kind: "commit" }>, all: readonly ServerRef[], place: string): FetchError {
  if (all.length === 0) return new FetchError("not-found", `${place} is an empty repository; commit a document there.`);
  if (ref === undefined) {
    return new FetchError("not-found", `${place} has no default branch; name a branch, tag or commit.`);
  }
  const prefix = wholeName({ ...ref, name: "" });
  const names = all
    .filter(({ ref: name }) => name.startsWith(prefix))
    .map(({ ref: name }) => name.slice(prefix.length));
  const some = names.slice(0, MOST_NAMED).join(", ") + (names.length > MOST_NAMED ? ", …" : "");
  const cure = names.length === 0 ? `it has no ${ref.kind} at all` : `it has ${some}`;
  return new FetchError("not-found", `${place} has no ${ref.kind} ${JSON.stringify(ref.name)}; ${cure}.`);
}
