import { valuesOf, type PolicyConditions } from "../../../modules/policy";
import { policiesOf } from "../../../stacks/blueprint";
import {
  everythingConfiguration,
  minimalConfiguration,
  referenceConfiguration,
} from "../../support/configurations";
import { synthesized, type TerraformJson } from "../../support/synthesized";
import { variant } from "../../tools/prove/configurations";

/** What lets an AWS service in, or anybody: a statement of any policy, or a permission of a function. */
interface Grant {
  /** The subject of `orgtrail prove`, or the address in Terraform. */
  readonly where: string;
  /** The statement's Sid, or the type of the resource. */
  readonly sid: string;
  readonly services: readonly string[];
  readonly conditions: PolicyConditions;
}

/** A statement as Terraform has it. */
interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: PolicyConditions;
}

/**
 * Where AWS names no source, or does not promise to, and what it says instead. Each is held where AWS names one all the same, by
 * `IfExists`: what must be there and is not would stop deliveries, alarms or the aggregator, and nobody would be told.
 */
const EXCUSED: Readonly<Record<string, string>> = {
  AllowCloudTrailDecryptTrail:
    "AWS's own statement has no condition, and with an S3 Bucket Key the context is the bucket's: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
  AllowRulesPublish:
    "“You can't use Condition blocks in Amazon SNS topic policies for EventBridge”: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions",
  AllowCloudTrailAssumeRole:
    "the page of this role says that it does not support aws:SourceArn, and a role is passed within its account alone: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html",
  AllowLambdaAssumeRole:
    "AWS documents no source, and a role is passed within its account alone: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  AllowReplicationAssumeRole:
    "AWS documents no source, and a role is passed within its account alone: https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html",
  AllowFirehoseAssumeRole:
    "AWS names the account as external id, which must be met, and no source: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
  AllowConfigAssumeRole:
    "AWS documents no source, and a role is passed within its account alone: https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html",
};

/** Keys that say for whom a service asks, or whose a principal is. */
const SOURCE_KEY =
  /^(aws:Source(Account|Arn|OrgID|OrgPaths)|kms:EncryptionContext:aws:(cloudtrail:arn|logs:arn|sns:topicArn)|aws:Principal(Account|OrgID))$/;

/** Operators that a request without the key does not meet. */
const ASKS_FOR_IT = /^(ForAnyValue:)?(StringEquals|StringLike|ArnEquals|ArnLike)$/;

/** What names one account, organization, bucket or other resource of Terraform's; `*` alone names none. */
const NAMES_ONE = /\d{12}|^o-[a-z0-9]+$|^arn:[a-z-]+:s3:::[^*]|^\$\{/;

function isHeld(conditions: PolicyConditions, operators: RegExp): boolean {
  return Object.entries(conditions).some(
    ([operator, keys]) =>
      operators.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) => SOURCE_KEY.test(key) && valuesOf(values).every((value) => NAMES_ONE.test(value)),
      ),
  );
}

/** Whom a statement lets in that no account is: services, and with `*` everybody. */
function servicesOf({ Principal }: Statement): readonly string[] {
  if (Principal === undefined) return [];
  if (typeof Principal === "string") return [Principal];
  return [...valuesOf(Principal["Service"]), ...valuesOf(Principal["AWS"]).filter((arn) => arn === "*")];
}

function grantsOf(where: string, statements: readonly Statement[]): readonly Grant[] {
  return statements
    .filter((statement) => statement.Effect === "Allow" && servicesOf(statement).length > 0)
    .map((statement) => ({
      where,
      sid: statement.Sid ?? "",
      services: servicesOf(statement),
      conditions: statement.Condition ?? {},
    }));
}

/** Every statement of every text in it that is a policy, wherever it stands. */
function statementsIn(value: unknown): readonly Statement[] {
  if (typeof value === "string") {
    if (!value.includes('"Statement"')) return [];
    const { Statement } = JSON.parse(value) as { Statement: Statement | readonly Statement[] };
    return [Statement].flat();
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(statementsIn) : [];
}

function terraformGrants(json: TerraformJson): readonly Grant[] {
  return Object.entries(json.resource ?? {}).flatMap(([type, blocks]) =>
    Object.entries(blocks).flatMap(([name, block]) => {
      const where = `${type}.${name}`;
      const { principal, source_arn: arn, source_account: account } = block;
      const byAttributes: readonly Grant[] =
        typeof principal === "string" && !/^\d{12}$/.test(principal)
          ? [
              {
                where,
                sid: type,
                services: [principal],
                conditions: {
                  ...(typeof arn === "string" && { ArnLike: { "aws:SourceArn": arn } }),
                  ...(typeof account === "string" && { StringEquals: { "aws:SourceAccount": account } }),
                },
              },
            ]
          : [];
      return [...byAttributes, ...grantsOf(where, statementsIn(block))];
    }),
  );
}

const VARIANTS = [
  variant({ mended: true, validated: true, handedOn: true, watchedEverywhere: true }),
  variant({ immutability: "object-lock", prefix: "audit/logs", memberAccess: false }),
  variant({ partition: "aws-cn", watchedEverywhere: true, mended: true, validated: true, handedOn: true }),
];
const CONFIGURATIONS = [
  referenceConfiguration(),
  everythingConfiguration(),
  minimalConfiguration(),
  ...VARIANTS,
];

const GRANTS: readonly Grant[] = [
  ...CONFIGURATIONS.flatMap(policiesOf).flatMap(({ name, document }) => grantsOf(name, document.Statement)),
  ...[...CONFIGURATIONS.slice(0, 3), ...VARIANTS.slice(0, 1)].flatMap((configuration) =>
    Object.values(synthesized(configuration)).flatMap(terraformGrants),
  ),
];

const faults = (grants: readonly Grant[]): readonly string[] => [
  ...new Set(grants.map(({ where, sid, services }) => `${where}: ${sid} lets ${services.join(", ")} in`)),
];

describe("whatever lets an AWS service in", () => {
  it("is many statements, of many policies, and permissions of functions", () => {
    const types = new Set(GRANTS.map(({ where }) => where.split(".")[0] ?? ""));
    expect([...types].filter((type) => type.startsWith("aws_")).sort()).toEqual([
      "aws_cloudwatch_event_bus_policy",
      "aws_cloudwatch_log_resource_policy",
      "aws_iam_role",
      "aws_kms_key",
      "aws_lambda_permission",
      "aws_s3_bucket_policy",
      "aws_sns_topic_policy",
      "aws_sqs_queue_policy",
    ]);
    expect(new Set(GRANTS.map(({ sid }) => sid)).size).toBeGreaterThan(18);
  });

  it("names one account, organization or resource for which it asks, in a condition that must be met", () => {
    const open = GRANTS.filter(
      ({ conditions, sid }) => !isHeld(conditions, ASKS_FOR_IT) && !(sid in EXCUSED),
    );
    expect(faults(open)).toEqual([]);
  });

  it("is excused by name where AWS names no source, and held to it where AWS does all the same", () => {
    const excused = GRANTS.filter(({ sid }) => sid in EXCUSED);
    expect(
      faults(excused.filter(({ conditions }) => !isHeld(conditions, /^(String|Arn)(Equals|Like)IfExists$/))),
    ).toEqual([]);
    // An excuse that nothing needs any more is none.
    const needed = excused.filter(({ conditions }) => !isHeld(conditions, ASKS_FOR_IT));
    expect([...new Set(needed.map(({ sid }) => sid))].sort()).toEqual(Object.keys(EXCUSED).sort());
    for (const reason of Object.values(EXCUSED))
      expect(reason).toMatch(/: https:\/\/docs\.aws\.amazon\.com\//);
  });

  it.each<[string, PolicyConditions, boolean]>([
    ["an account", { StringEquals: { "aws:SourceAccount": "111111111111" } }, true],
    ["a bucket, whose ARN has no account", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-logs" } }, true],
    ["a resource that Terraform makes", { ArnLike: { "aws:SourceArn": "${aws_x.y.arn}" } }, true],
    ["no condition", {}, false],
    ["a key that may be left out", { StringEqualsIfExists: { "aws:SourceAccount": "111111111111" } }, false],
    ["all of none", { "ForAllValues:StringEquals": { "aws:SourceAccount": "111111111111" } }, false],
    ["any account but one", { StringNotEquals: { "aws:SourceAccount": "111111111111" } }, false],
    ["a key of another kind", { StringEquals: { "s3:x-amz-acl": "111111111111" } }, false],
    ["any account", { StringLike: { "aws:SourceAccount": "*" } }, false],
    ["one account, or any", { ArnLike: { "aws:SourceArn": ["arn:aws:iam::111111111111:x", "*"] } }, false],
  ])("is held or not by a condition on %s", (_, conditions, held) => {
    expect(isHeld(conditions, ASKS_FOR_IT)).toBe(held);
  });
});
