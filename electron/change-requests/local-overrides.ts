import { parseJson, sameJson } from "#shared/json.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Override } from "#shared/model/override.ts";
import { move, type Move } from "./move.ts";
import type { OverrideWrite, SourceRegisters } from "./source-registers.ts";

/** Who the audit names for what happens by itself. */
const REGDESK = "Regdesk";

/** What is approved for a register of a source goes to no device: it stands here in place of the source's value, as soon as
 *  no run of the source is under way. */
export class LocalOverrides {
  readonly #sources: SourceRegisters;

  constructor(sources: SourceRegisters) {
    this.#sources = sources;
  }

  /** The moves, carried on where one makes a request of a source's register deliverable. @param at epoch milliseconds */
  carriedOn(moves: readonly Move[], at: number): Move[] {
    const last = new Map(moves.map((one) => [one.request.id, one]));
    return moves.flatMap((one) => {
      if (last.get(one.request.id) !== one || one.request.state !== "deliverable") return [one];
      const request = this.placed(one.request);
      return [{ ...one, request }, ...this.appliedAt(request, at)];
    });
  }

  /** A deliverable request with the source that provides its register by now, if one does. */
  placed(request: ChangeRequest): ChangeRequest {
    const owner = this.#sources.ownerOf(request.register);
    if (owner?.name === request.source) return request;
    const { source: _before, ...rest } = request;
    return owner === undefined ? rest : { ...rest, source: owner.name };
  }

  /** The move by which a deliverable request becomes an override; none while it waits. @param at epoch milliseconds */
  appliedAt(request: ChangeRequest, at: number): Move[] {
    const { register, source, value, expiresAt = Infinity } = request;
    // What waited longer than it may, be it that the machine slept, has no effect any more.
    if (source === undefined || expiresAt <= at || this.#sources.ownerOf(register)?.isBusy !== false) return [];
    const outcome = { outcome: "applied", outcomeValue: value, outcomeAt: at } as const;
    return [move(request, "applied", { at, by: REGDESK }, outcome)];
  }

  /** What moves come to: a request for what the source itself says shows the source's value again. */
  writeOf(moves: readonly Move[]): OverrideWrite {
    const applied = moves.filter(({ transition }) => transition.from === "deliverable" && transition.to === "applied");
    if (applied.length === 0) return {};
    const requests = applied.map(({ request }) => request);
    const [clearing, standing] = [true, false].map((is) => requests.filter((one) => this.#isTheSources(one) === is));
    return {
      ...(standing?.length ? { overrides: standing.map(overrideOf) } : {}),
      ...(clearing?.length ? { clearedOverrides: clearing.map(({ register }) => register) } : {}),
    };
  }

  #isTheSources({ register, value }: ChangeRequest): boolean {
    const own = this.#sources.valueOf(register);
    return own !== undefined && sameJson(own, parseJson(value));
  }
}

function overrideOf({
  id,
  register,
  value,
  source,
  decidedBy = REGDESK,
  note,
  outcomeAt = 0,
}: ChangeRequest): Override {
  return {
    register,
    value,
    by: decidedBy,
    at: outcomeAt,
    ...(note === undefined ? {} : { note }),
    changeRequest: id,
    ...(source === undefined ? {} : { source: source as NonNullable<Override["source"]> }),
  };
}
