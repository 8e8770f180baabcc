import { mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketReplicationCommand,
  ListBucketsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { ROOT } from "../support/run";
import { surveyAccounts } from "../../tools/sandbox/summary";
import { deployedOrganization } from "./deployed-organization";
import { emptyBuckets } from "./empty-buckets";
import { organizationText } from "./organization-text";
import { describeWithTerraform } from "./requirements";
import { editedOwn, plannedChanges, stackNamed, synthesizeApart, terraformOk } from "./terraform-runs";

jest.setTimeout(1_200_000);

const LOG_ARCHIVE = "222222222222";
const COPIES = "888888888888";
const REGION = "eu-central-1";
const COPY_REGION = "eu-west-1";

/**
 * An organization whose teams' logs stand in two stacks, in another Region than the trail, beside a log bucket that is there already, and
 * are asked with Athena, handed on, and copied to another account and Region.
 */
const ORGANIZATION = organizationText(
  `
archive:
  region: ${REGION}
  bucketName: acme-old-logs
  existingBucket: true
  replacesBucketSettings: true
  immutability: { kind: mfa-delete }
  stacks: 2
  consumers:
    - { name: splunk, account: "444444444444", notify: sqs, accounts: ["111111111111"] }
    - { name: panther, account: "777777777777", externalId: 4f1c-0a52, notify: sns, accounts: ["444444444444"] }
    - { name: lake, account: "444444444444", notify: eventbridge, eventBusArn: "arn:aws:events:us-east-1:444444444444:event-bus/logs" }
  replica: { account: copies, region: ${COPY_REGION} }
analytics:
  athena: { readers: ["arn:aws:iam::${LOG_ARCHIVE}:role/SecurityAudit"], accounts: ["555555555555"], regions: [eu-west-1] }
`,
  { members: { payments: "444444444444", copies: COPIES } },
);

const team = (name: string): string =>
  `team: ${name}\naccount: payments\nregion: us-east-1\nrecord: [{ preset: lambda-invocations }]\n`;

const TEAMS = { "payments.yaml": team("payments"), "search.yaml": `${team("search")}archiveStack: 2\n` };

/** The commands by which the documentation moves a team. */
const MOVE =
  /```bash\n([^]*?)\n *```/.exec(readFileSync(join(ROOT, "docs", "archive-stacks.md"), "utf8"))?.[1] ??
  "exit 1";

describeWithTerraform("a log archive of several stacks in the sandbox", () => {
  const { sandbox, deployed, stacks } = deployedOrganization(ORGANIZATION, { teams: TEAMS });

  test("the other stacks are deployed after the one with the bucket of access logs, and before their teams", () => {
    const order = deployed().map(({ stack }) => stack);
    const place = (stack: string): number => order.indexOf(stack);
    expect([...order].sort()).toEqual([
      ...["analytics", "log-archive", "log-archive-2", "log-replica", "management"],
      ...["team-payments", "team-search"],
    ]);
    expect(place("log-replica")).toBeLessThan(place("log-archive"));
    expect(place("log-archive")).toBeLessThan(place("log-archive-2"));
    expect(place("log-archive-2")).toBeLessThan(place("team-search"));
    expect(place("log-archive")).toBeLessThan(place("analytics"));
  });

  test("a second plan of every stack is empty", async () => {
    for (const { name: stack, folder } of stacks()) {
      expect({ stack, changes: await plannedChanges(sandbox(), folder) }).toEqual({ stack, changes: [] });
    }
  });

  test("the log bucket tells each consumer of its own files", async () => {
    const s3 = new S3Client({ ...(await sandbox().clientSettings(LOG_ARCHIVE)), forcePathStyle: true });
    const told = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: "acme-old-logs" }));
    expect(told.QueueConfigurations?.map(({ QueueArn }) => QueueArn)).toEqual([
      `arn:aws:sqs:${REGION}:${LOG_ARCHIVE}:acme-orgtrail-consumer-splunk`,
    ]);
    expect(told.TopicConfigurations?.map(({ TopicArn }) => TopicArn)).toEqual([
      `arn:aws:sns:${REGION}:${LOG_ARCHIVE}:acme-consumer-panther`,
    ]);
    expect(told.EventBridgeConfiguration).toBeDefined();
  });

  test("the log bucket is copied to a bucket with a key of its own, in another account and Region", async () => {
    const s3 = new S3Client({ ...(await sandbox().clientSettings(LOG_ARCHIVE)), forcePathStyle: true });
    const { ReplicationConfiguration } = await s3.send(
      new GetBucketReplicationCommand({ Bucket: "acme-old-logs" }),
    );
    expect(ReplicationConfiguration?.Rules).toEqual([
      expect.objectContaining({
        Status: "Enabled",
        DeleteMarkerReplication: { Status: "Disabled" },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" } },
        Destination: expect.objectContaining({
          Bucket: `arn:aws:s3:::acme-cloudtrail-${COPIES}-replica`,
          Account: COPIES,
          EncryptionConfiguration: {
            ReplicaKmsKeyID: expect.stringContaining(`arn:aws:kms:${COPY_REGION}:${COPIES}:key/`) as string,
          },
        }) as object,
      }),
    ]);
  });

  test("the access of a bucket in another stack is logged to the same bucket", async () => {
    const s3 = new S3Client({ ...(await sandbox().clientSettings(LOG_ARCHIVE)), forcePathStyle: true });
    const { LoggingEnabled } = await s3.send(
      new GetBucketLoggingCommand({ Bucket: `acme-cloudtrail-${LOG_ARCHIVE}-team-search` }),
    );
    expect(LoggingEnabled?.TargetBucket).toBe(`acme-cloudtrail-${LOG_ARCHIVE}-access`);
  });

  test("a team is moved to another stack by the commands of the documentation, and nothing of it is made anew", async () => {
    const config = editedOwn(sandbox(), ["teams/payments.yaml", "region:", "archiveStack: 2\nregion:"]);
    const moved = await synthesizeApart(sandbox(), config);
    const [from, to, reader] = ["log-archive", "log-archive-2", "team-payments"].map(
      (name) => stackNamed(moved, name).folder,
    ) as [string, string, string];
    for (const folder of [from, to, reader]) await terraformOk(sandbox(), folder, "init", "-no-color");
    // What is in the configuration no more, `prevent_destroy` does not hold: the verdict does.
    expect(await plannedChanges(sandbox(), from)).toContain("delete aws_s3_bucket");

    const here = mkdtempSync(join(sandbox().folder, "move-"));
    symlinkSync(dirname(dirname(from)), join(here, "cdktf.out"));
    symlinkSync(sandbox().terraform.program, join(here, "terraform"));
    const { code, output } = await sandbox().processes.run({
      program: "bash",
      args: ["-euc", MOVE],
      cwd: here,
      env: { ...sandbox().env, PATH: `${here}:${String(sandbox().env["PATH"])}` },
    });
    expect([code, output]).toEqual([0, expect.stringContaining("Successfully moved 1 object(s)")]);

    // Their tag names the stack.
    expect((await plannedChanges(sandbox(), to)).toSorted()).toEqual([
      "update aws_kms_key",
      "update aws_s3_bucket",
    ]);
    for (const folder of [to, reader, from]) {
      await terraformOk(sandbox(), folder, "apply", "-auto-approve", "-no-color");
      expect(await plannedChanges(sandbox(), folder)).toEqual([]);
    }
  });

  test("what asks the logs is taken away, and nothing of the logs with it", async () => {
    const analytics = stackNamed(stacks(), "analytics").folder;
    await terraformOk(sandbox(), analytics, "destroy", "-auto-approve", "-no-color");
    expect(await terraformOk(sandbox(), analytics, "state", "list")).toBe("");
    const s3 = new S3Client({ ...(await sandbox().clientSettings(LOG_ARCHIVE)), forcePathStyle: true });
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    expect(
      Buckets.map(({ Name }) => Name)
        .filter((name) => name?.startsWith("acme-"))
        .sort(),
    ).toEqual([
      ...["access", "team-payments", "team-search"].map((name) => `acme-cloudtrail-${LOG_ARCHIVE}-${name}`),
      "acme-old-logs",
    ]);
  });

  test("all of it goes again, the bucket that was there too, once protection is switched off on purpose", async () => {
    const config = editedOwn(
      sandbox(),
      ["teams/payments.yaml", "region:", "archiveStack: 2\nregion:"],
      ["organization.yaml", "terraform:\n", "terraform:\n  destroyProtection: false\n"],
    );
    const unprotected = await synthesizeApart(sandbox(), config);
    await emptyBuckets(await sandbox().clientSettings(LOG_ARCHIVE, REGION));
    await emptyBuckets(await sandbox().clientSettings(COPIES, COPY_REGION));
    const teams = ["team-payments", "team-search"];
    for (const names of [teams, ["management"], ["log-archive-2"], ["log-archive"], ["log-replica"]]) {
      const folders = names.map((name) => stackNamed(unprotected, name).folder);
      await Promise.all(
        folders.map(async (folder) => {
          await terraformOk(sandbox(), folder, "init", "-no-color");
          await terraformOk(sandbox(), folder, "destroy", "-auto-approve", "-no-color");
        }),
      );
    }
    const survey = await surveyAccounts(sandbox());
    expect(survey.flatMap(({ found }) => found)).toEqual([]);
  });
});
