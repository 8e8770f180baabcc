import type { ConfigRule } from "./config-rule";

/** How often AWS evaluates periodic rules. */
export const EVALUATION_FREQUENCIES = {
  1: "One_Hour",
  3: "Three_Hours",
  6: "Six_Hours",
  12: "Twelve_Hours",
  24: "TwentyFour_Hours",
} as const;

/** Hours between two evaluations of a periodic rule. */
export type EvaluationHours = keyof typeof EVALUATION_FREQUENCIES;

/** The hours between two evaluations that AWS offers. */
export const EVALUATION_HOURS: readonly EvaluationHours[] = [1, 3, 6, 12, 24];

/** The hours between two evaluations, where nobody says otherwise. */
export const DEFAULT_EVALUATION_HOURS: EvaluationHours = 24;

/** What the template is made of: text, lists and mappings. */
type YamlNode = string | readonly YamlNode[] | { readonly [key: string]: YamlNode };

type YamlMapping = Readonly<Record<string, YamlNode>>;

const INDENT = " ";

/** Mappings within this many others stand in lines of their own, and what is in them in one line: AWS counts every byte. */
const LINES_WITHIN = 1;

/** A string of JSON is one of YAML too. */
function flow(node: YamlNode): string {
  if (typeof node === "string") return JSON.stringify(node);
  return isMapping(node)
    ? `{${Object.entries(node)
        .map(([key, value]) => `${key}: ${flow(value)}`)
        .join(",")}}`
    : `[${node.map(flow).join(",")}]`;
}

function block(mapping: YamlMapping, depth: number): string {
  const lines = Object.entries(mapping).map(([key, value]) =>
    isMapping(value) && depth < LINES_WITHIN && Object.keys(value).length > 0
      ? `${INDENT.repeat(depth)}${key}:\n${block(value, depth + 1)}`
      : `${INDENT.repeat(depth)}${key}: ${flow(value)}\n`,
  );
  return lines.join("");
}

function isMapping(node: YamlNode): node is YamlMapping {
  return typeof node === "object" && !Array.isArray(node);
}

/** The mapping as a YAML document. Its keys are plain words. */
function yamlDocument(mapping: YamlMapping): string {
  return Object.keys(mapping).length === 0 ? "{}\n" : block(mapping, 0);
}

/** A conformance pack: a template, and the values of its parameters. */
export interface ConformancePack {
  /** YAML, the same for every account. */
  readonly template: string;
  readonly inputParameters: Readonly<Record<string, string>>;
  readonly ruleCount: number;
}

/** What a pack is made of. */
export interface ConformancePackProps {
  readonly rules: readonly ConfigRule[];
  /** Begins the rules' names. */
  readonly namePrefix: string;
  /** @default 24 */
  readonly evaluateEveryHours?: EvaluationHours;
  /** Values that only the deployment knows, each under the name of a parameter of letters and digits. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Logical ids are letters and digits. No name has a capital, so that no two names have one id: `team-a-1` is `teamXaX1` and
 * `team-a1` is `teamXa1`.
 */
function logicalId(name: string): string {
  return name.replaceAll("-", "X");
}

function ruleResource(rule: ConfigRule, { namePrefix, ...props }: Required<ConformancePackProps>): YamlNode {
  const { name, identifier, description, trigger, parameters, resource, tag } = rule;
  const references = new Map(Object.entries(props.variables).map(([variable, value]) => [value, variable]));
  const inputs = Object.entries(parameters).map(([key, value]): [string, YamlNode] => {
    const variable = references.get(value);
    return [key, variable === undefined ? value : { Ref: variable }];
  });
  return {
    Type: "AWS::Config::ConfigRule",
    Properties: {
      ConfigRuleName: `${namePrefix}${name}`,
      Description: description,
      ...(inputs.length > 0 && { InputParameters: Object.fromEntries(inputs) }),
      ...(trigger !== "change" && {
        MaximumExecutionFrequency: EVALUATION_FREQUENCIES[props.evaluateEveryHours],
      }),
      ...(resource && {
        Scope: { ComplianceResourceId: resource.id, ComplianceResourceTypes: [resource.type] },
      }),
      ...(tag && {
        Scope: { TagKey: tag.key, ...(tag.value !== undefined && { TagValue: tag.value }) },
      }),
      Source: { Owner: "AWS", SourceIdentifier: identifier },
    },
  };
}

/**
 * The rules as one conformance pack.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/custom-conformance-pack.html
 */
export function conformancePack(props: ConformancePackProps): ConformancePack {
  const { rules, namePrefix, evaluateEveryHours = DEFAULT_EVALUATION_HOURS, variables = {} } = props;
  const all = { rules, namePrefix, evaluateEveryHours, variables };
  const used = new Set(rules.flatMap(({ parameters }) => Object.values(parameters)));
  const inputParameters = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => used.has(value)),
  );
  const names = Object.keys(inputParameters);
  const template = yamlDocument({
    ...(names.length > 0 && {
      Parameters: Object.fromEntries(names.map((name) => [name, { Type: "String" }])),
    }),
    Resources: Object.fromEntries(rules.map((rule) => [logicalId(rule.name), ruleResource(rule, all)])),
  });
  return { template, inputParameters, ruleCount: rules.length };
}
