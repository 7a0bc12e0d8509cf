import { eventIterator } from "@orpc/contract";
import { z } from "zod";

/** A stream the host sends: typed, but not checked message by message, because the host made it and the window's
 *  cost must not grow with the push rate. What comes *from* a window is always checked. */
export function feedOf<Message>() {
  return eventIterator(z.custom<Message>());
}

/** A page of the past: typed, but not checked line by line, for the same reason. */
export function pageOf<Page>() {
  return z.custom<Page>();
}
