/** One device, whole. */
export const device = {
  title: "Device",
};
