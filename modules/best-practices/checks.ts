import { textsOf } from "./resource";
import type { Tree } from "./tree";
import type { CheckFacts } from "./facts";

const PACKS = ["aws_config_conformance_pack", "aws_config_organization_conformance_pack"] as const;
const RULE = "aws_config_config_rule";
const ORGANIZATION_RULE = "aws_config_organization_managed_rule";
const REMEDIATION = "aws_config_remediation_configuration";
const SUBSCRIPTION = "aws_securityhub_standards_subscription";
const CENTRAL_POLICY = "aws_securityhub_configuration_policy";

export const CHECK_TYPES = [
  ...PACKS,
  RULE,
  ORGANIZATION_RULE,
  REMEDIATION,
  SUBSCRIPTION,
  CENTRAL_POLICY,
] as const;

/** What a tree deploys that checks accounts afterwards. */
export function checkFacts(tree: Tree): CheckFacts {
  const templates = tree.ofType(...PACKS).map((pack) => pack.text("template_body") ?? "");
  return {
    configRules: [
      ...tree
        .ofType(RULE)
        .flatMap((rule) => rule.blocks("source").map((source) => String(source["source_identifier"]))),
      ...tree.ofType(ORGANIZATION_RULE).map((rule) => rule.text("rule_identifier") ?? ""),
      ...templates.flatMap((template) =>
        [...template.matchAll(/SourceIdentifier["']?\s*:\s*["']?([A-Z0-9_]+)/g)].map(([, id = ""]) => id),
      ),
    ],
    remediation:
      tree.ofType(REMEDIATION).length > 0 ||
      templates.some((template) => template.includes("AWS::Config::RemediationConfiguration")),
    standards: [
      ...tree.ofType(SUBSCRIPTION).map((subscription) => subscription.text("standards_arn") ?? ""),
      ...tree
        .ofType(CENTRAL_POLICY)
        .flatMap((policy) =>
          policy.blocks("configuration_policy").flatMap((block) => textsOf(block["enabled_standard_arns"])),
        ),
    ],
  };
}
