import { blocksOf, isExpression, textsOf, type Block, type Resource } from "./resource";
import { follow } from "./references";
import type { Tree } from "./tree";
import type { Condition, Statement } from "./facts";

const POLICY_DOCUMENT = "aws_iam_policy_document";

/** The statements of a policy that stands in an attribute: as JSON, or as a data source for policies. */
export function statementsOf(
  tree: Tree,
  resource: Resource,
  attribute: string,
): readonly Statement[] | "unknown" | undefined {
  const policy = resource.text(attribute);
  if (policy === undefined || policy === "") return undefined;
  if (policy.trimStart().startsWith("{")) return ofJson(policy);
  const target = isExpression(policy) ? follow(tree, resource, policy, POLICY_DOCUMENT) : undefined;
  return target?.kind === "resource" ? ofDataSource(target.resource) : "unknown";
}

function ofJson(policy: string): readonly Statement[] | "unknown" {
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch (error) {
    // An expression may stand where JSON has none: what it says is known when Terraform runs.
    if (error instanceof SyntaxError) return "unknown";
    throw error;
  }
  return blocksOf((document as Block)["Statement"]).map((statement) => ({
    effect: String(statement["Effect"]),
    principals: principalsOf(statement["Principal"]),
    actions: textsOf(statement["Action"]),
    conditions: blocksOf(statement["Condition"]).flatMap((operators) =>
      Object.entries(operators).flatMap(([operator, keys]) =>
        Object.entries(keys as Block).map(([key, values]) => conditionOf(operator, key, values)),
      ),
    ),
  }));
}

function principalsOf(principal: unknown): readonly string[] {
  if (typeof principal === "string") return [principal];
  return blocksOf(principal).flatMap((kinds) => Object.values(kinds).flatMap(textsOf));
}

function ofDataSource(document: Resource): readonly Statement[] | "unknown" {
  if (document.isDynamic("statement")) return "unknown";
  return document.blocks("statement").map((statement) => ({
    effect: textsOf(statement["effect"])[0] ?? "Allow",
    principals: blocksOf(statement["principals"]).flatMap(({ identifiers }) => textsOf(identifiers)),
    actions: textsOf(statement["actions"]),
    conditions: blocksOf(statement["condition"]).map(({ test, variable, values }) =>
      conditionOf(String(test), String(variable), values),
    ),
  }));
}

function conditionOf(operator: string, key: string, values: unknown): Condition {
  return { operator, key: key.toLowerCase(), values: textsOf(values) };
}

/** CloudTrail, in every partition. */
export const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/** The statements that allow CloudTrail an action: by its name, or by a pattern that covers it. */
export function cloudTrailMay(
  policy: readonly Statement[] | "unknown" | undefined,
  action: string,
): readonly Statement[] {
  if (policy === undefined || policy === "unknown") return [];
  return policy.filter(
    ({ effect, principals, actions }) =>
      effect === "Allow" && principals.includes(CLOUDTRAIL) && actions.some((given) => covers(given, action)),
  );
}

/**
 * Whether a statement holds only where one of these keys has one of some values. An operator that is also true when the
 * key is missing narrows nothing, and no more does one that names whom it is not for.
 */
export function narrows({ conditions }: Statement, keys: readonly string[]): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      keys.includes(key) &&
      /^(ForAnyValue:)?(String|Arn)(Equals|Like|EqualsIgnoreCase)$/.test(operator) &&
      !values.includes("*"),
  );
}

/** Whether an action of a policy, with its wildcards, is this one. Actions have no case. */
export function covers(pattern: string, action: string): boolean {
  const [before = "", ...rest] = pattern.toLowerCase().split("*");
  const name = action.toLowerCase();
  return rest.length === 0 ? before === name : name.startsWith(before) && name.endsWith(rest.at(-1) ?? "");
}
