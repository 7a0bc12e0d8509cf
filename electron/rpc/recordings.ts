import type { RecordingsState } from "#shared/model/recording.ts";
import type { RecordingsFolder } from "../recordings/folder.ts";
import type { Recorder } from "../recordings/recorder.ts";
import { os } from "./context.ts";
import type { StateFeed } from "./state-feed.ts";

export interface RecordingsParts {
  readonly recorder: Recorder;
  readonly folder: RecordingsFolder;
  readonly feed: StateFeed<RecordingsState>;
}

export function recordingsRouter({ recorder, folder, feed }: RecordingsParts) {
  return os.recordings.router({
    watch: os.recordings.watch.handler(({ signal }) => feed.subscribe(signal)),
    start: os.recordings.start.handler(({ context }) => recorder.start(context.actor)),
    stop: os.recordings.stop.handler(() => recorder.stop()),
    mark: os.recordings.mark.handler(({ input, context }) => recorder.mark(input.note, context.actor)),
    remove: os.recordings.remove.handler(({ input }) => recorder.remove(input.name)),
    read: os.recordings.read.handler(({ input }) => folder.read(input.name, input.offset)),
  });
}
