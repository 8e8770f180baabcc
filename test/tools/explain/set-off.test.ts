import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { CONTROL_IDS } from "../../../modules/controls";
import type { Configuration } from "../../../stacks/config";
import { explain } from "../../../tools/explain/explain";
import type { Explanation } from "../../../tools/explain/explanation";
import { explanationLines } from "../../../tools/explain/report";
import { textOf } from "../../../tools/terminal";
import {
  configurationOf,
  minimalConfiguration,
  MINIMAL_ORGANIZATION,
  organizationWithMembers,
  referenceConfiguration,
} from "../../support/configurations";
import { insightEvent, logText, managementEvent, objectEvent, type Event } from "./events";
import { explainProcess } from "./orgtrail";

const folder = mkdtempSync(path.join(tmpdir(), "orgtrail-set-off-"));
process.env["COLUMNS"] = "80"; // the narrowest terminal that people use
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const [MANAGEMENT, ARCHIVE, PAYMENTS] = ["111111111111", "222222222222", "444444444444"];

/** A call that changes something, made by somebody in the account. */
function change(
  service: string,
  eventName: string,
  account: string,
  requestParameters: object,
  more: Event = {},
): Event {
  return managementEvent({
    eventSource: `${service}.amazonaws.com`,
    eventName,
    ...{ readOnly: false, awsRegion: "us-east-1" },
    recipientAccountId: account,
    requestParameters,
    ...more,
  });
}

const STOPPED = change("cloudtrail", "StopLogging", MANAGEMENT, { name: "acme-organization-trail" });

async function explained(
  events: readonly Event[],
  configuration: Configuration = referenceConfiguration(),
): Promise<Explanation> {
  const standardInput = Readable.from([Buffer.from(logText(...events))]);
  return explain(configuration, { inputs: ["-"], standardInput, top: 1 });
}

/** What the events set off, as names with the number of events. */
async function setOff(...events: readonly Event[]): Promise<readonly string[]> {
  return ((await explained(events)).setOff ?? []).map(
    ({ kind, control, account, events: count }) => `${kind} ${control} ${account} ${count}`,
  );
}

jest.setTimeout(60_000);

const reportText = (explanation: Explanation): string => textOf(explanationLines(explanation));

describe("what events set off in the watched reference organization", () => {
  it.each<[string, Event, readonly string[]]>([
    [
      "the trail stopped",
      STOPPED,
      [
        `alarm audit-trail-changed ${MANAGEMENT} 1`,
        `rule audit-trail-changed ${MANAGEMENT} 1`,
        `alarm cloudtrail-changes ${MANAGEMENT} 1`,
      ],
    ],
    [
      "a trail deleted in an account without rules",
      change("cloudtrail", "DeleteTrail", "999999999999", { name: "t" }),
      [`alarm cloudtrail-changes ${MANAGEMENT} 1`],
    ],
    [
      "the policy of the log bucket changed",
      change("s3", "PutBucketPolicy", ARCHIVE, { bucketName: "acme-cloudtrail-222222222222-organization" }),
      [
        `alarm log-bucket-changed ${MANAGEMENT} 1`,
        `rule log-bucket-changed ${ARCHIVE} 1`,
        `alarm bucket-policy-changes ${MANAGEMENT} 1`,
      ],
    ],
    [
      "the policy of another bucket changed",
      change("s3", "PutBucketPolicy", PAYMENTS, { bucketName: "pictures" }),
      [`alarm bucket-policy-changes ${MANAGEMENT} 1`],
    ],
    [
      "a deletion from the ledger, which a team's alarm watches",
      objectEvent("DeleteObject", "acme-payments-ledger/1", {
        requestParameters: { bucketName: "acme-payments-ledger", key: "1" },
      }),
      [`alarm team-payments-ledger-deleted ${PAYMENTS} 1`],
    ],
    ["an ordinary call", managementEvent(), []],
    ["a write to another bucket", objectEvent("PutObject", "pictures/1"), []],
  ])("%s", async (_, event, expected) => {
    expect(await setOff(event)).toEqual(expected);
  });

  it("Insights events, which no selector chooses, set off the organization's alarms", async () => {
    const rate = { ...insightEvent(), insightDetails: { state: "Start", insightType: "ApiCallRateInsight" } };
    expect(await setOff(rate)).toEqual([`alarm insight-call-rate ${MANAGEMENT} 1`]);
  });

  it("an event that no trail records sets off no alarm", async () => {
    const deleted = objectEvent("DeleteObject", "acme-payments-ledger/1", {
      awsRegion: "eu-central-1",
      requestParameters: { bucketName: "acme-payments-ledger", key: "1" },
    });
    expect(await setOff(deleted)).toEqual([]);
  });

  it("is counted by alarm and rule, the most urgent first", async () => {
    const group = change("ec2", "CreateSecurityGroup", PAYMENTS, {});
    expect(await setOff(group, STOPPED, group, STOPPED, group, managementEvent())).toEqual([
      `alarm audit-trail-changed ${MANAGEMENT} 2`,
      `rule audit-trail-changed ${MANAGEMENT} 2`,
      `alarm cloudtrail-changes ${MANAGEMENT} 2`,
      `alarm security-group-changes ${MANAGEMENT} 3`,
    ]);
  });

  it("does not stumble over records of any other form", async () => {
    const strange: readonly unknown[] = [null, 7, "x", [], {}, [null]];
    const events = Object.keys(STOPPED)
      .filter((key) => key !== "eventVersion")
      .flatMap((key) => strange.map((value) => ({ ...STOPPED, [key]: value })));
    expect(await explained(events)).toMatchObject({ failures: [{ count: 6 }], events: events.length });
  });
});

describe("a configuration without monitoring", () => {
  it("has nothing to be set off, and says so in one line", async () => {
    const explanation = await explained([STOPPED], minimalConfiguration());
    expect(explanation).not.toHaveProperty("setOff");
    expect(reportText(explanation).match(/set(s|) off.*/g)).toEqual(["sets off an alarm or a rule."]);
  });

  it("has a team's alarms and rules where a team asked for them", async () => {
    const team = `{ team: payments, account: payments, region: us-east-1, destination: central,
      record: [{ preset: management-write }], logGroup: {}, rules: true }`;
    const configuration = configurationOf(organizationWithMembers("payments"), team);
    const stopped = change("cloudtrail", "StopLogging", "300000000000", { name: "acme-team-payments" });
    const { setOff: found } = await explained([stopped, STOPPED], configuration);
    expect(found).toMatchObject([
      { kind: "rule", control: "audit-trail-changed", account: "300000000000", events: 1 },
    ]);
  });
});

describe("the report", () => {
  it("says alarms and rules, how urgent they are, and at what number they ring", async () => {
    const denied = change("ec2", "RunInstances", PAYMENTS, {}, { errorCode: "AccessDenied" });
    const report = reportText(await explained([STOPPED, denied, denied]));
    expect(report.slice(report.indexOf("What it sets off"))).toMatchInlineSnapshot(`
      "What it sets off                      Kind   Severity  Events
      in 111111111111, us-east-1:
      acme-orgtrail-audit-trail-changed     alarm  critical       1
      acme-orgtrail-audit-trail-changed     rule   critical       1
      acme-orgtrail-cloudtrail-changes      alarm  medium         1
      acme-orgtrail-unauthorized-api-calls  alarm  low            2  rings at 20 in 5
                                                                     minutes

      - Every account is taken to be a member of the organization, whose trail records it.
      - Costs are of these events, at CloudTrail's list prices in us-east-1, without Insights, S3, KMS and CloudWatch.
      - Of less than a day, no cost of a month is told.
      - An alarm rings once for all events of a period, and a rule tells of each event.
      - Logs hold only what a trail recorded: what these have not, this cannot show."
    `);
  });

  it("says that nothing is set off", async () => {
    expect(reportText(await explained([managementEvent()]))).toContain(
      "\n\nWhat it sets off: no alarm and no rule.\n\n",
    );
  });
});

/** A configuration in a folder, as the command takes it. */
function configurationFolder(organization: string): string {
  const root = mkdtempSync(path.join(folder, "config-"));
  mkdirSync(path.join(root, "teams"));
  writeFileSync(path.join(root, "organization.yaml"), organization);
  return root;
}

const MONITORING = "monitoring: { notify: [{ to: security@acme.example }] }\n";

describe("a configuration that forwards to the security account", () => {
  const forwarding = configurationOf(
    organizationWithMembers("payments").replace(
      "members:",
      'security: { id: "333333333333" }\n    members:',
    ) + "monitoring: { rules: { forwardToSecurity: true } }\n",
  );

  it("has a rule that only forwards, and the one that tells", async () => {
    const { setOff: found } = await explained([STOPPED], forwarding);
    expect(found).toMatchObject([
      { kind: "alarm", account: MANAGEMENT },
      { kind: "rule", account: MANAGEMENT, onlyForwards: true, events: 1 },
      { kind: "rule", account: "333333333333", events: 1 },
      { kind: "alarm", account: MANAGEMENT, control: "cloudtrail-changes" },
    ]);
    expect(found?.[2]).not.toHaveProperty("onlyForwards");
  });

  it("says so in the report", async () => {
    const report = reportText(await explained([STOPPED], forwarding));
    expect(report.match(/^in .*:$|^acme-.* rule .*$/gm)).toEqual([
      "in 111111111111, us-east-1:",
      expect.stringMatching(/ rule .* only forwards$/),
      "in 333333333333, us-east-1:",
      expect.stringMatching(/ rule .* 1$/),
    ]);
  });
});

describe("orgtrail explain --events", () => {
  const BY = "by arn:aws:sts::444444444444:assumed-role/Ops/me";
  const TRAIL = "acme-organization-trail (Management events selector)";
  const watched = configurationFolder(MINIMAL_ORGANIZATION + MONITORING);
  const denied = change("ec2", "RunInstances", PAYMENTS, {}, { errorCode: "AccessDenied" });

  it("says in the line of each event what it sets off", async () => {
    const input = [logText(STOPPED, denied, managementEvent({ eventName: "\u001b[31mRed" }))];
    const { stdout } = await explainProcess(["--config", watched, "--events", "-"], input);
    const lines = stdout.split("\n").slice(0, 3);
    expect(lines.map((line) => line.split("  ").slice(5))).toEqual([
      [
        TRAIL,
        BY,
        "on name=acme-organization-trail",
        "sets off alarm acme-orgtrail-cloudtrail-changes (111111111111), alarm acme-orgtrail-audit-trail-changed (111111111111), rule acme-orgtrail-audit-trail-changed (111111111111)",
      ],
      [
        TRAIL,
        BY,
        "failed: AccessDenied",
        "sets off alarm acme-orgtrail-unauthorized-api-calls (111111111111, rings at 20 in 5 minutes)",
      ],
      [TRAIL, BY],
    ]);
    expect(stdout).not.toContain("\u001b");
  });

  it("says it to a machine, of each event and of all", async () => {
    const input = [logText(STOPPED, managementEvent())];
    const { stdout } = await explainProcess(["--config", watched, "--events", "--json", "-"], input);
    const [stopped, described, all] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { setOff: readonly object[] }).setOff);
    const place = { account: MANAGEMENT, region: "us-east-1" };
    const control = {
      name: "acme-orgtrail-audit-trail-changed",
      control: "audit-trail-changed",
      severity: "critical",
    };
    const anyTrail = {
      name: "acme-orgtrail-cloudtrail-changes",
      control: "cloudtrail-changes",
      severity: "medium",
    };
    const alarm = { kind: "alarm", ...control, ...place, threshold: 1, periodMinutes: 1 };
    const rule = { kind: "rule", ...control, ...place };
    const medium = { ...alarm, ...anyTrail, periodMinutes: 5 };
    expect(stopped).toEqual([medium, alarm, rule]);
    expect(described).toEqual([]);
    expect(all).toEqual([
      { ...alarm, events: 1 },
      { ...rule, events: 1 },
      { ...medium, events: 1 },
    ]);
  });

  it("says nothing of it without monitoring", async () => {
    const unwatched = configurationFolder(MINIMAL_ORGANIZATION);
    const { stdout } = await explainProcess(
      ["--config", unwatched, "--events", "--json", "-"],
      [logText(STOPPED)],
    );
    expect(stdout).not.toContain("setOff");
  });
});

/** Real CloudTrail logs, kept beside the repository and never in it. */
const LOGS = path.resolve(__dirname, "../../../../shared/data/cloudtrail-logs");
const present = existsSync(LOGS);
if (!present)
  console.warn(
    `set-off.test.ts of explain is skipped in part: there is no ${path.relative(process.cwd(), LOGS)}`,
  );

(present ? describe : describe.skip)("what 2,900 real events set off", () => {
  /** The events' account is the management account, in which rules stand too. */
  const config = configurationFolder(MINIMAL_ORGANIZATION.replace(MANAGEMENT, "123837392027") + MONITORING);
  interface Line {
    readonly call?: string;
    readonly setOff: readonly { readonly kind: string; readonly control: string; readonly events?: number }[];
  }
  let events: readonly Line[];
  let whole: Line;
  beforeAll(async () => {
    const { code, stdout } = await explainProcess(["--config", config, "--events", "--json", LOGS]);
    expect(code).toBe(0);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
    events = lines.slice(0, -1);
    whole = lines.at(-1) ?? { setOff: [] };
  });

  /** For each different set of what the calls set off: how many events did. */
  const heardOf = (...calls: readonly string[]): Readonly<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const { call = "", setOff: heard } of events) {
      if (!calls.includes(call.replace(".amazonaws.com", ""))) continue;
      const key = heard.map(({ kind, control }) => `${kind} ${control}`).join(", ");
      found[key] = (found[key] ?? 0) + 1;
    }
    return found;
  };
  const both = (control: string): string => `alarm ${control}, rule ${control}`;

  it.each<[string, readonly string[], Readonly<Record<string, number>>]>([
    ["a trail stopped", ["cloudtrail:StopLogging"], { "alarm cloudtrail-changes": 3 }],
    ["a trail deleted", ["cloudtrail:DeleteTrail"], { "alarm cloudtrail-changes": 3 }],
    ["a trail's selectors changed", ["cloudtrail:PutEventSelectors"], { "alarm cloudtrail-changes": 2 }],
    ["a bucket's policy changed", ["s3:PutBucketPolicy"], { "alarm bucket-policy-changes": 3 }],
    ["a bucket's lifecycle changed", ["s3:PutBucketLifecycle"], { "alarm bucket-policy-changes": 1 }],
    [
      "leaving the organization, which was denied",
      ["organizations:LeaveOrganization"],
      { "alarm unauthorized-api-calls, alarm organizations-changes": 1 },
    ],
    [
      "policies of users and roles changed",
      [
        ...["AttachRolePolicy", "AttachUserPolicy", "CreatePolicy", "DeletePolicy", "DeleteRolePolicy"],
        ...["DetachRolePolicy", "DetachUserPolicy", "PutRolePolicy"],
      ].map((name) => `iam:${name}`),
      { "alarm iam-policy-changes": 26 },
    ],
    ["users made", ["iam:CreateUser"], { "alarm iam-identity-changed": 4 }],
    [
      "keys and passwords made, and roles' trust changed",
      ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateAssumeRolePolicy"],
      { "alarm iam-identity-changed": 6 },
    ],
    ["roles made, users deleted", ["iam:CreateRole", "iam:DeleteUser"], { "": 17 }],
    [
      "sign-ins, one of them without MFA",
      ["signin:ConsoleLogin"],
      { "": 1, [both("sign-in-without-mfa")]: 1 },
    ],
    ["what only reads", ["ec2:DescribeRouteTables", "kms:Decrypt", "iam:GetUser"], { "": 471 }],
  ])("%s", (_, calls, expected) => {
    expect(heardOf(...calls)).toEqual(expected);
  });

  it("is counted as a whole as it is told of each", () => {
    const counted = (kind: string, control: string): number =>
      events.filter(({ setOff: heard }) =>
        heard.some((each) => each.kind === kind && each.control === control),
      ).length;
    for (const { kind, control, events: count } of whole.setOff) {
      expect(CONTROL_IDS).toContain(control);
      expect(count).toBe(counted(kind, control));
    }
    const told = events.reduce((sum, { setOff: heard }) => sum + heard.length, 0);
    expect(whole.setOff.reduce((sum, { events: count = 0 }) => sum + count, 0)).toBe(told);
  });
});
