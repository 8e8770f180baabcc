import { summaryLines } from "../../../tools/sandbox/summary";
import { styled, textOf } from "../../../tools/terminal";

const summary = {
  endpoint: "http://127.0.0.1:5000",
  seconds: 90,
  accounts: [
    {
      account: { name: "management", id: "111111111111" },
      found: [
        { kind: "topic", name: "delivery", details: [] },
        { kind: "trail", name: "acme", details: ["logging", "all accounts"] },
      ],
    },
    { account: { name: "security", id: "333333333333" }, found: [] },
  ],
  stacks: [{ stack: "management", seconds: 20, plannedOnly: [] }],
};

describe("the summary", () => {
  test("tells what exists in each account", () => {
    expect(summaryLines(summary)).toEqual([
      "What exists now, as the API of each account tells:",
      "",
      styled("management 111111111111", "bold"),
      "  topic  delivery",
      "  trail  acme: logging, all accounts",
      "",
      styled("security 333333333333", "bold"),
      "  nothing",
      "",
      "1 stack deployed in 90 s.",
      "Everything was applied; nothing was planned only.",
    ]);
  });

  test("tells what was planned only, and why", () => {
    const plannedOnly = [
      { address: "aws_opensearch_domain.logs", reason: "the emulator's domains never get ready" },
    ];
    const text = textOf(
      summaryLines({ ...summary, stacks: [{ stack: "analytics", seconds: 9, plannedOnly }] }),
    );
    expect(text).toContain(
      "Planned with the real provider, and not applied:\n" +
        "  analytics: aws_opensearch_domain.logs: the emulator's domains never get ready",
    );
  });
});
