/** ISO 8601 with this machine's offset, so that a file tells both the moment and what the clock on the wall said.
 *  @param offset minutes east of Greenwich */
export function isoWithOffset(at: number, offset = -new Date(at).getTimezoneOffset()): string {
  const local = new Date(at + offset * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(offset);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
