/** The package comes without types. */
declare module "parse-prometheus-text-format" {
  export interface Family {
    readonly name: string;
    readonly help: string;
    readonly type: string;
    readonly metrics: readonly { readonly value: string; readonly labels?: Readonly<Record<string, string>> }[];
  }
  /** @throws when a line is not of the format */
  export default function parse(text: string): Family[];
}
