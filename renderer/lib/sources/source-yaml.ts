import { dump } from "js-yaml";
import type { Source } from "#shared/model/source.ts";

/** A source as a file in the `sources` folder has it. Where it comes from and its place in the list are no part of that. */
export function sourceYaml({ file: _file, order: _order, ...source }: Source): string {
  return dump(source, { lineWidth: 100, noRefs: true });
}
