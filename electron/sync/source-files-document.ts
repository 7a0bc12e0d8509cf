/** A source as a file of the `sources` folder describes it: the fields of the model in YAML. */
import { load, YAMLException } from "js-yaml";
import { basename } from "node:path";
import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import { Source } from "#shared/model/source.ts";
import { linesByPath } from "./source-files-lines.ts";

/** What is wrong with a file. Its message names file, line and field, and says what to do. */
export class SourceFileInvalid extends Error {
  override readonly name = "SourceFileInvalid";
}

export interface DescribedSource {
  readonly source: Source;
  /** Where the password or token is, as it was written. */
  readonly secretFile: string | undefined;
}

export const EXTENSION = ".yaml";

/** Fields whose milliseconds may also be written as a duration, for example `10m`. */
const DURATIONS = ["timeout", "schedule.timing.every"];

/** Says what is wrong with a field. */
type Fault = (path: string, what: string) => SourceFileInvalid;

/** @param file its name in the folder, from which the source has its own  @throws {SourceFileInvalid} */
export function sourceIn(text: string, file: string): DescribedSource {
  const written = mappingIn(text, file);
  const lines = linesByPath(text);
  const fault: Fault = (path, what) =>
    new SourceFileInvalid(`sources/${file}, line ${lineOf(path, lines)}, ${path}: ${what}.`);
  const name = basename(file, EXTENSION);
  const { secretFile, ...fields } = written;
  if (secretFile !== undefined && typeof secretFile !== "string") {
    throw fault("secretFile", "it is the path of a file that holds the password or token");
  }
  if (fields["name"] !== undefined && fields["name"] !== name) {
    throw fault("name", `the source has the file's name, ${name}; leave the field out, or rename the file`);
  }
  if ("file" in fields) throw fault("file", "there is no such field; remove it");
  return { source: { ...understood({ ...fields, name }, file, fault), file }, secretFile };
}

function understood(fields: Record<string, unknown>, file: string, fault: Fault): Source {
  const source = Source.safeParse(withDurations(fields, fault));
  if (!source.success) {
    const [issue] = source.error.issues;
    const field = issue?.path.join(".") ?? "";
    const message = issue?.message ?? "it cannot be";
    // The name is the file's, and has no line.
    if (field === "name") throw new SourceFileInvalid(`sources/${file}: ${message}; rename the file.`);
    throw fault(field, message.replace(/\.$/, ""));
  }
  const unknown = unknownIn(fields, source.data, []);
  if (unknown !== undefined) throw fault(unknown, "there is no such field; correct its name, or remove it");
  return source.data;
}

function mappingIn(text: string, file: string): Record<string, unknown> {
  let written: unknown;
  try {
    written = load(text, { maxAliases: 0 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error;
    const line = mark === undefined ? "" : `, line ${mark.line + 1}, column ${mark.column + 1}`;
    throw new SourceFileInvalid(`sources/${file}${line}: this is not YAML: ${reason}; correct it there.`, {
      cause: error,
    });
  }
  if (isMapping(written)) return written;
  throw new SourceFileInvalid(
    `sources/${file}, line 1: it holds no source; write fields such as "connection: { kind: file, path: /srv/plant.json }".`,
  );
}

/** The line of a field, or of the nearest one around it that was written. */
function lineOf(path: string, lines: ReadonlyMap<string, number>): number {
  const steps = path.split(".");
  for (let length = steps.length; length > 0; length--) {
    const line = lines.get(steps.slice(0, length).join("."));
    if (line !== undefined) return line;
  }
  return 1;
}

function withDurations(fields: Record<string, unknown>, fault: Fault): Record<string, unknown> {
  const copy = structuredClone(fields);
  for (const path of DURATIONS) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let holder: unknown = copy;
    for (const step of steps) holder = isMapping(holder) ? holder[step] : undefined;
    if (!isMapping(holder) || typeof holder[last] !== "string") continue;
    try {
      holder[last] = parseDuration(holder[last]);
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      throw fault(path, error.message);
    }
  }
  return copy;
}

/** The path of the first field that was written and means nothing: most likely a slip of the pen. */
function unknownIn(written: unknown, understood: unknown, path: readonly string[]): string | undefined {
  if (Array.isArray(written) && Array.isArray(understood)) {
    for (const [place, element] of written.entries()) {
      const unknown = unknownIn(element, understood[place], [...path, String(place)]);
      if (unknown !== undefined) return unknown;
    }
  }
  if (!isMapping(written) || !isMapping(understood)) return undefined;
  for (const [field, value] of Object.entries(written)) {
    if (!Object.hasOwn(understood, field)) return [...path, field].join(".");
    const unknown = unknownIn(value, understood[field], [...path, field]);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
