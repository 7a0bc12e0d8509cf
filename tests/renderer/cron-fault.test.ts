import { expect, test } from "vitest";
import { cronFault } from "../../renderer/lib/cron-fault.ts";

test.each([
  "*/10 * * * *",
  "30 7 * * 1-5",
  "0 0 1 JAN *",
  "0,30 8-18/2 * * MON-FRI",
  "0 6 * * 7",
  "@hourly",
  " @Daily ",
])("%j is an expression", (expression) => {
  expect(cronFault(expression)).toBeUndefined();
});

test.each([
  ["", { kind: "empty" }],
  ["* * * *", { kind: "count", count: 4 }],
  ["0 */10 * * * *", { kind: "count", count: 6 }],
  ["@fortnightly", { kind: "nickname", written: "@fortnightly" }],
  ["61 * * * *", { kind: "field", field: "minute", written: "61" }],
  ["0 24 * * *", { kind: "field", field: "hour", written: "24" }],
  ["0 0 0 * *", { kind: "field", field: "day", written: "0" }],
  ["0 0 * FEN *", { kind: "field", field: "month", written: "FEN" }],
  ["0 0 * * 5-1", { kind: "field", field: "weekday", written: "5-1" }],
  ["*/0 * * * *", { kind: "field", field: "minute", written: "*/0" }],
  ["1,,2 * * * *", { kind: "field", field: "minute", written: "1,,2" }],
])("%j is refused, and what is wrong is named", (expression, fault) => {
  expect(cronFault(expression)).toEqual(fault);
});
