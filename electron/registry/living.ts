import type { Clock } from "#shared/clock.ts";
import { sameJson } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { ExpiryWheel } from "./expiry-wheel.ts";
import type { Overridden } from "./mirrors.ts";
import type { Provision, RegisterRecord } from "./register-record.ts";
import { sizeOf } from "./size-of.ts";

/** Who provides a register: a device, by its address, or a source, by its name. */
export interface Provider {
  readonly provider: string;
  /** The name of the token it showed. */
  readonly token?: string | undefined;
  readonly source?: string;
  /** What its value stands in place of. */
  readonly override?: Overridden | undefined;
}

/** The moment and the revision of one report, the same for all of its registers. */
export interface Moment {
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly wall: number;
  readonly monotonic: number;
}

/** The registers that live: what each is, who provides it, and until when. */
export class Living {
  readonly #byName = new Map<string, RegisterRecord>();
  readonly #wheel: ExpiryWheel;
  #bytes = 0;

  /** @param expire gets the records whose time is up, in chunks; it drops them or provides them anew */
  constructor(clock: Clock, expire: (records: readonly RegisterRecord[]) => void) {
    this.#wheel = new ExpiryWheel(clock, (records) => {
      const over = records.filter((record) => this.#byName.get(record.name) === record);
      if (over.length > 0) expire(over);
    });
  }

  get size(): number {
    return this.#byName.size;
  }

  /** About how much memory all of them take. */
  get bytes(): number {
    return this.#bytes;
  }

  find(name: string): RegisterRecord | undefined {
    return this.#byName.get(name);
  }

  records(): Iterable<RegisterRecord> {
    return this.#byName.values();
  }

  /** Takes a record as it is. */
  admit(record: RegisterRecord): void {
    this.#byName.set(record.name, record);
    this.#measure(record);
    this.#wheel.watch(record);
  }

  /** Takes what is reported of one register. Its metadata stays the object it was until it says something else, so that whoever
   *  reads it need not read it again with every report.
   *  @param known the living register of that name  @returns the record; its revision is the moment's if it changed */
  apply(
    provision: Provision,
    { provider, token, source, override }: Provider,
    moment: Moment,
    known: RegisterRecord | undefined,
  ): RegisterRecord {
    const record = known ?? created(provision, moment);
    const sameValue = known !== undefined && sameJson(known.value, provision.value);
    const sameMetadata = sameJson(record.metadata, provision.metadata);
    const isNumberAsBefore = sameMetadata && typeof known?.value === "number" && typeof provision.value === "number";
    if (!sameValue) {
      record.value = provision.value;
      record.changedAt = moment.wall;
    }
    if (!sameMetadata) record.metadata = provision.metadata;
    if (!sameValue || !sameMetadata) {
      record.revision = moment.revision;
      record.fragment = undefined;
      if (!isNumberAsBefore) this.#measure(record); // most reports are numbers, and all of them take the same room
    }
    record.ttl = provision.ttl;
    record.providedAt = moment.wall;
    record.provider = provider;
    record.token = token;
    record.source = source;
    record.override = override;
    record.deadline = moment.monotonic + provision.ttl;
    if (known === undefined) this.#byName.set(record.name, record);
    this.#wheel.watch(record);
    return record;
  }

  /** @returns whether it lived */
  drop(name: RegisterName): boolean {
    const record = this.#byName.get(name);
    if (record === undefined) return false;
    this.#bytes -= record.size;
    this.#wheel.forget(record);
    return this.#byName.delete(name);
  }

  stop(): void {
    this.#wheel.stop();
  }

  #measure(record: RegisterRecord): void {
    this.#bytes -= record.size;
    record.size = sizeOf(record);
    this.#bytes += record.size;
  }
}

function created({ name, value, metadata, ttl }: Provision, { wall }: Moment): RegisterRecord {
  return {
    name,
    value,
    metadata,
    ttl,
    revision: 0,
    providedAt: wall,
    changedAt: wall,
    deadline: Infinity, // and no integer: V8 would make the record anew once it becomes a fraction
    expiredAt: undefined,
    provider: "",
    token: undefined,
    source: undefined,
    override: undefined,
    bucket: undefined,
    size: 0,
    fragment: undefined,
  };
}
