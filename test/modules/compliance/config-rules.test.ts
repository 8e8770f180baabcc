import type { Construct } from "constructs";
import { parse } from "yaml";
import {
  AccountConfigRules,
  ConfigAggregator,
  ConfigRecorder,
  OrganizationConfigRules,
  OrganizationConformancePack,
  type AccountConfigRulesProps,
} from "../../../modules/compliance";
import { configRules, placeRules, type PlacementChoices } from "../../../modules/config-rules";
import { aggregatorRoleName, remediationRoleName, NamePrefix } from "../../../modules/organization";
import { ValidationError } from "../../../modules/validation";
import { onlyResource, resources, type Block } from "../../support/synthesized";
import { LOG_ARCHIVE, MANAGEMENT, REGION, scope, WATCHED } from "../config-rules/fixtures";
import { reviewed, synthesized } from "../monitoring/fixtures";

const ACCOUNTS = { management: MANAGEMENT, logArchive: LOG_ARCHIVE };
const NAME = NamePrefix.of("acme");
const RULES = configRules(scope(WATCHED)).rules;

function placed(choices: Omit<PlacementChoices, "accounts"> = {}): ReturnType<typeof placeRules> {
  return placeRules(RULES, { accounts: ACCOUNTS, ...choices });
}

const organizationRules = (scope: Construct): void => {
  new OrganizationConfigRules(scope, "rules", {
    namePrefix: "acme-orgtrail-",
    rules: placed({ automatic: ["trail-validated"] }).organization,
    excludedAccounts: [LOG_ARCHIVE],
    evaluateEveryHours: 6,
  });
};

const pack = (scope: Construct): void => {
  new OrganizationConformancePack(scope, "pack", {
    name: "acme-orgtrail",
    namePrefix: "acme-orgtrail-",
    rules: placed().organization.map(({ rule }) => rule),
    excludedAccounts: [LOG_ARCHIVE],
    variables: { LogKey: "arn:aws:kms:us-east-1:222222222222:key/logs" },
  });
};

const ROLE_NAMES = Object.fromEntries(
  ["bucket-public-access", "bucket-versioning", "key-rotation", "key-not-deleted"].map((rule) => [
    rule,
    remediationRoleName(NAME, rule),
  ]),
);

const accountRules =
  (props: Partial<AccountConfigRulesProps> = {}) =>
  (scope: Construct): void => {
    new AccountConfigRules(scope, "rules", {
      place: { partition: "aws", region: REGION, account: LOG_ARCHIVE },
      namePrefix: "acme-orgtrail-",
      rules: placed({ automatic: ["bucket-public-access"], remediated: ["key-rotation"] }).logArchive,
      roleNames: ROLE_NAMES,
      ...props,
    });
  };

const recorder =
  (recordEverything = false) =>
  (scope: Construct): void => {
    new ConfigRecorder(scope, "recorder", {
      partition: "aws",
      account: MANAGEMENT,
      name: "acme-orgtrail",
      bucketName: "acme-config",
      recordEverything,
    });
  };

it.each([
  ["rules of the organization", organizationRules],
  ["the conformance pack", pack],
  ["rules of an account", accountRules()],
  ["the recorder", recorder()],
])("%s are as they were", (_name, make) => {
  expect(reviewed(make)).toMatchSnapshot();
});

describe("rules of the organization", () => {
  const made = resources(synthesized(organizationRules), "aws_config_organization_managed_rule");
  const named = (name: string): Block | undefined =>
    made.find((rule) => rule["name"] === `acme-orgtrail-${name}`);

  it("are one for each rule that stands in every account", () => {
    expect(made.map(({ name }) => name).sort()).toEqual(
      placed()
        .organization.map(({ rule }) => `acme-orgtrail-${rule.name}`)
        .sort(),
    );
  });

  it("leave out accounts without a recorder, and those with a rule of their own", () => {
    expect(named("trail-enabled")).toMatchObject({ excluded_accounts: [LOG_ARCHIVE] });
    expect(named("trail-validated")).toMatchObject({ excluded_accounts: [MANAGEMENT, LOG_ARCHIVE] });
  });

  it("are evaluated as often as asked, where time sets them off", () => {
    expect(named("trail-enabled")).toMatchObject({ maximum_execution_frequency: "Six_Hours" });
    expect(named("bucket-tls-organization")).not.toHaveProperty("maximum_execution_frequency");
  });

  it("refuse a name of 65 characters, and 1,001 excluded accounts", () => {
    const rules = placed().organization;
    const longest = Math.max(...rules.map(({ rule }) => rule.name.length));
    const of =
      (namePrefix: string, excludedAccounts: readonly string[] = []) =>
      (): void => {
        synthesized((scope) => {
          new OrganizationConfigRules(scope, "rules", {
            namePrefix,
            rules,
            excludedAccounts: excludedAccounts as readonly (typeof MANAGEMENT)[],
          });
        });
      };
    const accounts = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));
    expect(of("x".repeat(64 - longest))).not.toThrow();
    expect(of("x".repeat(65 - longest))).toThrow(/makes the name of a rule of 65 characters/);
    expect(of("acme-", accounts(1000))).not.toThrow();
    expect(of("acme-", accounts(1001))).toThrow(ValidationError);
  });
});

describe("the conformance pack", () => {
  const made = onlyResource(synthesized(pack), "aws_config_organization_conformance_pack");

  it("has the rules that the organization would have one by one", () => {
    const { Resources } = parse(String(made["template_body"])) as {
      Resources: Record<string, { Properties: Block }>;
    };
    const inPack = Object.values(Resources).map(({ Properties }) => {
      const {
        ConfigRuleName,
        InputParameters = {},
        Scope,
        Source,
      } = Properties as {
        ConfigRuleName: string;
        InputParameters?: Record<string, unknown>;
        Scope?: { ComplianceResourceId: string };
        Source: { SourceIdentifier: string };
      };
      const parameters = Object.fromEntries(
        Object.entries(InputParameters).map(([key, value]) => [
          key,
          typeof value === "string" ? value : "arn:aws:kms:us-east-1:222222222222:key/logs",
        ]),
      );
      return [ConfigRuleName, Source.SourceIdentifier, Scope?.ComplianceResourceId, parameters];
    });
    const oneByOne = synthesized((scope) => {
      new OrganizationConfigRules(scope, "rules", {
        namePrefix: "acme-orgtrail-",
        rules: placed().organization,
      });
    });
    expect(new Set(inPack)).toEqual(
      new Set(
        resources(oneByOne, "aws_config_organization_managed_rule").map((rule) => [
          rule["name"],
          rule["rule_identifier"],
          rule["resource_id_scope"],
          JSON.parse((rule["input_parameters"] as string | undefined) ?? "{}") as unknown,
        ]),
      ),
    );
  });

  it("gets what only the deployment knows as a parameter", () => {
    expect(made["input_parameter"]).toEqual([
      { parameter_name: "LogKey", parameter_value: "arn:aws:kms:us-east-1:222222222222:key/logs" },
    ]);
    expect(made["excluded_accounts"]).toEqual([LOG_ARCHIVE]);
  });

  it("refuses a name that AWS does", () => {
    const named = (name: string) => (): void => {
      synthesized((scope) => {
        new OrganizationConformancePack(scope, "pack", { name, namePrefix: "", rules: RULES.slice(0, 1) });
      });
    };
    expect(named("acme-orgtrail")).not.toThrow();
    expect(named("acme_orgtrail")).toThrow(/name is no name of a conformance pack/);
  });
});

describe("rules of an account", () => {
  const made = synthesized(accountRules());
  const remediations = resources(made, "aws_config_remediation_configuration");

  it("are mended by choice alone", () => {
    expect(remediations.map(({ target_id, automatic }) => [target_id, automatic]).sort()).toEqual([
      ["AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock", true],
      ["AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock", true],
      ["AWSConfigRemediation-EnableKeyRotation", false],
    ]);
    expect(resources(synthesized(accountRules({ rules: placed().logArchive })), "aws_iam_role")).toEqual([]);
  });

  it("are mended within limits, by a role of the rule", () => {
    for (const remediation of remediations) {
      expect(remediation).toMatchObject({
        maximum_automatic_attempts: 3,
        retry_attempt_seconds: 300,
        execution_controls: {
          ssm_controls: { concurrent_execution_rate_percentage: 10, error_percentage: 10 },
        },
        parameter: expect.arrayContaining([
          {
            name: "AutomationAssumeRole",
            static_value: expect.stringMatching(
              /^arn:aws:iam::222222222222:role\/\$\{aws_iam_role_policy\..*\.role\}$/,
            ) as unknown,
          },
        ]) as unknown,
      });
    }
    expect(resources(made, "aws_iam_role").map(({ name }) => name)).toEqual([
      "acme-orgtrail-mend-bucket-public-access",
      "acme-orgtrail-mend-key-rotation",
    ]);
  });

  it("have one role for all buckets of a rule, and for these alone", () => {
    const policies = resources(made, "aws_iam_role_policy").map(
      ({ policy }) =>
        JSON.parse(String(policy)) as {
          Statement: Block[];
        },
    );
    expect(policies[0]?.Statement).toContainEqual({
      Sid: "AllowBlockPublicAccess",
      Effect: "Allow",
      Action: ["s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
      Resource: ["arn:aws:s3:::acme-logs", "arn:aws:s3:::acme-access"],
    });
  });

  it("are tried as often as asked", () => {
    const settings = { attempts: 25, retrySeconds: 1, concurrentPercent: 100, errorPercent: 1 };
    for (const remediation of resources(
      synthesized(accountRules({ remediation: settings })),
      "aws_config_remediation_configuration",
    )) {
      expect(remediation).toMatchObject({ maximum_automatic_attempts: 25, retry_attempt_seconds: 1 });
    }
  });

  it.each<[string, Partial<AccountConfigRulesProps>, RegExp]>([
    [
      "26 attempts",
      { remediation: { attempts: 26 } },
      /remediation\.attempts is not what AWS Config takes; received 26; allowed: a whole number from 1 to 25/,
    ],
    ["a role without a name", { roleNames: {} }, /roleNames\.bucket-public-access is missing/],
  ])("refuse %s", (_name, props, message) => {
    expect(() => synthesized(accountRules(props))).toThrow(message);
  });
});

describe("the recorder", () => {
  it("records what the rules evaluate, and nothing else that costs", () => {
    expect(onlyResource(synthesized(recorder()), "aws_config_configuration_recorder")).toMatchObject({
      recording_group: {
        all_supported: false,
        resource_types: [
          "AWS::CloudTrail::Trail",
          "AWS::CloudWatch::Alarm",
          "AWS::KMS::Key",
          "AWS::S3::Bucket",
        ],
      },
    });
  });

  it("records everything when asked", () => {
    const { recording_group } = onlyResource(
      synthesized(recorder(true)),
      "aws_config_configuration_recorder",
    );
    expect(recording_group).toMatchObject({ all_supported: true, include_global_resource_types: true });
    expect(recording_group).not.toHaveProperty("resource_types");
  });

  it("records with AWS Config's service-linked role, and Terraform stops where the account has none", () => {
    const made = synthesized(recorder());
    const { role_arn, lifecycle } = onlyResource(made, "aws_config_configuration_recorder");
    expect(role_arn).toBe(
      `arn:aws:iam::${MANAGEMENT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    );
    const roles = Object.entries(made.data?.["aws_iam_roles"] ?? {});
    expect(roles).toEqual([
      [
        expect.any(String),
        expect.objectContaining({ path_prefix: "/aws-service-role/config.amazonaws.com/" }),
      ],
    ]);
    expect(lifecycle).toEqual({
      precondition: [
        {
          condition: `\${contains(tolist(data.aws_iam_roles.${roles[0]?.[0] ?? ""}.names), "AWSServiceRoleForConfig")}`,
          error_message: expect.stringContaining(
            "aws iam create-service-linked-role --aws-service-name config.amazonaws.com",
          ) as unknown,
        },
      ],
    });
    expect(resources(made, "aws_iam_role")).toEqual([]);
  });

  it("is made before the channel, and started after it", () => {
    const made = synthesized(recorder());
    expect(JSON.stringify(onlyResource(made, "aws_config_delivery_channel")["depends_on"])).toContain(
      "aws_config_configuration_recorder.",
    );
    expect(
      JSON.stringify(onlyResource(made, "aws_config_configuration_recorder_status")["depends_on"]),
    ).toContain("aws_config_delivery_channel.");
  });
});

describe("the aggregator", () => {
  const json = synthesized((stack) => {
    new ConfigAggregator(stack, "aggregator", {
      account: MANAGEMENT,
      name: "acme-orgtrail",
      roleName: aggregatorRoleName(NAME),
    });
  });

  it("brings the results of all accounts and Regions of the organization together", () => {
    expect(onlyResource(json, "aws_config_configuration_aggregator")).toMatchObject({
      name: "acme-orgtrail",
      organization_aggregation_source: {
        all_regions: true,
        role_arn: expect.stringMatching(/^\$\{aws_iam_role\..*\.arn\}$/) as unknown,
      },
      depends_on: [expect.stringMatching(/^aws_iam_role_policy\./)],
    });
  });

  it("finds the accounts with a role of AWS Config's, which does nothing else", () => {
    const role = onlyResource(json, "aws_iam_role");
    expect(role["name"]).toBe("acme-orgtrail-config-aggregator");
    expect(String(role["assume_role_policy"])).toContain("config.amazonaws.com");
    expect(String(onlyResource(json, "aws_iam_role_policy")["policy"])).toContain(
      "organizations:ListAccounts",
    );
  });
});
