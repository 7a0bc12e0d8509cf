/** Alarms and what raises them. */
export const alarms = {
  title: "Alarms",
};
