import { textsOf } from "./block";
import { isOpaque, stretchesOf } from "./expression";
import { someFlag, type CheckFacts } from "../facts";
import type { Resource } from "./resource";
import type { Tree } from "./tree";

const PACKS = ["aws_config_conformance_pack", "aws_config_organization_conformance_pack"];
const RULE = "aws_config_config_rule";
const ORGANIZATION_RULE = "aws_config_organization_managed_rule";
const REMEDIATION = "aws_config_remediation_configuration";
const SUBSCRIPTION = "aws_securityhub_standards_subscription";
const CENTRAL_POLICY = "aws_securityhub_configuration_policy";

export const CHECK_TYPES = [...PACKS, RULE, ORGANIZATION_RULE, REMEDIATION, SUBSCRIPTION, CENTRAL_POLICY];

/** What a tree deploys that checks accounts afterwards. What may not be made counts as what may be something else. */
export function checkFacts(tree: Tree): CheckFacts {
  const packs = tree.ofType(...PACKS);
  const templates = packs.map((pack) => templateOf(pack));
  const hidden = templates.some(({ complete }) => !complete);
  const rules = certain(tree.ofType(RULE, ORGANIZATION_RULE), identifiersOf);
  const standards = certain(tree.ofType(SUBSCRIPTION, CENTRAL_POLICY), standardsOf);
  return {
    configRules: [...rules.known, ...templates.flatMap(({ text }) => sourceIdentifiers(text))],
    mayHaveMoreRules: rules.mayHaveMore || hidden,
    remediation: someFlag([
      ...tree.ofType(REMEDIATION).map(({ made }) => made),
      ...templates.map(({ text }) => text.includes("AWS::Config::RemediationConfiguration")),
      ...(hidden ? (["unknown"] as const) : []),
    ]),
    standards: standards.known,
    mayHaveMoreStandards: standards.mayHaveMore,
  };
}

/** What is sure to stand in the template of a pack, and whether that is all. It may stand in a bucket or a document. */
function templateOf(pack: Resource): { readonly text: string; readonly complete: boolean } {
  const template = pack.text("template_body");
  // A directive, `%{ if … }`, may take away what stands in the text.
  if (template === undefined || pack.made !== true || /(?<!%)%\{/.test(template)) {
    return { text: "", complete: false };
  }
  const stretches = stretchesOf(template);
  const literals = stretches.flatMap((stretch) => ("literal" in stretch ? stretch.literal : []));
  return { text: literals.join(""), complete: literals.length === stretches.length };
}

function sourceIdentifiers(template: string): readonly string[] {
  return [...template.matchAll(/SourceIdentifier["']?\s*:\s*["']?([A-Z0-9_]+)/g)].map(([, id = ""]) => id);
}

/** The texts of resources that are sure to be deployed, and whether there may be others. */
function certain(
  resources: readonly Resource[],
  textsIn: (resource: Resource) => readonly string[] | "unknown",
): { readonly known: readonly string[]; readonly mayHaveMore: boolean } {
  const read = resources.map((resource) => ({ made: resource.made, texts: textsIn(resource) }));
  const known = read.flatMap(({ made, texts }) =>
    made === true && texts !== "unknown" ? texts.filter((text) => !isOpaque(text)) : [],
  );
  const mayHaveMore = read.some(
    ({ made, texts }) => made === "unknown" || texts === "unknown" || texts.some(isOpaque),
  );
  return { known, mayHaveMore };
}

function identifiersOf(rule: Resource): readonly string[] | "unknown" {
  if (rule.type === ORGANIZATION_RULE) return textsOf(rule.attribute("rule_identifier"));
  if (rule.isDynamic("source")) return "unknown";
  return rule.blocks("source").flatMap((source) => textsOf(source["source_identifier"]));
}

function standardsOf(resource: Resource): readonly string[] | "unknown" {
  if (resource.type === SUBSCRIPTION) return textsOf(resource.attribute("standards_arn"));
  if (resource.isDynamic("configuration_policy")) return "unknown";
  return resource
    .blocks("configuration_policy")
    .flatMap((policy) => textsOf(policy["enabled_standard_arns"]));
}
