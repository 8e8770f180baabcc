import type { Construct } from "constructs";
import {
  DelegatedAdministrator,
  FailedControlsRule,
  SecurityHub,
  SecurityHubOrganization,
  type DelegatedAdministratorProps,
  type SecurityHubOrganizationProps,
  type SecurityHubProps,
} from "../../../modules/compliance";
import { AccountId, regionOf } from "../../../modules/organization";
import { immutabilityContradictions } from "../../../modules/security-hub";
import { ValidationError } from "../../../modules/validation";
import { onlyResource, resources, type Block } from "../../support/synthesized";
import { PLACE, reviewed, synthesized } from "../monitoring/fixtures";

const SECURITY = AccountId.of("333333333333");
const TOPIC = "arn:aws:sns:us-east-1:111111111111:acme-orgtrail-findings-high";

const MINIMAL: SecurityHubProps = {
  partition: "aws",
  region: PLACE.region,
  standards: ["foundational-best-practices"],
};

const hub =
  (props: Partial<SecurityHubProps> = {}) =>
  (scope: Construct): void => {
    new SecurityHub(scope, "security-hub", { ...MINIMAL, ...props });
  };

const organization =
  (props: Partial<SecurityHubOrganizationProps>) =>
  (scope: Construct): void => {
    new SecurityHubOrganization(scope, "organization", { account: SECURITY, ...props });
  };

const delegation =
  (props: Partial<DelegatedAdministratorProps> = {}) =>
  (scope: Construct): void => {
    new DelegatedAdministrator(scope, "delegated", {
      account: SECURITY,
      services: ["config", "security-hub"],
      ...props,
    });
  };

const rule =
  (logBuckets?: readonly string[]) =>
  (scope: Construct): void => {
    new FailedControlsRule(scope, "failed-controls", {
      place: { ...PLACE, namePrefix: "acme-orgtrail-findings-" },
      topicArn: TOPIC,
      ...(logBuckets && { logBuckets }),
    });
  };

function everything(scope: Construct): void {
  const enabled = new SecurityHub(scope, "security-hub", {
    ...MINIMAL,
    standards: ["foundational-best-practices", "cis-1.2.0", "cis-3.0.0"],
    disabledControls: immutabilityContradictions(["mfa-delete", "object-lock"]),
  });
  const { accounts } = new DelegatedAdministrator(scope, "delegated", {
    account: SECURITY,
    services: ["config", "security-hub"],
    dependsOn: enabled.enabled,
  });
  new SecurityHubOrganization(scope, "organization", {
    account: SECURITY,
    administrator: accounts["security-hub"] ?? "",
    newAccounts: { autoEnable: false, defaultStandards: false },
    members: [AccountId.of("111111111111")],
    aggregate: [regionOf("aws", "eu-west-1"), regionOf("aws", "eu-central-1")],
  });
  rule(["acme-cloudtrail-*-organization"])(scope);
}

function refused(make: (scope: Construct) => void): string {
  try {
    synthesized(make);
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
  return "";
}

describe("Security Hub", () => {
  it("is as it was, at its least", () => {
    expect(reviewed(hub())).toMatchSnapshot();
  });

  it("is as it was, with everything on", () => {
    expect(reviewed(everything)).toMatchSnapshot();
  });

  it("has no standards but those asked for, and one finding a control", () => {
    expect(onlyResource(synthesized(hub()), "aws_securityhub_account")).toEqual(
      expect.objectContaining({
        enable_default_standards: false,
        auto_enable_controls: true,
        control_finding_generator: "SECURITY_CONTROL",
      }),
    );
  });

  it("is left alone where something else has enabled it, and its standards are made all the same", () => {
    const json = synthesized(hub({ enable: false }));
    expect(resources(json, "aws_securityhub_account")).toEqual([]);
    expect(onlyResource(json, "aws_securityhub_standards_subscription")["depends_on"]).toBeUndefined();
  });

  it("subscribes to standards once it is enabled", () => {
    const { depends_on: needed } = onlyResource(synthesized(hub()), "aws_securityhub_standards_subscription");
    expect(needed).toEqual([expect.stringMatching(/^aws_securityhub_account\./)]);
  });

  it("switches a control off in the standards that have it, with the reason, and in no other", () => {
    const off = resources(synthesized(everything), "aws_securityhub_standards_control_association");
    const facts = off.map(({ security_control_id: id, standards_arn: arn, association_status: status }) => [
      id,
      String(arn).includes("foundational") ? "foundational" : "cis-3.0.0",
      status,
    ]);
    // No standard here has S3.10, and CIS v1.2 has neither of the others.
    expect(facts.sort()).toEqual([
      ["S3.13", "foundational", "DISABLED"],
      ["S3.20", "cis-3.0.0", "DISABLED"],
    ]);
    for (const { updated_reason: reason } of off) expect(reason).toContain("S3 refuses");
  });

  it.each<[string, SecurityHubProps["disabledControls"], string]>([
    [
      "a control that is not known",
      [{ id: "EC2.7", reason: "because" }],
      'Default/security-hub: disabledControls[0].id is no control that checks an audit log; received "EC2.7"; take one of SECURITY_CONTROLS, and switch others off elsewhere',
    ],
    [
      "a control without a reason",
      [
        { id: "S3.20", reason: "locked" },
        { id: "S3.13", reason: " " },
      ],
      'Default/security-hub: disabledControls[1].reason is empty, and Security Hub records it; received " "; say why the control is switched off',
    ],
  ])("refuses to switch off %s", (_, disabledControls, message) => {
    expect(refused(hub({ ...(disabledControls && { disabledControls }) }))).toBe(
      message.replace("Default", "stack"),
    );
  });
});

describe("Security Hub of an organization", () => {
  it("enables Security Hub in new accounts, and gives them no standards, unless asked", () => {
    const made = synthesized(organization({ newAccounts: {} }));
    expect(onlyResource(made, "aws_securityhub_organization_configuration")).toMatchObject({
      auto_enable: true,
      auto_enable_standards: "NONE",
    });
    const asked = synthesized(organization({ newAccounts: { autoEnable: true, defaultStandards: true } }));
    expect(onlyResource(asked, "aws_securityhub_organization_configuration")).toMatchObject({
      auto_enable_standards: "DEFAULT",
    });
  });

  it("makes nothing that is not asked for", () => {
    expect(synthesized(organization({})).resource).toBeUndefined();
  });

  it.each<[SecurityHubOrganizationProps["aggregate"], Block]>([
    ["all-regions", { linking_mode: "ALL_REGIONS" }],
    [
      [regionOf("aws", "eu-west-1"), regionOf("aws", "eu-central-1")],
      { linking_mode: "SPECIFIED_REGIONS", specified_regions: ["eu-central-1", "eu-west-1"] },
    ],
  ])("aggregates %j", (aggregate, expected) => {
    const json = synthesized(organization({ ...(aggregate && { aggregate }) }));
    expect(onlyResource(json, "aws_securityhub_finding_aggregator")).toEqual(
      expect.objectContaining(expected),
    );
  });

  it("stops at the plan where another account is the administrator", () => {
    const make = organization({ newAccounts: {}, administrator: "444444444444" });
    const { lifecycle } = onlyResource(synthesized(make), "aws_securityhub_organization_configuration");
    expect(lifecycle).toMatchObject({
      precondition: [
        {
          condition: '${("444444444444" == "333333333333")}',
          error_message: expect.stringContaining(
            "aws securityhub enable-organization-admin-account --admin-account-id 333333333333",
          ) as unknown,
        },
      ],
    });
  });

  it.each<[string, Partial<SecurityHubOrganizationProps>, string]>([
    ["aggregation from nowhere", { aggregate: [] }, "aggregate names no Region"],
    ["its own account as a member", { members: [SECURITY] }, "members names the administrator's own account"],
  ])("refuses %s", (_, props, message) => {
    expect(refused(organization(props))).toContain(message);
  });
});

describe("the delegated administrator", () => {
  const json = synthesized(delegation());

  it("is registered for AWS Config twice, and for Security Hub", () => {
    const principals = resources(json, "aws_organizations_delegated_administrator").map(
      ({ account_id: account, service_principal: principal }) => [account, principal],
    );
    expect(principals).toEqual([
      [SECURITY, "config-multiaccountsetup.amazonaws.com"],
      [SECURITY, "config.amazonaws.com"],
    ]);
    expect(onlyResource(json, "aws_securityhub_organization_admin_account")).toMatchObject({
      admin_account_id: SECURITY,
    });
  });

  it("is registered for one service alone where that is asked", () => {
    const config = synthesized(delegation({ services: ["config"] }));
    expect(resources(config, "aws_securityhub_organization_admin_account")).toEqual([]);
    const hubOnly = synthesized(delegation({ services: ["security-hub"] }));
    expect(resources(hubOnly, "aws_organizations_delegated_administrator")).toEqual([]);
  });

  it("is registered after trusted access, of which a plan says how to give it", () => {
    const registered = [
      ...resources(json, "aws_organizations_delegated_administrator"),
      ...resources(json, "aws_securityhub_organization_admin_account"),
    ];
    const commands = registered.map(({ lifecycle }) => {
      const [{ condition, error_message: message } = { condition: "", error_message: "" }] = (
        lifecycle as { precondition: { condition: string; error_message: string }[] }
      ).precondition;
      expect(condition).toContain("aws_service_access_principals");
      return message.replace(/^.*--service-principal /, "");
    });
    expect(commands).toEqual([
      "config-multiaccountsetup.amazonaws.com",
      "config.amazonaws.com",
      "securityhub.amazonaws.com",
    ]);
  });
});

/** The parts of a finding that a message is made of, as the format of findings has them. */
const FINDING = {
  AwsAccountId: "111111111111",
  Region: "us-east-1",
  Title: "CloudTrail log file validation should be enabled",
  FirstObservedAt: "2026-01-01T00:00:00.000Z",
  Severity: { Label: "LOW", Normalized: 1 },
  Compliance: { Status: "FAILED", SecurityControlId: "CloudTrail.4" },
  Resources: [
    { Type: "AwsCloudTrailTrail", Id: "arn:aws:cloudtrail:us-east-1:111111111111:trail/acme" },
    { Type: "AwsAccount", Id: "AWS::::Account:111111111111" },
  ],
  Remediation: {
    Recommendation: { Url: "https://docs.aws.amazon.com/console/securityhub/CloudTrail.4/remediation" },
  },
};

/** What stands in an event under a path such as `$.detail.findings[0].Title`. */
const at = (event: object, path: string): unknown =>
  (path.match(/\w+/g) ?? []).reduce<unknown>(
    (value, step) => (value as Record<string, unknown>)[step],
    event,
  );

describe("the rule on failed controls", () => {
  const json = synthesized(rule(["acme-logs"]));

  it("has names that no other rule, queue or alarm has", () => {
    expect(onlyResource(json, "aws_cloudwatch_event_rule")["name"]).toBe(
      "acme-orgtrail-findings-failed-controls",
    );
    expect(onlyResource(json, "aws_sqs_queue")["name"]).toBe("acme-orgtrail-findings-undelivered");
    expect(onlyResource(json, "aws_cloudwatch_metric_alarm")["alarm_name"]).toBe(
      "acme-orgtrail-findings-events-undelivered",
    );
  });

  it("tells the topic in words, retries for a day, and keeps what could not be told", () => {
    const target = onlyResource(json, "aws_cloudwatch_event_target");
    expect(target).toMatchObject({
      arn: TOPIC,
      retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
      dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\./) as unknown },
    });
    const { input_paths: paths, input_template: template } = target["input_transformer"] as {
      input_paths: Record<string, string>;
      input_template: string;
    };
    const words = [...template.matchAll(/<(\w+)>/g)].map(([, word]) => word);
    expect(new Set(words)).toEqual(new Set(Object.keys(paths)));
    const event = { detail: { findings: [FINDING] } };
    expect(Object.fromEntries(Object.entries(paths).map(([word, path]) => [word, at(event, path)]))).toEqual({
      title: "CloudTrail log file validation should be enabled",
      control: "CloudTrail.4",
      severity: "LOW",
      account: "111111111111",
      region: "us-east-1",
      resource: "arn:aws:cloudtrail:us-east-1:111111111111:trail/acme",
      since: "2026-01-01T00:00:00.000Z",
      remedy: "https://docs.aws.amazon.com/console/securityhub/CloudTrail.4/remediation",
    });
    expect(JSON.parse(template)).toMatch(/^Security Hub: <control> failed/);
  });

  it("refuses more buckets than a pattern takes", () => {
    const names = Array.from({ length: 60 }, (_, index) => `a-log-bucket-with-a-name-of-its-own-${index}`);
    expect(refused(rule(names))).toContain("buckets make an event pattern of");
  });
});
