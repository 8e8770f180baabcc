import { rmSync } from "node:fs";
import { join } from "node:path";
import { EVENT_QUESTIONS } from "../../modules/questions";
import type { ClientSettings } from "../../tools/sandbox/accounts";
import { deploy, synthesizeStacks } from "../../tools/sandbox/deployment";
import { type Sandbox, startSandbox } from "../../tools/sandbox/sandbox";
import type { DeployableStack } from "../../tools/sandbox/stack-graph";
import { surveyAccounts } from "../../tools/sandbox/summary";
import { keyFacts } from "./archive-facts";
import { queueFacts, roleFacts } from "./monitoring-access-facts";
import { writeWatchedConfiguration } from "./monitoring-configuration";
import { alarms, dashboard, logGroupFacts, rules, topics, trailLogGroup } from "./monitoring-facts";
import {
  ALARMS,
  ARCHIVE_RULES,
  CONTROLS,
  OTHER_ALARMS,
  FILTERS,
  HEARS_READS,
  INSIGHTS,
  LOG_ARCHIVE,
  LOG_GROUP,
  MANAGEMENT,
  PAYMENTS,
  publishersOf,
  RULES,
  SECURITY_HUB_PATTERNS,
  SUBSCRIBERS,
  TEAM_LOG_GROUP,
  topic,
} from "./monitoring-promises";
import { describeWithTerraform, WITHOUT_MANAGED_POLICIES } from "./requirements";
import { applyWithTerraform, plannedChanges, stackNamed } from "./terraform-runs";

jest.setTimeout(1_200_000);

const STACKS = ["log-archive", "management", "team-payments"];
const names = (ids: readonly string[]): readonly string[] => ids.map((id) => `acme-orgtrail-${id}`).sort();

describeWithTerraform("monitoring in the sandbox", () => {
  const begun: { config?: string; stop?: () => Promise<void>; sandbox?: Sandbox } = {};
  let stacks: readonly DeployableStack[] = [];

  function sandbox(): Sandbox {
    if (begun.sandbox === undefined) throw new Error("the sandbox did not start");
    return begun.sandbox;
  }

  const management = async (): Promise<ClientSettings> => sandbox().clientSettings(MANAGEMENT);
  const logArchive = async (): Promise<ClientSettings> => sandbox().clientSettings(LOG_ARCHIVE);
  const payments = async (): Promise<ClientSettings> => sandbox().clientSettings(PAYMENTS, "eu-west-1");

  beforeAll(async () => {
    const config = writeWatchedConfiguration();
    begun.config = config;
    const starting = startSandbox({ config, env: WITHOUT_MANAGED_POLICIES, progress: () => undefined });
    begun.stop = starting.stop;
    begun.sandbox = await starting.ready;
    const outdir = join(begun.sandbox.folder, "cdktf.out");
    stacks = await synthesizeStacks(begun.sandbox, config, outdir);
    await deploy(begun.sandbox, stacks, outdir, () => undefined, applyWithTerraform);
  });

  afterAll(async () => {
    await begun.stop?.();
    if (begun.config !== undefined) rmSync(begun.config, { recursive: true });
  });

  test("a second plan of every stack is empty", async () => {
    const plans = await Promise.all(
      STACKS.map(async (stack) => [stack, await plannedChanges(sandbox(), stackNamed(stacks, stack).folder)]),
    );
    expect(plans).toEqual(STACKS.map((stack) => [stack, []]));
  });

  test.each([
    {
      whose: "organization",
      settings: management,
      place: `us-east-1:${MANAGEMENT}`,
      trail: "acme-organization-trail",
      group: LOG_GROUP,
      role: `arn:aws:iam::${MANAGEMENT}:role/acme-organization-trail-logs`,
      alias: "alias/acme-orgtrail",
    },
    {
      whose: "team",
      settings: payments,
      place: `eu-west-1:${PAYMENTS}`,
      trail: "acme-team-payments",
      group: TEAM_LOG_GROUP,
      role: `arn:aws:iam::${PAYMENTS}:role/acme-team-payments-logs`,
      alias: "alias/acme-orgtrail-team-payments",
    },
  ])(
    "the trail of the $whose delivers to an encrypted log group",
    async ({ settings, place, trail, group, role, alias }) => {
      const there = await settings();
      expect(await trailLogGroup(there, trail)).toEqual([`arn:aws:logs:${place}:log-group:${group}:*`, role]);
      const { retentionDays, keyArn } = await logGroupFacts(there, group);
      expect(retentionDays).toBe(400);
      expect(keyArn).toContain(`arn:aws:kms:${place}:key/`);
      expect(await keyFacts(there, keyArn)).toMatchObject({
        state: "Enabled",
        rotation: true,
        aliases: [alias],
        policy: expect.arrayContaining([
          expect.objectContaining({
            Condition: {
              ArnEquals: {
                "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${place}:log-group:${group}`,
              },
            },
          }),
        ]) as unknown,
      });
    },
  );

  test.each([
    {
      whose: "organization",
      settings: management,
      role: "acme-organization-trail-logs",
      group: `us-east-1:${MANAGEMENT}:log-group:${LOG_GROUP}`,
      // Streams of members begin with the organization's id.
      streams: [`${MANAGEMENT}_CloudTrail_us-east-1*`, "o-a1b2c3d4e5_*"],
    },
    {
      whose: "team",
      settings: payments,
      role: "acme-team-payments-logs",
      group: `eu-west-1:${PAYMENTS}:log-group:${TEAM_LOG_GROUP}`,
      streams: [`${PAYMENTS}_CloudTrail_eu-west-1*`],
    },
  ])(
    "CloudTrail takes the role of the $whose, which may write the trail's own streams alone",
    async ({ settings, role, group, streams }) => {
      const { trust, permissions } = await roleFacts(await settings(), role);
      const [region, account] = group.split(":");
      const trail = `arn:aws:cloudtrail:${region}:${account}:trail/${role.replace(/-logs$/, "")}`;
      expect(trust).toEqual([
        {
          Sid: "AllowCloudTrailAssumeRole",
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEqualsIfExists: { "aws:SourceAccount": account, "aws:SourceArn": trail } },
        },
      ]);
      const arns = streams.map((stream) => `arn:aws:logs:${group}:log-stream:${stream}`);
      const resources = arns.length === 1 ? arns[0] : arns;
      expect(permissions).toEqual({
        "write-events": [
          {
            Sid: "AllowCreateStreams",
            Effect: "Allow",
            Action: "logs:CreateLogStream",
            Resource: resources,
          },
          { Sid: "AllowPutEvents", Effect: "Allow", Action: "logs:PutLogEvents", Resource: resources },
        ],
      });
    },
  );

  describe("in the log group of the organization", () => {
    test("each control has a metric filter, with the pattern of Security Hub where that has one", async () => {
      const { patterns, counted } = await logGroupFacts(await management(), LOG_GROUP);
      expect(Object.keys(patterns).sort()).toEqual(names(FILTERS));
      expect(patterns).toMatchObject(SECURITY_HUB_PATTERNS);
      for (const [filter, [namespace, metric, value]] of Object.entries(counted)) {
        expect({ filter, namespace, value }).toEqual({
          filter,
          namespace: "orgtrail/acme-orgtrail",
          value: "1",
        });
        expect(filter.replace(/-\d$/, "")).toBe(metric);
      }
    });

    test("each control has a saved query, and those who investigate have more", async () => {
      const { queries } = await logGroupFacts(await management(), LOG_GROUP);
      const investigation = EVENT_QUESTIONS.map(({ id }) => id);
      expect(Object.keys(queries).sort()).toEqual(
        [...CONTROLS, ...investigation].map((name) => `acme-orgtrail/${name}`).sort(),
      );
      expect(queries["acme-orgtrail/cloudtrail-changes"]).toContain('"StopLogging"');
    });
  });

  test("each control of the organization has an alarm, whose missing data is no alarm, and which tells its topic", async () => {
    const found = await alarms(await management());
    expect(Object.keys(found).sort()).toEqual(names([...CONTROLS, ...OTHER_ALARMS]));
    for (const id of CONTROLS) {
      expect(found[`acme-orgtrail-${id}`]).toMatchObject({
        Namespace: "orgtrail/acme-orgtrail",
        MetricName: `acme-orgtrail-${id}`,
        Statistic: "SampleCount",
        EvaluationPeriods: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        TreatMissingData: "notBreaching",
        ActionsEnabled: true,
        AlarmActions: [
          expect.stringMatching(
            /^arn:aws:sns:us-east-1:111111111111:acme-orgtrail-(critical|high|medium|low)$/,
          ),
        ],
        AlarmDescription: expect.stringContaining(`acme-orgtrail/${id}`) as unknown,
      });
    }
  });

  test.each(ALARMS)("the alarm %s of the organization", async (id, promised) => {
    expect((await alarms(await management()))[`acme-orgtrail-${id}`]).toMatchObject(promised);
  });

  test("the alarm of the team looks at what the team asked for", async () => {
    const there = await payments();
    const { patterns, queries } = await logGroupFacts(there, TEAM_LOG_GROUP);
    expect(patterns).toEqual({
      "acme-orgtrail-team-payments-ledger-deleted":
        '{ ($.requestParameters.bucketName = "acme-payments-ledger") && (($.eventName = "DeleteObject") || ($.eventName = "DeleteObjects")) }',
    });
    expect(Object.keys(queries)).toEqual(["acme-orgtrail/team-payments-ledger-deleted"]);
    const found = await alarms(there);
    expect(Object.keys(found).sort()).toEqual(names(["events-undelivered", "team-payments-ledger-deleted"]));
    expect(found["acme-orgtrail-team-payments-ledger-deleted"]).toMatchObject({
      MetricName: "acme-orgtrail-team-payments-ledger-deleted",
      Threshold: 1,
      TreatMissingData: "notBreaching",
      AlarmActions: [topic(PAYMENTS, "acme-orgtrail-team-payments-high", "eu-west-1")],
      AlarmDescription: expect.stringContaining("Restore the objects from their versions") as unknown,
    });
  });

  test.each([
    {
      whose: "management",
      settings: management,
      place: `us-east-1:${MANAGEMENT}`,
      subscribers: SUBSCRIBERS.management,
    },
    {
      whose: "log-archive",
      settings: logArchive,
      place: `us-east-1:${LOG_ARCHIVE}`,
      subscribers: SUBSCRIBERS.logArchive,
    },
    {
      whose: "team's",
      settings: payments,
      place: `eu-west-1:${PAYMENTS}`,
      subscribers: SUBSCRIBERS.team,
    },
  ])(
    "topics of the $whose account tell who was named, encrypted, and who publishes is named",
    async ({ settings, place, subscribers }) => {
      const found = await topics(await settings());
      expect(
        Object.fromEntries(Object.entries(found).map(([name, facts]) => [name, facts.subscribers])),
      ).toEqual(subscribers);
      for (const [name, { keyArn, publishers }] of Object.entries(found)) {
        expect(keyArn).toContain(`arn:aws:kms:${place}:key/`);
        expect(publishers).toEqual(publishersOf(name));
      }
    },
  );

  test.each([
    ["management", management, `us-east-1:${MANAGEMENT}:acme-orgtrail-`, [...RULES, ...INSIGHTS]],
    ["log-archive", logArchive, `us-east-1:${LOG_ARCHIVE}:acme-orgtrail-`, ARCHIVE_RULES],
    ["team's", payments, `eu-west-1:${PAYMENTS}:acme-orgtrail-team-payments-`, RULES],
  ])(
    "rules of the %s account tell a topic, and keep what could not be told",
    async (_, settings, prefix, ids) => {
      const found = await rules(await settings());
      expect(Object.keys(found).sort()).toEqual(names(ids));
      const [region = "", account = ""] = prefix.split(":");
      const reads = Object.entries(found).filter(([, { state }]) => state !== "ENABLED");
      expect(reads.map(([name, { state }]) => [name, state])).toEqual(
        names(HEARS_READS).map((name) => [name, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"]),
      );
      for (const { targets } of Object.values(found)) {
        expect(targets).toEqual([
          {
            Id: "topic",
            Arn: expect.stringMatching(`^arn:aws:sns:${prefix}(critical|high|medium)$`) as unknown,
            InputTransformer: expect.objectContaining({
              InputTemplate: expect.stringContaining("First: ") as unknown,
            }) as unknown,
            DeadLetterConfig: { Arn: `arn:aws:sqs:${region}:${account}:acme-orgtrail-undelivered` },
            RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
          },
        ]);
      }
      expect(found["acme-orgtrail-audit-trail-changed"]?.pattern).toMatchObject({
        source: [{ prefix: "aws." }],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
          eventSource: ["cloudtrail.amazonaws.com"],
          eventName: ["CreateTrail", "DeleteTrail", "StartLogging", "StopLogging", "UpdateTrail"],
        },
      });
      expect(found["acme-orgtrail-root-use"]?.targets[0]?.Arn).toBe(`arn:aws:sns:${prefix}critical`);
    },
  );

  test.each([
    ["management", management, `us-east-1:${MANAGEMENT}`],
    ["log-archive", logArchive, `us-east-1:${LOG_ARCHIVE}`],
    ["team's", payments, `eu-west-1:${PAYMENTS}`],
  ])(
    "the queue of the %s account takes events from orgtrail's rules alone, and keeps them for two weeks",
    async (_, settings, place) => {
      expect(await queueFacts(await settings(), "acme-orgtrail-undelivered")).toEqual({
        retentionSeconds: 14 * 24 * 3600,
        encrypted: true,
        statements: [
          {
            Sid: "AllowRulesSend",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: `arn:aws:sqs:${place}:acme-orgtrail-undelivered`,
            Condition: {
              ArnLike: { "aws:SourceArn": `arn:aws:events:${place}:rule/*acme-orgtrail-*` },
            },
          },
        ],
      });
    },
  );

  test("the dashboard shows every alarm of the organization", async () => {
    const there = await management();
    const widgets = await dashboard(there, "acme-orgtrail");
    const shown = widgets.flatMap((widget) => widget.alarms ?? []);
    const arns = Object.values(await alarms(there)).map(({ AlarmArn }) => AlarmArn);
    expect([...shown].sort()).toEqual([...arns].sort());
    expect(shown.map((arn) => arn.slice(arn.lastIndexOf(":") + 1)).sort()).toEqual(
      names([...CONTROLS, ...OTHER_ALARMS]),
    );
    const queries = widgets.flatMap(({ query }) => query ?? []);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) expect(query).toContain(LOG_GROUP);
  });

  test("the summary of the sandbox counts them", async () => {
    const survey = await surveyAccounts(sandbox());
    const found = survey.find(({ account }) => account.id === MANAGEMENT)?.found;
    expect(found).toContainEqual({
      kind: "log group",
      name: LOG_GROUP,
      details: ["kept 400 days", `${FILTERS.length} metric filters`, "us-east-1"],
    });
    const count = String(CONTROLS.length + OTHER_ALARMS.length);
    expect(found).toContainEqual({ kind: "alarms", name: count, details: ["us-east-1"] });
    expect(found).toContainEqual({
      kind: "rules",
      name: String(RULES.length + INSIGHTS.length),
      details: ["us-east-1"],
    });
  });
});
