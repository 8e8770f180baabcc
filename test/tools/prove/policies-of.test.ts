import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policyArgument } from "../../../modules/policy";
import { buildApp } from "../../../stacks/app";
import type { Configuration } from "../../../stacks/config";
import { policiesOf } from "../../../tools/prove/policies-of";
import type { Subject, SubjectKind } from "../../../tools/prove/subject";
import { variant } from "./configurations";

/** A policy as it is deployed: where, on what, and its text. */
interface Deployed {
  readonly account: string;
  readonly region: string;
  readonly type: string;
  /** The bucket's or topic's name; of a key, whose name AWS makes, nothing. */
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

const TYPES: Readonly<Record<SubjectKind, string>> = {
  "log bucket": "aws_s3_bucket_policy",
  "access-log bucket": "aws_s3_bucket_policy",
  "log key": "aws_kms_key",
  "delivery topic": "aws_sns_topic_policy",
  "delivery topic key": "aws_kms_key",
};

/**
 * Types of resources whose policies no table asks yet, each with the reason. A policy that is neither here nor in
 * `policiesOf` fails the test: add it there, and requests to the tables.
 */
const NOT_ASKED: Readonly<Record<string, string>> = {};

/** Every argument called `policy` or `assume_role_policy` in the Terraform JSON of all stacks: none is forgotten. */
function deployed(configuration: Configuration): readonly Deployed[] {
  const outdir = mkdtempSync(join(tmpdir(), "prove-"));
  try {
    const { app, stacks } = buildApp(configuration, { outdir });
    app.synth();
    return stacks.flatMap(({ stackName }) => {
      const text = readFileSync(join(outdir, "stacks", stackName, "cdk.tf.json"), "utf8");
      const { provider, resource } = JSON.parse(text) as TerraformJson;
      const [aws] = provider.aws;
      return Object.entries(resource)
        .filter(([type]) => NOT_ASKED[type] === undefined)
        .flatMap(([type, ofType]) =>
          Object.values(ofType).flatMap((values) =>
            [values["policy"], values["assume_role_policy"]]
              .filter((policy) => policy !== undefined)
              .map((policy) => ({
                account: aws?.allowed_account_ids[0] ?? "",
                region: aws?.region ?? "",
                type,
                name: nameOf(type, values, resource),
                policy,
              })),
          ),
        );
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The name of the bucket or topic that the policy's resource refers to. */
function nameOf(type: string, values: Arguments, resource: Resources): string {
  if (type === "aws_s3_bucket_policy") {
    const id = /^\$\{aws_s3_bucket\.(.+)\.(?:id|bucket)\}$/.exec(values["bucket"] ?? "")?.[1] ?? "";
    return resource["aws_s3_bucket"]?.[id]?.["bucket"] ?? "";
  }
  const id = /^\$\{aws_sns_topic\.(.+)\.arn\}$/.exec(values["arn"] ?? "")?.[1] ?? "";
  return resource["aws_sns_topic"]?.[id]?.["name"] ?? "";
}

function expected({ kind, arn, ownerAccount, region, document }: Subject): Deployed {
  return {
    account: ownerAccount,
    region,
    type: TYPES[kind],
    name: TYPES[kind] === "aws_kms_key" ? "" : (arn.split(":").at(-1) ?? ""),
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
    ["the least, in China", variant({ partition: "aws-cn", memberAccess: false, everything: false })],
  ])("are those that are deployed, all of them: %s", (_, configuration) => {
    expect(inOrder(policiesOf(configuration).map(expected))).toEqual(inOrder(deployed(configuration)));
  });

  it("have a name each", () => {
    const names = policiesOf(variant()).map(({ name }) => name);
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
      ]
    `);
  });
});
