/** When a host is killed that turns an approval into a local override. */
export const MOMENTS_OF_OVERRIDE = ["before it is stored", "while it is stored", "after it was stored"] as const;

export type MomentOfOverride = (typeof MOMENTS_OF_OVERRIDE)[number];
