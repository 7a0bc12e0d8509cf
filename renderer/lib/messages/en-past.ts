/** What the host kept of the past. */
export const past = {
  title: "History",
};
