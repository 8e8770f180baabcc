import { compileTrails, trailsOf } from "../../../tools/explain/trails";
import {
  configurationOf,
  organizationWithMembers,
  referenceConfiguration,
} from "../../support/configurations";
import {
  deniedNetworkEvent,
  insightEvent,
  invocation,
  managementEvent,
  objectEvent,
  type Event,
} from "./events";

const [DATA, PAYMENTS, PLATFORM] = ["555555555555", "444444444444", "666666666666"];

/** The trails of the reference organization that record the event, with their selectors. */
function recordedBy(event: Event): readonly string[] {
  const trails = trailsOf(referenceConfiguration());
  return compileTrails(trails)(event).map(
    ({ trail, match }) => `${trails[trail]?.name ?? ""}: ${match.name ?? ""}`,
  );
}

const ORGANIZATION = "acme-organization-trail";

describe("which trails of the reference organization record an event", () => {
  it.each<[string, Event, readonly string[]]>([
    ["a management event", managementEvent(), [`${ORGANIZATION}: Management events selector`]],
    [
      "a management event of an account that the configuration does not name",
      managementEvent({ recipientAccountId: "999999999999" }),
      [`${ORGANIZATION}: Management events selector`],
    ],
    [
      "a deletion from the ledger",
      objectEvent("DeleteObject", "acme-payments-ledger/2026/1.json"),
      [
        `${ORGANIZATION}: s3-write`,
        "acme-team-payments: s3-destructive: acme-payments-ledger, acme-payments-statements",
      ],
    ],
    [
      "a deletion from the ledger in a Region that the team's trail does not have",
      objectEvent("DeleteObject", "acme-payments-ledger/1.json", { awsRegion: "us-east-1" }),
      [`${ORGANIZATION}: s3-write`],
    ],
    [
      "a deletion from the ledger that another account's trails get",
      objectEvent("DeleteObject", "acme-payments-ledger/1.json", { recipientAccountId: DATA }),
      [`${ORGANIZATION}: s3-write`],
    ],
    ["a read of the ledger", objectEvent("GetObject", "acme-payments-ledger/1.json"), []],
    [
      "a read of the lake",
      objectEvent("GetObject", "acme-lake-raw/1.parquet", { recipientAccountId: DATA }),
      ["acme-team-data: s3-read: acme-lake-…"],
    ],
    [
      "an invocation in any Region",
      invocation(PLATFORM, "ap-southeast-2"),
      [`${ORGANIZATION}: lambda-invocations`, "acme-team-platform: lambda-invocations"],
    ],
    [
      "an invocation in another account",
      invocation(PAYMENTS, "eu-west-1"),
      [`${ORGANIZATION}: lambda-invocations`],
    ],
    [
      "the delivery of a log file",
      objectEvent("PutObject", "acme-cloudtrail-222222222222-organization/AWSLogs/1.json.gz"),
      [],
    ],
    ["what a VPC endpoint denied", deniedNetworkEvent(), []],
    ["what Insights report", insightEvent(), []],
    [
      "an event without a recipient, by who made the call",
      invocation(PLATFORM, "eu-west-1", {
        recipientAccountId: undefined,
        userIdentity: { type: "Root", accountId: PLATFORM },
      }),
      [`${ORGANIZATION}: lambda-invocations`, "acme-team-platform: lambda-invocations"],
    ],
    [
      "an event that says no account",
      invocation(PLATFORM, "eu-west-1", { recipientAccountId: undefined, userIdentity: undefined }),
      [`${ORGANIZATION}: lambda-invocations`],
    ],
  ])("%s", (_, event, expected) => {
    expect(recordedBy(event)).toEqual(expected);
  });
});

describe("trails", () => {
  it("say where they deliver", () => {
    expect(trailsOf(referenceConfiguration()).map(({ destination }) => destination)).toEqual([
      "s3://acme-cloudtrail-222222222222-organization/AWSLogs/o-a1b2c3d4e5/",
      "s3://acme-cloudtrail-555555555555-team-data/AWSLogs/555555555555/",
      "s3://acme-cloudtrail-222222222222-team-payments/AWSLogs/444444444444/",
      "s3://acme-cloudtrail-222222222222-team-platform/AWSLogs/666666666666/",
    ]);
  });

  it("of the reference organization have no warnings", () => {
    expect(trailsOf(referenceConfiguration()).flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it("warn of what the organization trail is blind to, but not of what a team's is", () => {
    const [organization, team] = trailsOf(
      configurationOf(
        `${organizationWithMembers("payments")}trail: { record: [{ preset: management-write }] }\n`,
        "{ team: payments, account: payments, region: us-east-1, destination: central, record: [{ preset: management-write }] }",
      ),
    );
    expect(organization?.warnings).toEqual([expect.stringContaining("fails Security Hub CloudTrail.1")]);
    expect(team?.warnings).toEqual([]);
  });

  it("warn of a likely misspelt resource type", () => {
    const [, team] = trailsOf(
      configurationOf(
        organizationWithMembers("payments"),
        "{ team: payments, account: payments, region: us-east-1, destination: central, record: [{ category: Data, resourceType: AWS::Lamda::Function }] }",
      ),
    );
    expect(team?.warnings).toEqual([
      expect.stringContaining("if AWS::Lambda::Function is meant, write that"),
    ]);
  });

  it("warn when a trail of one Region misses the events of global services", () => {
    const trailIn = (region: string, record: string): readonly string[] =>
      trailsOf(
        configurationOf(
          organizationWithMembers("payments"),
          `{ team: payments, account: payments, region: ${region}, destination: central, record: [{ preset: ${record} }] }`,
        ),
      )[1]?.warnings ?? [];
    expect(trailIn("eu-west-1", "management-all")).toEqual([
      "records eu-west-1 alone: the events of global services, such as IAM, are in us-east-1",
    ]);
    expect(trailIn("us-east-1", "management-all")).toEqual([]);
    expect(trailIn("eu-west-1", "lambda-invocations")).toEqual([]);
  });
});
