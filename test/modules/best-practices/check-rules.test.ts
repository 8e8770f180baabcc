import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigOrganizationConformancePack } from "@cdktf/provider-aws/lib/config-organization-conformance-pack";
import { ConfigOrganizationManagedRule } from "@cdktf/provider-aws/lib/config-organization-managed-rule";
import { ConfigRemediationConfiguration } from "@cdktf/provider-aws/lib/config-remediation-configuration";
import { SecurityhubConfigurationPolicy } from "@cdktf/provider-aws/lib/securityhub-configuration-policy";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import type { TerraformResource, TerraformStack } from "cdktf";
import type { Compliance } from "../../../modules/best-practices";
import { judged, trailIn } from "./hand-made";

const S3 = {
  fieldSelector: [
    { field: "eventCategory", equalTo: ["Data"] },
    { field: "resources.type", equalTo: ["AWS::S3::Object"] },
  ],
};
const MANAGEMENT = { fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] };
const CIS = "arn:aws:securityhub:us-east-1::standards/cis-aws-foundations-benchmark/v/3.0.0";
const OTHER = "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0";

type Make = (stack: TerraformStack) => unknown;

const rule =
  (sourceIdentifier: string): Make =>
  (stack) =>
    new ConfigConfigRule(stack, "rule", { name: "r", source: { owner: "AWS", sourceIdentifier } });
const organizationRule =
  (ruleIdentifier: string): Make =>
  (stack) =>
    new ConfigOrganizationManagedRule(stack, "rule", { name: "r", ruleIdentifier });
const pack =
  (templateBody: string): Make =>
  (stack) =>
    new ConfigOrganizationConformancePack(stack, "pack", { name: "p", templateBody });
const remediation: Make = (stack) =>
  new ConfigRemediationConfiguration(stack, "remediation", {
    configRuleName: "r",
    targetId: "AWS-EnableCloudTrail",
    targetType: "SSM_DOCUMENT",
  });
const subscription =
  (standardsArn: string): Make =>
  (stack) =>
    new SecurityhubStandardsSubscription(stack, "subscription", { standardsArn });
const central =
  (...enabledStandardArns: string[]): Make =>
  (stack) =>
    new SecurityhubConfigurationPolicy(stack, "central", {
      name: "c",
      configurationPolicy: { serviceEnabled: true, enabledStandardArns },
    });

describe.each([
  ["data-event-checks", "a rule of an account", rule("CLOUDTRAIL_S3_DATAEVENTS_ENABLED")],
  [
    "data-event-checks",
    "a rule of the organization",
    organizationRule("CLOUDTRAIL_ALL_READ_S3_DATA_EVENT_CHECK"),
  ],
  ["data-event-checks", "a pack", pack("SourceIdentifier: CLOUDTRAIL_ALL_WRITE_S3_DATA_EVENT_CHECK\n")],
  ["config-rules", "a rule of an account", rule("CLOUD_TRAIL_ENABLED")],
  ["config-rules", "a rule of the organization", organizationRule("MULTI_REGION_CLOUD_TRAIL_ENABLED")],
  ["config-rules", "a pack of JSON", pack('{"SourceIdentifier":"CLOUDTRAIL_SECURITY_TRAIL_ENABLED"}')],
  ["config-remediation", "a remediation", remediation],
  ["config-remediation", "a pack with one", pack("Type: AWS::Config::RemediationConfiguration")],
  ["security-hub", "a subscription", subscription(CIS)],
  ["security-hub", "central configuration", central(OTHER, CIS)],
])("%s, by %s", (id, _name, make) => {
  const verdicts = (made: boolean): readonly string[] =>
    judged(id, (stack) => {
      trailIn(stack, { isOrganizationTrail: true, advancedEventSelector: [MANAGEMENT, S3] });
      if (made) make(stack);
    }).map(({ verdict }) => verdict);

  it("is compliant with it", () => {
    expect(verdicts(true)).toEqual(["compliant"]);
  });

  it("is not without", () => {
    expect(verdicts(false)).toEqual(["not compliant"]);
  });
});

describe("checks that Terraform knows first", () => {
  const LATER = "${var.later}";
  const packFrom =
    (config: { templateS3Uri?: string; templateBody?: string }): Make =>
    (stack) =>
      new ConfigOrganizationConformancePack(stack, "pack", { name: "p", ...config });
  const conditional =
    (make: Make): Make =>
    (stack) => {
      (make(stack) as TerraformResource).addOverride("count", LATER);
    };
  const BODY = "SourceIdentifier: CLOUD_TRAIL_ENABLED\n";

  it.each<readonly [string, string, Make, Compliance]>([
    ["config-rules", "a pack in a bucket", packFrom({ templateS3Uri: "s3://acme/p.yaml" }), "not applicable"],
    ["config-rules", "a pack in a file", packFrom({ templateBody: '${file("p.yaml")}' }), "not applicable"],
    [
      "config-rules",
      "a pack with a variable in it",
      packFrom({ templateBody: `${BODY}${LATER}` }),
      "compliant",
    ],
    [
      "config-rules",
      "a pack with a condition in it",
      packFrom({ templateBody: `%{ if var.later }${BODY}%{ endif }` }),
      "not applicable",
    ],
    ["config-rules", "a pack without", packFrom({ templateBody: "Resources: {}" }), "not compliant"],
    ["config-rules", "a rule of a variable", rule(LATER), "not applicable"],
    ["config-rules", "an organization's rule of a variable", organizationRule(LATER), "not applicable"],
    ["config-rules", "a rule that may be made", conditional(rule("CLOUD_TRAIL_ENABLED")), "not applicable"],
    ["data-event-checks", "a pack in a bucket", packFrom({ templateS3Uri: "s3://acme/p" }), "not applicable"],
    [
      "config-remediation",
      "a pack in a bucket",
      packFrom({ templateS3Uri: "s3://acme/p" }),
      "not applicable",
    ],
    ["config-remediation", "one that may be made", conditional(remediation), "not applicable"],
    ["security-hub", "a standard of a variable", subscription(LATER), "not applicable"],
    [
      "security-hub",
      "a standard of a partition that is computed",
      subscription(CIS.replace("aws", "${data.aws_partition.p.partition}")),
      "compliant",
    ],
    ["security-hub", "central configuration of a variable", central(LATER), "not applicable"],
    ["security-hub", "one that may be made", conditional(subscription(CIS)), "not applicable"],
  ])("%s: %s", (id, _name, make, verdict) => {
    const findings = judged(id, (stack) => {
      trailIn(stack, { isOrganizationTrail: true, advancedEventSelector: [MANAGEMENT, S3] });
      make(stack);
    });
    expect(findings.map((finding) => finding.verdict)).toEqual([verdict]);
  });
});

it.each([
  ["config-rules", rule("S3_BUCKET_VERSIONING_ENABLED")],
  ["data-event-checks", rule("CLOUD_TRAIL_ENABLED")],
  ["security-hub", subscription(OTHER)],
])("%s wants another than that", (id, make) => {
  const findings = judged(id, (stack) => {
    trailIn(stack, { advancedEventSelector: [MANAGEMENT, S3] });
    make(stack);
  });
  expect(findings.map(({ verdict }) => verdict)).toEqual(["not compliant"]);
});

it("judges what an organization has once by its main trail alone", () => {
  const findings = judged("config-rules", (stack) => {
    trailIn(stack, { isOrganizationTrail: true }, "all");
    trailIn(stack, {}, "team");
  });
  expect(findings.map(({ path, verdict }) => `${path} ${verdict}`)).toEqual([
    "stack/all not compliant",
    "stack/team not applicable",
  ]);
});
