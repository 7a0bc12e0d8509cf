/** The moments of one register in one segment as bytes. The format is stored, so it is only ever added to:
 *  a form, which is the decimals of its numbers, or 7 for doubles, plus 8 when what follows is deflated; then for each moment
 *  (milliseconds since the one before) × 8 + kind, and its value. */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { EXPIRED, NUMBER, TEXT, type Moment } from "../../history/moment.ts";
import { ByteReader, ByteWriter, decimalsOf, scaled, unscaled } from "./bytes.ts";

const DOUBLES = 7;
const DEFLATED = 8;
/** Below, deflating costs more time than it saves room. */
const WORTH_DEFLATING = 256;

/** @param moments oldest first  @param start of the segment, in epoch milliseconds, not after the first */
export function packMoments(moments: readonly Moment[], start: number): Buffer {
  const numbers = moments.filter(({ kind }) => kind === NUMBER).map(({ value }) => value as number);
  const decimals = decimalsOf(numbers);
  const writer = new ByteWriter();
  let at = start;
  let previous = 0;
  for (const moment of moments) {
    writer.count((moment.at - at) * 8 + moment.kind);
    at = moment.at;
    if (moment.kind === TEXT) writer.text(moment.value as string);
    else if (moment.kind === EXPIRED) writer.count(moment.value as number);
    else if (moment.kind !== NUMBER) continue;
    else if (decimals === undefined) writer.double(moment.value as number);
    else {
      const whole = scaled(moment.value as number, decimals);
      writer.whole(whole - previous);
      previous = whole;
    }
  }
  return withForm(writer.finished(), decimals ?? DOUBLES, numbers.length < moments.length);
}

function withForm(bytes: Buffer, form: number, hasTexts: boolean): Buffer {
  const deflated = hasTexts && bytes.length >= WORTH_DEFLATING ? deflateRawSync(bytes) : bytes;
  const isSmaller = deflated.length < bytes.length;
  return Buffer.concat([Buffer.of(isSmaller ? form + DEFLATED : form), isSmaller ? deflated : bytes]);
}

/** @param start of the segment, in epoch milliseconds */
export function unpackMoments(packed: Buffer, start: number): Moment[] {
  return unpacked(packed, start, (reader) => reader.text());
}

/** The same without what texts say, which takes most of the time. */
export function unpackKinds(packed: Buffer, start: number): Moment[] {
  return unpacked(packed, start, (reader) => reader.skipText());
}

function unpacked(packed: Buffer, start: number, textFrom: (reader: ByteReader) => string): Moment[] {
  const form = packed[0] ?? 0;
  const body = packed.subarray(1);
  const reader = new ByteReader(form >= DEFLATED ? inflateRawSync(body) : body);
  const decimals = form % DEFLATED;
  const moments: Moment[] = [];
  let at = start;
  let previous = 0;
  while (!reader.isOver) {
    const head = reader.count();
    const kind = head % 8;
    at += (head - kind) / 8;
    if (kind === TEXT) moments.push({ at, kind, value: textFrom(reader) });
    else if (kind === EXPIRED) moments.push({ at, kind, value: reader.count() });
    else if (kind !== NUMBER) moments.push({ at, kind, value: null });
    else if (decimals === DOUBLES) moments.push({ at, kind, value: reader.double() });
    else {
      previous += reader.whole();
      moments.push({ at, kind, value: unscaled(previous, decimals) });
    }
  }
  return moments;
}
