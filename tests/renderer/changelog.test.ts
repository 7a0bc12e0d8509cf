import { expect, test } from "vitest";
import { versionsIn } from "../../renderer/lib/changelog.ts";

test("the changelog comes apart into versions and their points, which may have several lines", () => {
  const markdown =
    "# Changelog\n\n## 0.2.0\n\n- `regdesk doctor` says whether devices\n  get through.\n- Calmer.\n\n## 0.1.0\n\n- First.\n";
  expect(versionsIn(markdown)).toEqual([
    { name: "0.2.0", points: ["regdesk doctor says whether devices get through.", "Calmer."] },
    { name: "0.1.0", points: ["First."] },
  ]);
});
