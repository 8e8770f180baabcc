import { summaryText } from "../../../tools/sandbox/summary";

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
    expect(summaryText(summary, (text) => text.toUpperCase()).split("\n")).toEqual([
      "What exists now, as the API of each account tells:",
      "",
      "MANAGEMENT 111111111111",
      "  topic  delivery",
      "  trail  acme: logging, all accounts",
      "",
      "SECURITY 333333333333",
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
    const text = summaryText(
      { ...summary, stacks: [{ stack: "analytics", seconds: 9, plannedOnly }] },
      String,
    );
    expect(text).toContain(
      "Planned with the real provider, and not applied:\n" +
        "  analytics: aws_opensearch_domain.logs: the emulator's domains never get ready",
    );
  });
});
