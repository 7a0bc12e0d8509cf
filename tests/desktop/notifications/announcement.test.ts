import { expect, test } from "vitest";
import { announcementOf } from "#electron/desktop/notifications/announcement.ts";
import { de } from "#electron/desktop/messages/de.ts";
import { aChangeRequest } from "../../support/builders.ts";
import { aCondition, aStanding } from "../builders.ts";

test("a value too long for a notification is cut, and says so", () => {
  const request = aChangeRequest({ value: JSON.stringify("x".repeat(500)) });
  const announcement = announcementOf(
    { requests: [request], troubles: [], alarms: [] },
    aStanding({ pending: [request] }),
  );
  expect(announcement?.body).toMatch(/^192\.168\.1\.30 asks for "x{58}…$/);
});

test("a change names its device, and the person who asked", () => {
  const request = aChangeRequest({ device: "boiler-2", requester: { address: "this machine", person: "anna" } });
  expect(announcementOf({ requests: [request], troubles: [], alarms: [] }, aStanding())).toMatchObject({
    title: "A change waits: boiler.setpoint (boiler-2)",
    body: "anna asks for 22",
  });
});

test("in German the trouble's sentence is not the host's English one", () => {
  const told = announcementOf({ requests: [], troubles: [aCondition()], alarms: [] }, aStanding({ text: de }));
  expect(told).toMatchObject({
    title: "Nichts Neues wird gespeichert",
    body: "Öffnen Sie Regdesk, um zu sehen, was zu tun ist.",
  });
});

test("without news there is nothing to say", () => {
  expect(announcementOf({ requests: [], troubles: [], alarms: [] }, aStanding())).toBeUndefined();
});
