import { blocksOf, isBlock, isDynamic, textsOf, type Block } from "./block";
import { isExpression } from "./expression";
import type { Condition, Policy, StatementFacts } from "../facts";
import { follow } from "./references";
import type { Resource } from "./resource";
import type { Tree } from "./tree";

const POLICY_DOCUMENT = "aws_iam_policy_document";

const UNKNOWN: Policy = { statements: [], complete: false };

/** The policy that stands in an attribute: as JSON, or as a data source for policies. @returns nothing when it is not set */
export function policyOf(tree: Tree, resource: Resource, attribute: string): Policy | undefined {
  const policy = resource.text(attribute);
  if (policy === undefined || policy === "") return undefined;
  return ofText(tree, resource, policy, 0);
}

/** More data sources than stand one in another: one that is its own source ends here. */
const MAX_DEPTH = 10;

function ofText(tree: Tree, from: Resource, policy: string, depth: number): Policy {
  if (policy.trimStart().startsWith("{")) return ofJson(policy);
  const target = isExpression(policy) ? follow(tree, from, policy, POLICY_DOCUMENT) : undefined;
  return target?.kind === "resource" && depth < MAX_DEPTH
    ? ofDataSource(tree, target.resource, depth + 1)
    : UNKNOWN;
}

function ofJson(policy: string): Policy {
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch (error) {
    // An expression may stand where JSON has none: what it says is known when Terraform runs.
    if (error instanceof SyntaxError) return UNKNOWN;
    throw error;
  }
  const written = isBlock(document) ? document["Statement"] : undefined;
  return policyOfStatements(
    Array.isArray(written) ? (written as readonly unknown[]) : [written],
    ofJsonBlock,
  );
}

/** @param read nothing of a statement that cannot be read */
function policyOfStatements(
  written: readonly unknown[],
  read: (statement: Block) => StatementFacts | undefined,
): Policy {
  const statements = written.flatMap((statement) => (isBlock(statement) ? (read(statement) ?? []) : []));
  return { statements, complete: statements.length === written.length };
}

function ofJsonBlock(statement: Block): StatementFacts | undefined {
  const operators = blocksOf(statement["Condition"]).flatMap((condition) => Object.entries(condition));
  if (typeof statement["Condition"] === "string" || !operators.every(([, keys]) => isBlock(keys))) {
    return undefined;
  }
  return readable({
    ...sidOf(statement["Sid"]),
    effect: String(statement["Effect"]),
    principals: [...principalsOf(statement["Principal"]), ...principalsOf(statement["NotPrincipal"])],
    exceptPrincipals: statement["NotPrincipal"] !== undefined,
    actions: [...textsOf(statement["Action"]), ...textsOf(statement["NotAction"])],
    exceptActions: statement["NotAction"] !== undefined,
    resources: [...textsOf(statement["Resource"]), ...textsOf(statement["NotResource"])],
    exceptResources: statement["NotResource"] !== undefined,
    conditions: operators.flatMap(([operator, keys]) =>
      blocksOf(keys).flatMap((block) =>
        Object.entries(block).map(([key, values]) => conditionOf(operator, key, values)),
      ),
    ),
  });
}

function principalsOf(principal: unknown): readonly string[] {
  if (typeof principal === "string") return [principal];
  return blocksOf(principal).flatMap((kinds) => Object.values(kinds).flatMap(textsOf));
}

const NESTED = ["principals", "not_principals", "condition"];

function ofDataSource(tree: Tree, document: Resource, depth: number): Policy {
  const documents = (attribute: string): Policy => {
    const all = textsOf(document.attribute(attribute)).map((text) => ofText(tree, document, text, depth));
    return {
      statements: all.flatMap(({ statements }) => statements),
      complete: all.every(({ complete }) => complete),
    };
  };
  const own = document.isDynamic("statement")
    ? UNKNOWN
    : policyOfStatements(document.blocks("statement"), ofDataSourceBlock);
  return [own, documents("override_policy_documents")].reduce(
    replacing,
    documents("source_policy_documents"),
  );
}

/** Two documents in one: a statement of the second replaces that of the first with the same `Sid`. */
function replacing(base: Policy, over: Policy): Policy {
  const sids = over.statements.map(({ sid }) => sid);
  const kept = base.statements.filter(
    ({ sid }) => sid === undefined || (over.complete && !sids.includes(sid)),
  );
  return { statements: [...kept, ...over.statements], complete: base.complete && over.complete };
}

function ofDataSourceBlock(statement: Block): StatementFacts | undefined {
  if (NESTED.some((name) => isDynamic(statement, name))) return undefined;
  const identifiers = (name: string): readonly string[] =>
    blocksOf(statement[name]).flatMap((block) => textsOf(block["identifiers"]));
  return readable({
    ...sidOf(statement["sid"]),
    effect: textsOf(statement["effect"])[0] ?? "Allow",
    principals: [...identifiers("principals"), ...identifiers("not_principals")],
    exceptPrincipals: blocksOf(statement["not_principals"]).length > 0,
    actions: [...textsOf(statement["actions"]), ...textsOf(statement["not_actions"])],
    exceptActions: textsOf(statement["not_actions"]).length > 0,
    resources: [...textsOf(statement["resources"]), ...textsOf(statement["not_resources"])],
    exceptResources: textsOf(statement["not_resources"]).length > 0,
    conditions: blocksOf(statement["condition"]).map(({ test, variable, values }) =>
      conditionOf(String(test), String(variable), values),
    ),
  });
}

function sidOf(value: unknown): Pick<StatementFacts, "sid"> {
  const [sid = ""] = textsOf(value);
  return sid === "" ? {} : { sid };
}

/** Whether a statement allows or denies, and by which operators and keys, must be known to judge it. */
function readable(statement: StatementFacts): StatementFacts | undefined {
  const decisive = [
    statement.effect,
    ...statement.conditions.flatMap(({ operator, key }) => [operator, key]),
  ];
  return decisive.some(isExpression) ? undefined : statement;
}

function conditionOf(operator: string, key: string, values: unknown): Condition {
  return { operator, key: key.toLowerCase(), values: textsOf(values) };
}
