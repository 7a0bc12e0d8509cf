import { RegdeskError } from "#shared/errors.ts";
import { jsonText } from "#shared/json.ts";
import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { Registry } from "../registry/registry.ts";
import type { SourceRegisters } from "./source-registers.ts";

/** On which terms somebody approves. */
export interface Terms {
  /** Approves also what belongs to a source whose last sync failed: all of it, or these requests. */
  readonly confirmed?: boolean | ReadonlySet<ChangeRequestId>;
  /** The revision of each request's register as it was looked at; null where there was none. */
  readonly seen?: Readonly<Partial<Record<ChangeRequestId, number | null>>> | undefined;
}

interface Known {
  readonly registry: Registry;
  readonly sources: SourceRegisters;
}

/** Why a request is not approved on these terms; undefined when it is. */
export function objection(
  request: ChangeRequest,
  terms: Terms,
  { registry, sources }: Known,
): RegdeskError | undefined {
  const { confirmed = false } = terms;
  const isConfirmed = typeof confirmed === "boolean" ? confirmed : confirmed.has(request.id);
  return moved(request, terms, registry) ?? inError(request, isConfirmed, sources);
}

/** Why a change of a source's register wants a second word. */
export function inError(
  { register }: Pick<ChangeRequest, "register">,
  isConfirmed: boolean,
  sources: SourceRegisters,
): RegdeskError | undefined {
  const owner = sources.ownerOf(register);
  if (owner?.error === undefined || isConfirmed) return undefined;
  const message = `${register} belongs to the source ${owner.name}, whose last sync failed: ${owner.error} What shows may be old; confirm it to approve it all the same (--confirm)`;
  return new RegdeskError("SOURCE_IN_ERROR", message);
}

function moved({ id, register }: ChangeRequest, { seen }: Terms, registry: Registry): RegdeskError | undefined {
  const looked = seen?.[id];
  const now = registry.findKnown(register);
  if (looked === undefined || looked === (now?.revision ?? null)) return undefined;
  const is = now === undefined ? "nobody provides it any more" : `it is ${brief(jsonText(now.value))} now`;
  return new RegdeskError(
    "VALUE_MOVED",
    `${register} has changed since it was looked at: ${is}; look again before you approve change request ${id}`,
  );
}

function brief(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
