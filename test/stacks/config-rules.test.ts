import { parse } from "yaml";
import { authorize, roleSession } from "../../modules/policy-evaluation";
import { BUCKET_TAG_KEY } from "../../modules/organization";
import type { PolicyDocument } from "../../modules/policy";
import { configurationOf, MINIMAL_ORGANIZATION } from "../support/configurations";
import { resources, synthesized, type Block, type TerraformJson } from "../support/synthesized";

const SECURITY = MINIMAL_ORGANIZATION.replace(
  "  deployRole:",
  `    security: { id: "333333333333" }
    members: { payments: { id: "444444444444" }, data: { id: "555555555555" } }
  deployRole:`,
);
const LOCK = "immutability: { kind: object-lock, mode: governance, days: 30 }";
const PAYMENTS = `team: payments\naccount: payments\nregion: eu-west-1\n${LOCK}\nrecord: [{ preset: s3-read }]\n`;
const DATA =
  "team: data\naccount: data\nregion: eu-west-1\ndestination: own\nrecord: [{ preset: s3-read }]\n";

const RULES = "aws_config_organization_managed_rule";
const PACK = "aws_config_organization_conformance_pack";

function stacks(rest: string, ...teams: readonly string[]): Readonly<Record<string, TerraformJson>> {
  return synthesized(configurationOf(`${SECURITY}${rest}`, ...teams));
}

const named = (json: TerraformJson | undefined, type: string): readonly string[] =>
  resources(json, type)
    .map(({ name }) => String(name).replace("acme-orgtrail-", ""))
    .sort();

/** A rule's parameters. What Terraform is to insert holds quotes that JSON does not take: they are read as plain ones. */
function parametersOf({ input_parameters }: Block): unknown {
  return JSON.parse(
    ((input_parameters as string | undefined) ?? "{}").replace(/\$\{[^}]*\}/g, (token) =>
      token.replaceAll('"', "'"),
    ),
  );
}

describe("without configRules", () => {
  it("no stack has anything of AWS Config", () => {
    for (const json of Object.values(stacks(""))) {
      expect(Object.keys(json.resource ?? {}).filter((type) => type.startsWith("aws_config_"))).toEqual([]);
    }
  });
});

describe("a log group that keeps events for ever", () => {
  const made = stacks("monitoring: { retentionDays: forever }\nconfigRules: {}\n");

  it("has no retention, and is asked for the longest that the rule takes", () => {
    expect(resources(made["management"], "aws_cloudwatch_log_group")).toMatchObject([
      { retention_in_days: 0 },
    ]);
    const rule = resources(made["security"], RULES).find(
      ({ name }) => name === "acme-orgtrail-log-group-retention",
    );
    expect(rule === undefined ? undefined : parametersOf(rule)).toMatchObject({ MinRetentionTime: "3653" });
  });
});

describe("both ways of deploying", () => {
  const oneByOne = stacks("configRules: {}\n", PAYMENTS)["security"];
  const inPack = stacks("configRules: { deployAs: conformance-pack }\n", PAYMENTS)["security"];
  const [pack] = resources(inPack, PACK);
  const { Resources } = parse(String(pack?.["template_body"])) as {
    Resources: Record<string, { Properties: { ConfigRuleName: string } }>;
  };

  it("give the same rules", () => {
    const packed = Object.values(Resources).map(({ Properties }) =>
      Properties.ConfigRuleName.replace("acme-orgtrail-", ""),
    );
    expect(packed.sort()).toEqual([...named(oneByOne, RULES)].sort());
    expect(resources(inPack, RULES)).toEqual([]);
  });

  it("ask for the key of each bucket", () => {
    const keys = resources(oneByOne, RULES)
      .filter(({ rule_identifier }) => rule_identifier === "S3_DEFAULT_ENCRYPTION_KMS")
      .map(({ input_parameters }) => JSON.parse(String(input_parameters)) as unknown);
    const of = (output: string): string =>
      `\${data.terraform_remote_state.log-archive.outputs.${output}.key_arn}`;
    expect(keys).toEqual([{ kmsKeyArns: of("organization_logs") }, { kmsKeyArns: of("team_logs.payments") }]);
    expect(pack?.["input_parameter"]).toEqual([
      { parameter_name: "KeyXorganization", parameter_value: of("organization_logs") },
      { parameter_name: "KeyXteamXpayments", parameter_value: of("team_logs.payments") },
    ]);
  });
});

describe("the buckets that are checked", () => {
  const tls = (json: TerraformJson | undefined): readonly string[] =>
    named(json, RULES).filter((name) => name.startsWith("bucket-tls"));

  it("are those of the organization and of teams, in the Region of the rules", () => {
    expect(tls(stacks("configRules: {}\n", PAYMENTS, DATA)["security"])).toEqual([
      "bucket-tls-access",
      "bucket-tls-organization",
      "bucket-tls-team-payments",
    ]);
    expect(tls(stacks("configRules: {}\n", DATA.replace("eu-west-1", "us-east-1"))["security"])).toEqual([
      "bucket-tls-access",
      "bucket-tls-access-data",
      "bucket-tls-organization",
      "bucket-tls-team-data",
    ]);
  });

  it("are those of the organization alone when asked", () => {
    expect(tls(stacks("configRules: { buckets: organization }\n", PAYMENTS)["security"])).toEqual([
      "bucket-tls-access",
      "bucket-tls-organization",
    ]);
  });

  it("are those of a second copy, too, in the Region of the rules, and by their tag when asked", () => {
    const copied = (replica: string, rest = "configRules: { buckets: organization }\n") =>
      synthesized(
        configurationOf(
          `${SECURITY.replace("archive:\n", `archive:\n  replica: ${replica}\n`)}${rest}monitoring: { rules: {}, notify: [{ to: a@acme.example }] }\n`,
        ),
      );
    expect(tls(copied("{ account: payments }")["security"])).toEqual([
      "bucket-tls-access",
      "bucket-tls-access-replica",
      "bucket-tls-organization",
      "bucket-tls-replica",
    ]);
    expect(tls(copied("{ account: payments, region: eu-west-1 }")["security"])).toEqual([
      "bucket-tls-access",
      "bucket-tls-organization",
    ]);
    const tagged = copied("{ account: payments }", "configRules: { buckets: tagged }\n");
    expect(
      resources(tagged["log-replica"], "aws_s3_bucket").map(({ bucket, tags }) => [bucket, tags]),
    ).toEqual([
      ["acme-cloudtrail-444444444444-replica-access", { [BUCKET_TAG_KEY]: "access-logs" }],
      ["acme-cloudtrail-444444444444-replica", { [BUCKET_TAG_KEY]: "mfa-delete" }],
    ]);
  });

  it("are asked for MFA delete or a lock, as each is kept", () => {
    const rules = named(stacks("configRules: {}\n", PAYMENTS)["security"], RULES);
    expect(rules).toContain("bucket-mfa-delete-organization");
    expect(rules).not.toContain("bucket-default-lock-organization");
    expect(rules).toContain("bucket-default-lock-team-payments");
    expect(rules).not.toContain("bucket-mfa-delete-team-payments");
  });
});

describe("rules of the log group and the alarms", () => {
  const watched = stacks("monitoring: { notify: [{ to: security@acme.example }] }\nconfigRules: {}\n");

  it("stand in the management account, with its key and topics", () => {
    const rules = Object.fromEntries(
      resources(watched["management"], "aws_config_config_rule").map((rule) => [
        String(rule["name"]).replace("acme-orgtrail-", ""),
        parametersOf(rule),
      ]),
    );
    expect(Object.keys(rules).sort()).toEqual([
      "alarm-actions",
      "key-not-deleted",
      "key-rotation",
      "log-group-encrypted",
      "trail-cloudwatch-logs",
    ]);
    expect(rules["log-group-encrypted"]).toEqual({
      KmsKeyId: expect.stringMatching(/^\$\{aws_kms_key\.monitoring-key_.*\.arn\}$/) as unknown,
    });
    expect(rules["alarm-actions"]).toMatchObject({
      action1: "arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical",
    });
  });

  it("stand in every account when asked, and judge what is there", () => {
    const everywhere = stacks(
      "monitoring: { notify: [{ to: security@acme.example }] }\nconfigRules: { everyAccount: [alarm-actions, key-rotation] }\n",
    );
    expect(named(everywhere["security"], RULES)).toEqual(
      expect.arrayContaining(["alarm-actions", "key-rotation"]),
    );
    expect(named(everywhere["management"], "aws_config_config_rule")).not.toContain("alarm-actions");
    expect(named(everywhere["log-archive"], "aws_config_config_rule")).toEqual(["key-not-deleted"]);
  });
});

describe("remediation", () => {
  const made = stacks(
    "configRules: { remediation: { automatic: [bucket-public-access, trail-validated], attempts: 5 } }\n",
    PAYMENTS,
  );
  const REMEDIATION = "aws_config_remediation_configuration";

  it("stands in the accounts that own the resources, and in no other", () => {
    expect(resources(made["log-archive"], REMEDIATION)).toHaveLength(3);
    expect(resources(made["management"], REMEDIATION)).toMatchObject([
      {
        target_id: "AWSConfigRemediation-EnableCloudTrailLogFileValidation",
        maximum_automatic_attempts: 5,
        parameter: expect.arrayContaining([
          {
            name: "TrailName",
            static_value: "arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail",
          },
        ]) as unknown,
      },
    ]);
    for (const stack of ["security", "team-payments"])
      expect(resources(made[stack], REMEDIATION)).toEqual([]);
  });

  it("is left out of the organization's rules in that account", () => {
    const validated = resources(made["security"], RULES).find(
      ({ name }) => name === "acme-orgtrail-trail-validated",
    );
    expect(validated).toMatchObject({ excluded_accounts: ["111111111111"] });
    expect(named(made["security"], RULES).filter((name) => name.startsWith("bucket-public-access"))).toEqual(
      [],
    );
  });

  const mender = roleSession({
    account: "222222222222",
    role: "acme-orgtrail-mend-bucket-public-access",
    session: "ssm",
  });
  const documents = (type: string): readonly PolicyDocument[] =>
    resources(made["log-archive"], type).map(({ policy }) => JSON.parse(String(policy)) as PolicyDocument);
  const [identity] = documents("aws_iam_role_policy");
  const bucket = "arn:aws:s3:::acme-cloudtrail-222222222222-organization";

  it.each([
    ["s3:PutBucketPublicAccessBlock", bucket, "allowed"],
    ["s3:GetBucketPublicAccessBlock", bucket, "allowed"],
    ["s3:PutBucketPolicy", bucket, "implicitly denied"],
    ["s3:PutBucketVersioning", bucket, "implicitly denied"],
    ["s3:DeleteObject", `${bucket}/AWSLogs/x`, "explicitly denied"],
    ["s3:PutObject", `${bucket}/AWSLogs/x`, "explicitly denied"],
    ["s3:GetObject", `${bucket}/AWSLogs/x`, "implicitly denied"],
  ])("by its role, to whom %s of %s is %s", (action, resource, verdict) => {
    const policy = documents("aws_s3_bucket_policy").find((each) =>
      JSON.stringify(each).includes(`"${bucket}"`),
    );
    expect(policy).toBeDefined();
    expect(identity).toBeDefined();
    const context = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
    const request = { principal: mender, action, resource, resourceAccount: "222222222222", context };
    const policies = {
      ...(policy && { resource: policy }),
      identity: identity === undefined ? [] : [identity],
    };
    expect(authorize(request, policies).verdict).toBe(verdict);
  });

  it("gives each bucket back its own key", () => {
    const archive = stacks("configRules: { remediation: { manual: [bucket-kms] } }\n", PAYMENTS)[
      "log-archive"
    ];
    const keys = resources(archive, REMEDIATION).map(({ config_rule_name, parameter }) => [
      /bucket-kms-(.*)_/.exec(String(config_rule_name))?.[1],
      (parameter as readonly Block[]).find(({ name }) => name === "KmsKeyId")?.["static_value"],
    ]);
    expect(keys).toEqual([
      ["organization", expect.stringMatching(/^\$\{aws_kms_key\.organization_key_\w+\.arn\}$/)],
      ["team-payments", expect.stringMatching(/^\$\{aws_kms_key\.team-payments_key_\w+\.arn\}$/)],
    ]);
    expect(JSON.stringify(archive)).not.toContain(":key/*");
  });

  it("excepts nobody from the policy of a key", () => {
    const keys = resources(made["log-archive"], "aws_kms_key").map(({ policy }) => String(policy));
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).not.toContain("orgtrail-mend");
  });
});

describe("recorders", () => {
  const made = stacks("configRules: { recorders: { accounts: [management, security] } }\n");

  it("stand in the accounts that were named, and deliver to a bucket of the log archive", () => {
    expect(resources(made["management"], "aws_config_configuration_recorder")).toHaveLength(1);
    expect(resources(made["security"], "aws_config_configuration_recorder")).toHaveLength(1);
    expect(resources(made["log-archive"], "aws_config_configuration_recorder")).toEqual([]);
    for (const stack of ["management", "security"]) {
      expect(resources(made[stack], "aws_config_delivery_channel")).toMatchObject([
        { s3_bucket_name: "acme-cloudtrail-222222222222-config" },
      ]);
    }
    const buckets = resources(made["log-archive"], "aws_s3_bucket").map(({ bucket }) => bucket);
    expect(buckets).toContain("acme-cloudtrail-222222222222-config");
  });

  it("come before the rules of their stack", () => {
    for (const rule of resources(made["security"], RULES)) {
      expect(JSON.stringify(rule["depends_on"])).toContain("aws_config_configuration_recorder_status.");
    }
  });
});
