import { repeatedSubscribers, type Severity, type Subscriber } from "../../../modules/controls";

const mail = (endpoint: string, severities?: readonly Severity[]): Subscriber => ({
  protocol: "email",
  endpoint,
  ...(severities && { severities }),
});

describe("a subscriber is there already", () => {
  it.each<[string, readonly (Subscriber | undefined)[], ReturnType<typeof repeatedSubscribers>]>([
    [
      "with every severity, where an earlier one has some",
      [mail("a@x.y", ["high", "low"]), mail("a@x.y")],
      [{ index: 1, first: 0, severities: ["high", "low"] }],
    ],
    [
      "with some severities, where an earlier one has every",
      [mail("a@x.y"), mail("a@x.y", ["low"])],
      [{ index: 1, first: 0, severities: ["low"] }],
    ],
    [
      "and so is a third",
      [mail("a@x.y", ["low"]), mail("a@x.y", ["low"]), mail("a@x.y", ["low"])],
      [
        { index: 1, first: 0, severities: ["low"] },
        { index: 2, first: 0, severities: ["low"] },
      ],
    ],
    [
      "by one with which it shares a severity, not by the first with its address",
      [mail("a@x.y", ["high"]), mail("a@x.y", ["low"]), mail("a@x.y", ["low"])],
      [{ index: 2, first: 1, severities: ["low"] }],
    ],
  ])("%s", (_name, subscribers, expected) => {
    expect(repeatedSubscribers(subscribers)).toEqual(expected);
  });

  it.each<[string, readonly (Subscriber | undefined)[]]>([
    ["of another address", [mail("a@x.y"), mail("b@x.y")]],
    ["of severities that they do not share", [mail("a@x.y", ["high"]), mail("a@x.y", ["low", "medium"])]],
    ["reached in another way", [mail("a@x.y"), { protocol: "https", endpoint: "a@x.y" }]],
    ["of a place that holds none", [undefined, mail("a@x.y"), undefined]],
  ])("but not %s", (_name, subscribers) => {
    expect(repeatedSubscribers(subscribers)).toEqual([]);
  });
});
