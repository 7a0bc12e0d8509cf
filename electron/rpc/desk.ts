import { os } from "./context.ts";

/** Asks the desktop. @throws {RegdeskError} `DESKTOP_MISSING` where there is none */
export interface DeskParts {
  choose(what: "file" | "folder"): Promise<string | undefined>;
  startAnew(): void;
}

export function deskRouter(desk: DeskParts) {
  return os.desk.router({
    choose: os.desk.choose.handler(async ({ input }) => {
      const path = await desk.choose(input.what);
      return path === undefined ? {} : { path };
    }),
    startAnew: os.desk.startAnew.handler(() => desk.startAnew()),
  });
}
