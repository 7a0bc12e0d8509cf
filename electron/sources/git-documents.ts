import { readBlob, readTree, type TreeEntry } from "isomorphic-git";
import { byName, formatOfName, formatOfText } from "./document-name.ts";
import { FetchError } from "./fetch-error.ts";
import { inMebibytes, type Limits } from "./limits.ts";
import type { FetchedDocument } from "./source-reader.ts";

/** Where the library finds the objects of one fetched commit. */
export interface GitObjects {
  readonly fs: Parameters<typeof readTree>[0]["fs"];
  readonly gitdir: string;
  readonly cache: object;
}

export interface GitPlace {
  readonly commit: string;
  /** A document or folder; all of the repository when empty. */
  readonly path: string;
  /** The repository, as it may be shown. */
  readonly place: string;
}

const POINTER = "version https://git-lfs.github.com/spec/";
/** A pointer is no larger. Source: Git LFS specification. */
const LARGEST_POINTER = 1_024;

/** The documents at a place of a commit, in the order of their names. What begins with a dot, links and submodules are left
 *  out. @throws {FetchError} `not-found`, `too-large`, or `other` for what cannot be read */
export async function documentsAt(
  objects: GitObjects,
  { commit, path, place }: GitPlace,
  limits: Limits,
  signal: AbortSignal,
): Promise<FetchedDocument[]> {
  const documents: FetchedDocument[] = [];
  let left = limits.bytes;

  const take = async (name: string, oid: string): Promise<void> => {
    signal.throwIfAborted();
    if (documents.length === limits.files) throw tooMany(place, limits.files);
    const { blob } = await readBlob({ ...objects, oid });
    left -= blob.byteLength;
    if (left < 0) throw tooLarge(place, limits.bytes);
    if (isPointer(blob)) throw stored(name, place);
    documents.push({ name, format: formatOfName(name) ?? formatOfText(blob), bytes: blob });
  };
  const walk = async (below: string, oid: string): Promise<void> => {
    const { tree } = await readTree({ ...objects, oid });
    for (const { path: name, type, mode, oid: child } of tree.toSorted((a, b) => byName(a.path, b.path))) {
      if (name.startsWith(".")) continue;
      const whole = below === "" ? name : `${below}/${name}`;
      if (type === "tree") await walk(whole, child);
      if (type === "blob" && mode !== LINK && formatOfName(name) !== undefined) await take(whole, child);
    }
  };

  const { name, entry } = await find(objects, { commit, path, place });
  if (entry?.type === "blob") await take(name, entry.oid);
  else await walk(name, entry?.oid ?? commit);
  if (documents.length === 0) throw nothing(name, place);
  return documents;
}

const LINK = "120000";

async function find(objects: GitObjects, { commit, path, place }: GitPlace) {
  const segments = segmentsOf(path);
  const name = segments.join("/");
  let entry: TreeEntry | undefined;
  for (const segment of segments) {
    if (entry !== undefined && entry.type !== "tree") throw absent(name, place);
    const { tree } = await readTree({ ...objects, oid: entry?.oid ?? commit });
    entry = tree.find((each) => each.path === segment);
    if (entry === undefined) throw absent(name, place);
  }
  if (entry?.mode === LINK) throw unreadable(name, place, "a link");
  if (entry?.type === "commit") throw unreadable(name, place, "another repository");
  return { name, entry };
}

function segmentsOf(path: string): string[] {
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (!segments.includes("..")) return segments;
  throw new FetchError("not-found", `The path ${path} leads out of the repository; take the .. out of it.`);
}

function unreadable(name: string, place: string, what: string): FetchError {
  return new FetchError("other", `${name} in ${place} is ${what}; name the document itself.`);
}

function isPointer(blob: Uint8Array): boolean {
  return (
    blob.byteLength <= LARGEST_POINTER &&
    Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString("latin1").startsWith(POINTER)
  );
}

function absent(name: string, place: string): FetchError {
  return new FetchError("not-found", `${place} has no ${JSON.stringify(name)} at this commit; check the path.`);
}

function nothing(name: string, place: string): FetchError {
  const where = name === "" ? place : `${name} in ${place}`;
  return new FetchError("not-found", `${where} holds no document; commit one whose name ends in .json, .yaml or .yml.`);
}

function stored(name: string, place: string): FetchError {
  const cure = "commit the document itself instead, with git lfs untrack";
  return new FetchError("other", `${name} in ${place} is kept in Git LFS, which cannot be read; ${cure}.`);
}

function tooMany(place: string, most: number): FetchError {
  return new FetchError("too-large", `${place} holds more than ${most} documents; name a path with fewer of them.`);
}

function tooLarge(place: string, most: number): FetchError {
  return new FetchError(
    "too-large",
    `${place} holds more than the ${inMebibytes(most)} a source may have; split it up.`,
  );
}
