import { valuesOf, type OneOrMore, type PolicyDocument, type PolicyStatement } from "../../../modules/policy";

/** A policy with one fault put into it. */
export interface Mutant {
  /** The statement's Sid. Account ids in it are left out, so that the name is that of every such statement. */
  readonly statement: string;
  readonly effect: PolicyStatement["Effect"];
  /** What was done to it: "drop aws:SourceArn of StringEquals". */
  readonly change: string;
  readonly document: PolicyDocument;
  /** The statement as it is. */
  readonly before: PolicyStatement;
  /** As it is changed. @default - it is dropped */
  readonly after: PolicyStatement | undefined;
}

/** A statement changed in one way; nothing in its place drops it. */
interface Change {
  readonly change: string;
  readonly statement: PolicyStatement | undefined;
}

/** Every way in which one statement of the policy can be dropped, loosened or narrowed by one step. */
export function mutantsOf(document: PolicyDocument): readonly Mutant[] {
  return document.Statement.flatMap((statement, index) =>
    changesOf(statement).map(({ change, statement: changed }) => ({
      statement: statement.Sid.replace(/\d{12}$/, ""),
      effect: statement.Effect,
      change,
      before: statement,
      after: changed,
      document: {
        ...document,
        Statement: document.Statement.flatMap((other, at) =>
          at !== index ? [other] : changed === undefined ? [] : [changed],
        ),
      },
    })),
  );
}

function changesOf(statement: PolicyStatement): readonly Change[] {
  return [
    { change: "drop the statement", statement: undefined },
    ...actionChanges(statement),
    ...resourceChanges(statement),
    ...principalChanges(statement),
    ...conditionChanges(statement),
  ];
}

function actionChanges(statement: PolicyStatement): readonly Change[] {
  const actions = valuesOf(statement.Action);
  const services = [...new Set(actions.map((action) => `${action.split(":")[0] ?? ""}:*`))];
  return [
    ...without(actions).map(([action, rest]) => ({
      change: `drop action ${action}`,
      statement: { ...statement, Action: rest },
    })),
    ...[...services, "*"]
      .filter((action) => !actions.includes(action))
      .map((Action) => ({ change: `widen the actions to ${Action}`, statement: { ...statement, Action } })),
  ];
}

function resourceChanges(statement: PolicyStatement): readonly Change[] {
  const resources = valuesOf(statement.Resource);
  // A trust policy has none: its role is meant.
  if (resources.length === 0 || resources.includes("*")) return [];
  return [
    ...without(resources).map(([resource, rest]) => ({
      change: `drop ${nameIn(resource)} of the resources`,
      statement: { ...statement, Resource: rest },
    })),
    { change: "widen the resources to *", statement: { ...statement, Resource: "*" } },
  ];
}

/** Of a bucket, whether it is meant or what is in it. */
function nameIn(resource: string): string {
  if (!/^arn:[a-z-]+:s3:::/.test(resource)) return resource;
  return resource.endsWith("/*") ? "the objects" : "the bucket";
}

function principalChanges(statement: PolicyStatement): readonly Change[] {
  const { Principal: principal } = statement;
  if (principal === undefined || principal === "*") return [];
  const narrower = Object.entries(principal).flatMap(([type, values]) =>
    without(valuesOf(values)).map(([value, rest]) => ({
      change: `drop principal ${value}`,
      statement: { ...statement, Principal: { ...principal, [type]: rest } },
    })),
  );
  return [...narrower, { change: "widen the principals to *", statement: { ...statement, Principal: "*" } }];
}

function conditionChanges(statement: PolicyStatement): readonly Change[] {
  const conditions = Object.entries(statement.Condition ?? {});
  const unconditional = lacking(statement, "Condition");
  const keys = conditions.flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: valuesOf(values) })),
  );
  const replaced = (operator: string, key: string, values: readonly string[]): PolicyStatement => {
    const left = conditions
      .map(([name, operands]): [string, Record<string, OneOrMore>] => {
        if (name !== operator) return [name, operands];
        const others = lacking(operands, key);
        return [name, values.length === 0 ? others : { ...others, [key]: values }];
      })
      .filter(([, operands]) => Object.keys(operands).length > 0);
    return left.length === 0 ? unconditional : { ...statement, Condition: Object.fromEntries(left) };
  };
  return [
    ...(keys.length > 1 ? [{ change: "drop all conditions", statement: unconditional }] : []),
    ...keys.flatMap(({ operator, key, values }) => [
      { change: `drop ${key} of ${operator}`, statement: replaced(operator, key, []) },
      ...without(values).map(([value, rest]) => ({
        change: `drop ${value} of ${key}`,
        statement: replaced(operator, key, rest),
      })),
    ]),
  ];
}

/** The object without one of its properties. */
function lacking<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)) as Omit<T, K>;
}

/** Each of the values with all others; nothing where there is one value only, since a list may not be empty. */
function without(values: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  if (values.length < 2) return [];
  return values.map((value) => [value, values.filter((other) => other !== value)]);
}
