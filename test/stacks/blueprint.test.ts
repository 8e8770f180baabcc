import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { RoleName } from "../../modules/organization";
import { policyArgument, policyDocument, type PolicyDocument } from "../../modules/policy";
import { buildApp, buildBootstrap } from "../../stacks/app";
import { blueprintOf, bootstrapBlueprints, policiesOf } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";
import {
  configurationOf,
  everythingConfiguration,
  MINIMAL_ORGANIZATION,
  minimalConfiguration,
  everyConfiguration,
  optionConfigurations,
} from "../support/configurations";
import { statementsOfAnyPolicy } from "../../tools/prove/built-in";
import { proveAnyPolicy } from "../../tools/prove/statements";
import { inTemporaryFolder } from "../support/synthesized";
import { variant } from "../tools/prove/configurations";

/** The arguments of resources that are policies. */
const POLICIES = ["policy", "policy_document", "assume_role_policy", "access_policy", "access_policies"];
/** A key is referred to where it is made, and AWS makes its id. */
const KEY_ARN = /\$\{aws_kms_key\.[\w-]+\.arn\}|arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+/g;

const plain = (policies: readonly string[]): readonly string[] =>
  [...new Set(policies.map((policy) => policy.replace(KEY_ARN, "a key")))].sort();

type Values = Readonly<Record<string, string>>;
type Resources = readonly (readonly [type: string, values: Values])[];

/** Every resource of all stacks, with its type. */
function resourcesOf(configuration: Configuration): Resources {
  return inTemporaryFolder((outdir) => resourcesIn(buildApp(configuration, { outdir }).stacks));
}

function resourcesIn(stacks: readonly IConstruct[]): Resources {
  return stacks.flatMap((stack) => {
    const { resource } = (stack as TerraformStack).toTerraform() as {
      readonly resource: Readonly<Record<string, Readonly<Record<string, Values>>>>;
    };
    return Object.entries(resource).flatMap(([type, ofType]) =>
      Object.values(ofType).map((values) => [type, values] as const),
    );
  });
}

/** Policies of OpenSearch Serverless have a grammar of their own. */
const NOT_OF_IAM = "aws_opensearchserverless_";

function policiesIn(resources: Resources): readonly string[] {
  return resources
    .filter(([type]) => !type.startsWith(NOT_OF_IAM))
    .flatMap(([, values]) => POLICIES.flatMap((name) => values[name] ?? []));
}

describe("the policies of a blueprint", () => {
  // By construction: construct and blueprint call one function with the same props. This finds a policy that nobody listed.
  it.each<readonly [string, Configuration]>([
    ["the reference organization", variant()],
    ["events of all accounts in the security account", variant({ watchedEverywhere: true })],
    ["the least, in China", variant({ partition: "aws-cn", memberAccess: false, everything: false })],
    ["what makes a configuration, and no more", minimalConfiguration()],
    ["everything on", everythingConfiguration()],
    ...optionConfigurations(),
    ["every runbook at hand", variant({ mended: true })],
  ])("are all that are synthesized: %s", (_name, configuration) => {
    const own = policiesOf(configuration)
      // What bootstrap makes is compared with its own Terraform, below.
      .filter(({ kind, bootstrapped }) => !kind.includes("control") && bootstrapped !== true)
      .map(({ document }) => policyArgument(document));
    expect(plain(own)).toEqual(plain(policiesIn(resourcesOf(configuration))));
  });

  // Terraform splits what the deploy role may do, and of accounts that are alike one stands for all.
  it.each([
    ["with a team in each account", variant({ pipeline: "github" })],
    [
      "with accounts that have no team",
      variant({ everything: false, pipeline: "principals", stateKey: "alias/x" }),
    ],
    ["whose states are where no logs are", everythingConfiguration()],
    ["without a pipeline", variant({ everything: false })],
  ])("have every statement that bootstrap deploys, in each account: %s", (_name, configuration) => {
    const administrator = { account: "111111111111", role: RoleName.of("Admin") };
    const blueprints = bootstrapBlueprints(configuration, administrator);
    expect(blueprints).toHaveLength(configuration.pipeline?.accounts.length ?? 1);
    const provider =
      /\$\{aws_iam_openid_connect_provider\.[\w-]+\.arn\}|arn:[\w-]+:iam::\d+:oidc-provider\/[^"]+/g;
    const deployed = inTemporaryFolder((outdir) =>
      policiesIn(resourcesIn(buildBootstrap(blueprints, outdir).node.children)),
    );
    // Without a pipeline these are roles that the files name, which bootstrap does not make.
    const proven = policiesOf(configuration)
      .filter(({ bootstrapped }) => bootstrapped === true)
      .filter(({ kind }) => configuration.pipeline !== undefined || kind === "state bucket")
      .map(({ document }) => policyArgument(document));
    const told = (policies: readonly string[]): readonly string[] =>
      plain(
        policies
          .map((text) => text.replace(provider, "a provider").replace(/\d{12}/g, "ACCOUNT"))
          .flatMap((text) => (JSON.parse(text) as PolicyDocument).Statement)
          .map((statement) => JSON.stringify(statement)),
      );
    expect(told(proven).length).toBeGreaterThan(1);
    expect(told(proven)).toEqual(told(deployed));
  });

  it("are those of every type of resource that carries a policy, but for the permissions of functions", () => {
    const all = [
      ...everyConfiguration().map(([, configuration]) => configuration),
      variant({ mended: true, validated: true, handedOn: true, watchedEverywhere: true }),
    ];
    const carries = ([type, values]: readonly [string, Values]): boolean =>
      /permission|policy/.test(type) || JSON.stringify(values).includes('\\"Statement\\"');
    const types = new Set(
      all
        .flatMap(resourcesOf)
        .filter(carries)
        .map(([type]) => type),
    );
    expect([...types].sort()).toEqual([
      "aws_cloudwatch_event_bus_policy",
      "aws_cloudwatch_log_destination_policy",
      "aws_cloudwatch_log_resource_policy",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_kms_key",
      // Each is one statement, which is proven below.
      "aws_lambda_permission",
      "aws_opensearch_domain",
      // Who does what in a collection, from where, with which key and how long: all is in its snapshot, and judged in plans.
      "aws_opensearchserverless_access_policy",
      "aws_opensearchserverless_lifecycle_policy",
      "aws_opensearchserverless_security_policy",
      "aws_organizations_policy",
      "aws_organizations_policy_attachment",
      "aws_s3_bucket_policy",
      "aws_sns_topic_policy",
      "aws_sqs_queue_policy",
    ]);
  });

  it("stand beside permissions of functions that let EventBridge run these for rules of the account, and nobody do anything else", () => {
    const all = [everythingConfiguration(), variant({ validated: true, handedOn: true })].flatMap(
      resourcesOf,
    );
    const permissions = all.filter(([type]) => type === "aws_lambda_permission");
    expect(permissions.length).toBeGreaterThan(1);
    for (const [, { action = "", principal = "", source_arn: source = "" }] of permissions) {
      // A rule that the stack makes is referred to; its ARN is of the account.
      const rule = source.startsWith("${aws_cloudwatch_event_rule.")
        ? "arn:aws:events:us-east-1:222222222222:rule/r"
        : source;
      const statement = {
        ...({
          Sid: "Permission",
          Effect: "Allow",
          Principal: { Service: principal },
          Action: action,
        } as const),
        ...{ Resource: "*", Condition: { ArnLike: { "aws:SourceArn": rule } } },
      };
      const policy = {
        kind: "function",
        document: policyDocument(statement),
        arn: "arn:aws:lambda:us-east-1:222222222222:function:f",
        account: "222222222222",
      } as const;
      const { answers } = proveAnyPolicy(policy, "function", statementsOfAnyPolicy().statements);
      expect(answers.length).toBeGreaterThan(3);
      expect(answers.filter(({ answer }) => answer !== "proven")).toEqual([]);
      expect([action, principal]).toEqual(["lambda:InvokeFunction", "events.amazonaws.com"]);
      expect(rule).toMatch(/^arn:aws:events:[a-z0-9-]+:\d{12}:rule\//);
    }
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
        "monitoring key of the security account",
        "critical alarm topic of the security account",
        "high alarm topic of the security account",
        "medium alarm topic of the security account",
        "dead-letter queue of the security account",
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
        "aggregator role",
        "permissions of the aggregator role",
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
        "state bucket",
        "plan role in management",
        "permissions of the plan role in management",
        "deploy role in management",
        "permissions of the deploy role in management",
        "permissions boundary in management",
        "plan role in logArchive",
        "permissions of the plan role in logArchive",
        "deploy role in logArchive",
        "permissions of the deploy role in logArchive",
        "permissions boundary in logArchive",
        "plan role in security",
        "permissions of the plan role in security",
        "deploy role in security",
        "permissions of the deploy role in security",
        "permissions boundary in security",
        "plan role in data-production and 2 like it",
        "permissions of the plan role in data-production and 2 like it",
        "deploy role in data-production and 2 like it",
        "permissions of the deploy role in data-production and 2 like it",
        "permissions boundary in data-production and 2 like it",
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
        "resource control policies over the monitoring key of the security account",
        "resource control policies over the monitoring key of Security Hub's findings",
        "resource control policies over the monitoring key of team payments",
      ]
    `);
  });
});

describe("whether an alarm hears that no log file is delivered", () => {
  const NOTIFY = "monitoring: { notify: [{ to: a@b.example }] }\n";

  it.each([
    ["with monitoring", NOTIFY, true],
    [
      "with monitoring and a topic that is refused",
      `${NOTIFY}trail: { deliveryNotifications: false }\n`,
      false,
    ],
    ["without monitoring", "", false],
  ])("is so %s: %j", (_name, more, heard) => {
    const { management } = blueprintOf(configurationOf(MINIMAL_ORGANIZATION + more));
    expect(management.trail.deliveryNotifications).toBe(heard);
    expect(management.watch?.monitoring?.deliveryTopicName !== undefined).toBe(heard);
  });
});
