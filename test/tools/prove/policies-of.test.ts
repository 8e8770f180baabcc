import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policyArgument } from "../../../modules/policy";
import { buildApp } from "../../../stacks/app";
import type { Configuration } from "../../../stacks/config";
import { policiesOf } from "../../../tools/prove/policies-of";
import type { SubjectKind } from "../../../tools/prove/kinds";
import type { Subject } from "../../../tools/prove/subject";
import { everythingConfiguration, minimalConfiguration } from "../../support/configurations";
import { variant } from "./configurations";

/** A policy as it is deployed: where, on what, and its text. */
interface Deployed {
  readonly account: string;
  readonly region: string;
  readonly type: string;
  /** The name of the bucket, topic, queue, bus or role; of a key, whose name AWS makes, nothing. */
  readonly name: string;
  readonly policy: string;
}

type Arguments = Readonly<Record<string, string>>;
type Resources = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

interface TerraformJson {
  readonly provider: {
    readonly aws: readonly { readonly region: string; readonly allowed_account_ids: string[] }[];
  };
  readonly resource: Resources;
}

const TYPES: Readonly<Partial<Record<SubjectKind, string>>> = {
  "log bucket": "aws_s3_bucket_policy",
  "access-log bucket": "aws_s3_bucket_policy",
  "config bucket": "aws_s3_bucket_policy",
  "log key": "aws_kms_key",
  "delivery topic": "aws_sns_topic_policy",
  "delivery topic key": "aws_kms_key",
  "alarm topic": "aws_sns_topic_policy",
  "monitoring key": "aws_kms_key",
  "dead-letter queue": "aws_sqs_queue_policy",
  "event bus": "aws_cloudwatch_event_bus_policy",
  "log role": "aws_iam_role",
  "log role permissions": "aws_iam_role_policy",
  "forwarding role": "aws_iam_role",
  "forwarding role permissions": "aws_iam_role_policy",
  "remediation role": "aws_iam_role",
  "remediation role permissions": "aws_iam_role_policy",
};

/** A stack as it is written. */
interface Written {
  readonly account: string;
  readonly region: string;
  readonly resource: Resources;
}

/** The Terraform JSON of all stacks. */
function written(configuration: Configuration): readonly Written[] {
  const outdir = mkdtempSync(join(tmpdir(), "prove-"));
  try {
    const { app, stacks } = buildApp(configuration, { outdir });
    app.synth();
    return stacks.map(({ stackName }) => {
      const text = readFileSync(join(outdir, "stacks", stackName, "cdk.tf.json"), "utf8");
      const { provider, resource } = JSON.parse(text) as TerraformJson;
      const [aws] = provider.aws;
      return { account: aws?.allowed_account_ids[0] ?? "", region: aws?.region ?? "", resource };
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/**
 * Every argument called `policy` or `assume_role_policy`: none is forgotten. A policy that is not in `policiesOf` fails the test:
 * add it there, and requests to the tables.
 */
function deployed(configuration: Configuration): readonly Deployed[] {
  const keys = policiesOf(configuration).filter(({ kind }) => TYPES[kind] === "aws_kms_key");
  return written(configuration).flatMap((stack) => {
    const { account, region, resource } = stack;
    return Object.entries(resource).flatMap(([type, ofType]) =>
      Object.values(ofType).flatMap((values) =>
        [values["policy"], values["assume_role_policy"]]
          .filter((policy) => policy !== undefined)
          .map((policy) => withKeys(policy, stack, keys))
          .map((policy) => ({ account, region, type, name: nameOf(type, values, resource), policy })),
      ),
    );
  });
}

/** The policy with the ARNs that stand for keys, in place of references to them: AWS makes the ids. */
function withKeys(policy: string, { account, region, resource }: Written, keys: readonly Subject[]): string {
  return policy.replace(/\$\{aws_kms_key\.([\w-]+)\.arn\}/g, (reference, id: string) => {
    const own = resource["aws_kms_key"]?.[id]?.["policy"];
    const key = keys.find(
      ({ ownerAccount, region: of, document }) =>
        ownerAccount === account && of === region && policyArgument(document) === own,
    );
    return key?.arn ?? reference;
  });
}

/** The statements of all policies of the organization of a type, in order. */
function organizationStatements(configuration: Configuration, type: string): readonly unknown[] {
  return written(configuration)
    .flatMap(({ resource }) => Object.values(resource["aws_organizations_policy"] ?? {}))
    .filter((values) => values["type"] === type)
    .flatMap(({ content = "" }) => (JSON.parse(content) as { Statement: readonly unknown[] }).Statement);
}

/** The arguments by which policies say whose they are. */
const OWNERS = ["bucket", "arn", "queue_url", "event_bus_name", "role"];

/** The name of what the policy belongs to: a role has its trust itself, all others are referred to. */
function nameOf(type: string, values: Arguments, resource: Resources): string {
  if (type === "aws_kms_key") return "";
  if (type === "aws_iam_role") return values["name"] ?? "";
  const reference = OWNERS.map((owner) => values[owner]).find((value) => value !== undefined) ?? "";
  const [, ofType = "", id = ""] = /^\$\{(aws_[a-z0-9_]+)\.(.+)\.[a-z]+\}$/.exec(reference) ?? [];
  const owner = resource[ofType]?.[id];
  return owner?.["bucket"] ?? owner?.["name"] ?? "";
}

function expected({ kind, arn, ownerAccount, region, document }: Subject): Deployed {
  return {
    account: ownerAccount,
    region,
    type: TYPES[kind] ?? "",
    name: TYPES[kind] === "aws_kms_key" ? "" : (arn.split(/[:/]/).at(-1) ?? ""),
    policy: policyArgument(document),
  };
}

const inOrder = (policies: readonly Deployed[]): readonly string[] =>
  policies.map((policy) => JSON.stringify(policy)).sort();

describe("the policies that are proven", () => {
  it.each([
    ["the reference organization", variant()],
    [
      "other settings, in GovCloud",
      variant({
        partition: "aws-us-gov",
        immutability: "object-lock",
        prefix: "audit/logs",
        memberAccess: false,
        destroyProtection: false,
        minimumTlsVersion: "1.3",
        administrators: ["arn:aws-us-gov:iam::222222222222:role/Second"],
      }),
    ],
    ["events of all accounts in the security account", variant({ watchedEverywhere: true })],
    ["the least, in China", variant({ partition: "aws-cn", memberAccess: false, everything: false })],
    ["what makes a configuration, and no more", minimalConfiguration()],
    ["everything on", everythingConfiguration()],
    ["every runbook at hand", variant({ mended: true })],
    [
      "every runbook at hand, in China, without destroy protection",
      variant({ mended: true, partition: "aws-cn", destroyProtection: false, watchedEverywhere: true }),
    ],
  ])("are those that are deployed, all of them: %s", (_, configuration) => {
    const own = policiesOf(configuration).filter(({ kind }) => TYPES[kind] !== undefined);
    expect(inOrder(own.map(expected))).toEqual(inOrder(deployed(configuration)));
  });

  it.each([
    ["SERVICE_CONTROL_POLICY", "service control policies"],
    ["RESOURCE_CONTROL_POLICY", "resource control of a bucket"],
    ["RESOURCE_CONTROL_POLICY", "resource control of a key"],
  ])("are those of the organization too, in however many policies: %s, %s", (type, kind) => {
    const configuration = variant({ guarded: true });
    const documents = new Set(
      policiesOf(configuration)
        .filter((subject) => subject.kind === kind)
        .map(({ document }) => policyArgument(document)),
    );
    const found = [...documents].map((text) => (JSON.parse(text) as { Statement: unknown }).Statement);
    expect(found).toEqual([organizationStatements(configuration, type)]);
  });

  it("have a name each", () => {
    const names = policiesOf(variant({ mended: true })).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toMatchInlineSnapshot(`
      [
        "log bucket of the organization",
        "log key of the organization",
        "access-log bucket of the log archive",
        "delivery topic",
        "delivery topic key",
        "log bucket of team data",
        "log key of team data",
        "access-log bucket of team data",
        "log bucket of team payments",
        "log key of team payments",
        "log bucket of team platform",
        "log key of team platform",
        "monitoring key of the management account",
        "critical alarm topic of the management account",
        "high alarm topic of the management account",
        "medium alarm topic of the management account",
        "low alarm topic of the management account",
        "dead-letter queue of the management account",
        "log role of the management account",
        "permissions of the log role of the management account",
        "monitoring key of the log archive",
        "critical alarm topic of the log archive",
        "high alarm topic of the log archive",
        "medium alarm topic of the log archive",
        "dead-letter queue of the log archive",
        "monitoring key of Security Hub's findings",
        "high alarm topic of Security Hub's findings",
        "dead-letter queue of Security Hub's findings",
        "monitoring key of team payments",
        "critical alarm topic of team payments",
        "high alarm topic of team payments",
        "dead-letter queue of team payments",
        "log role of team payments",
        "permissions of the log role of team payments",
        "config bucket",
        "remediation role of bucket-versioning in the log archive",
        "permissions of the remediation role of bucket-versioning in the log archive",
        "remediation role of bucket-public-access in the log archive",
        "permissions of the remediation role of bucket-public-access in the log archive",
        "remediation role of bucket-kms in the log archive",
        "permissions of the remediation role of bucket-kms in the log archive",
        "remediation role of key-rotation in the log archive",
        "permissions of the remediation role of key-rotation in the log archive",
        "remediation role of key-not-deleted in the log archive",
        "permissions of the remediation role of key-not-deleted in the log archive",
        "remediation role of trail-validated in the management account",
        "permissions of the remediation role of trail-validated in the management account",
        "remediation role of trail-cloudwatch-logs in the management account",
        "permissions of the remediation role of trail-cloudwatch-logs in the management account",
        "remediation role of key-rotation in the management account",
        "permissions of the remediation role of key-rotation in the management account",
        "remediation role of key-not-deleted in the management account",
        "permissions of the remediation role of key-not-deleted in the management account",
        "service control policies over the log archive",
        "service control policies over the security account",
        "service control policies over team data",
        "service control policies over team payments",
        "service control policies over team platform",
        "service control policies over any other member",
        "service control policies over the management account",
        "resource control policies over the log bucket of the organization",
        "resource control policies over the log key of the organization",
        "resource control policies over the access-log bucket of the log archive",
        "resource control policies over the log bucket of team data",
        "resource control policies over the log key of team data",
        "resource control policies over the access-log bucket of team data",
        "resource control policies over the log bucket of team payments",
        "resource control policies over the log key of team payments",
        "resource control policies over the log bucket of team platform",
        "resource control policies over the log key of team platform",
        "resource control policies over the monitoring key of the log archive",
        "resource control policies over the monitoring key of Security Hub's findings",
        "resource control policies over the monitoring key of team payments",
      ]
    `);
  });
});
