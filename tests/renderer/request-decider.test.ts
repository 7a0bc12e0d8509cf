import { expect, test } from "vitest";
import { deciderWords } from "../../renderer/lib/request-decider.ts";

test("who decided is told in the language of the window", () => {
  expect(deciderWords("rule “No “pumps””")).toBe("rule “No “pumps””");
  expect(deciderWords("mode Rules only")).toBe("Mode: Rules only");
  expect(deciderWords("anna")).toBe("anna");
});
