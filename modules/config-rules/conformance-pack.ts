import type { ConfigRule } from "./config-rule";
import { DEFAULT_EVALUATION_HOURS, EVALUATION_FREQUENCIES, type EvaluationHours } from "./evaluation-hours";
import { yamlDocument, type YamlNode } from "./yaml";

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
  const { name, identifier, description, trigger, parameters, resource } = rule;
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
