/** How wide a dialog is: for a few fields, as usual, or for a list of differences. */
export type DialogWidth = keyof typeof WIDTHS;

/** The classes of each. */
export const WIDTHS = { narrow: "dialog narrow-dialog", usual: "dialog", wide: "dialog wide-dialog" } as const;
