/** The views everybody has. They are called by these words in the address, whatever the language. */
export const BUILT_IN_VIEWS = {
  all: "",
  problems: "state:late,expired",
  pinned: "is:pinned",
  writable: "is:writable",
} as const satisfies Readonly<Record<string, string>>;

export type BuiltInView = keyof typeof BUILT_IN_VIEWS;

export function builtInCalled(name: string | undefined): BuiltInView | undefined {
  const word = name?.toLowerCase();
  return (Object.keys(BUILT_IN_VIEWS) as BuiltInView[]).find((view) => view === word);
}
