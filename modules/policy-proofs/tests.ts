import { hasWildcard, madeOnce, type Pattern } from "../kernel";
import {
  bindPattern,
  bindText,
  componentsOf,
  parseArn,
  parseTemplate,
  type KeyCondition,
  type ReadStatement,
  type RequestContext,
  type Template,
} from "../policy-evaluation";
import { ValidationError } from "../validation";
import type { PrincipalTests } from "./askers";
import { isDerived, PRINCIPAL_KEYS, RESOURCE_ACCOUNT } from "./keys";
import {
  anyCase,
  arnGlob,
  glob,
  literal,
  ofAccount,
  principalNamed,
  segmentGlob,
  type Steps,
} from "./patterns";
import type { Reading } from "./readings";

/** What policies ask of the values of one key. */
export interface KeyTests {
  /** The key as it is written first. */
  readonly name: string;
  readonly conditions: KeyCondition[];
  /** What it is compared with as a text. */
  readonly texts: Steps[];
}

/** What all policies of a space ask of requests, by dimension. */
export interface Tests {
  /** Patterns of actions, in lower case. */
  readonly actions: Set<string>;
  readonly resources: Steps[];
  /** Of the account that owns the resource. */
  readonly owners: Steps[];
  /** Accounts that are named as owners of resources, also by the ARNs of these. */
  readonly accounts: Pattern[];
  readonly principals: { [Kind in keyof PrincipalTests]: PrincipalTests[Kind][number][] };
  /** The keys that variables read, in lower case. */
  readonly variables: Set<string>;
  /** By key in lower case. */
  readonly keys: Map<string, KeyTests>;
}

/** The contexts in which variables of a policy have each of their values: none where these are not known yet. */
export type Bindings = (keys: readonly string[]) => readonly RequestContext[];

/** @param bindings of variables */
export function testsIn(readings: readonly Reading[], bindings: Bindings): Tests {
  const tests: Tests = {
    actions: new Set(),
    resources: [],
    owners: [],
    accounts: [],
    principals: {
      arns: [],
      accounts: [],
      sessions: [],
      services: [],
      serviceNames: [],
      providers: [],
      organizations: [],
    },
    variables: new Set(),
    keys: new Map(),
  };
  // Many statements have the same.
  const resources = new Set<string>();
  const conditions = new Map<string, KeyCondition>();
  for (const { statement, read } of readings) {
    if (read instanceof ValidationError) continue;
    for (const value of read.action.values) tests.actions.add(value.toLowerCase());
    for (const value of read.resource?.values ?? []) resources.add(value);
    for (const element of [statement.Principal, statement.NotPrincipal]) addPrincipals(tests, element);
    for (const each of read.conditions) {
      conditions.set(JSON.stringify([each.operator, each.key, each.operands]), each);
    }
    for (const key of variablesIn(textsOf(read))) tests.variables.add(key);
  }
  for (const condition of conditions.values()) addCondition(tests, condition, bindings);
  for (const key of tests.variables) testsOf(tests, key);
  for (const text of resources) {
    if (text === "*") continue;
    const patterns = patternsOf(text, bindings);
    tests.resources.push(...patterns.map((each) => glob(each)));
    if (hasWildcard(text)) tests.resources.push(...patterns.map(segmentGlob));
    tests.accounts.push(...patterns.flatMap((each) => componentsOf(each, 6).slice(1)));
  }
  return tests;
}

/** The keys that the statements read, and that do not follow from who asks and of what, in lower case. */
export function keysReadBy(readings: readonly Reading[]): ReadonlySet<string> {
  const keys = readings.flatMap(({ read }) => {
    if (read instanceof ValidationError) return [];
    return [...read.conditions.map(({ key }) => key.toLowerCase()), ...variablesIn(textsOf(read))];
  });
  return new Set(keys.filter((key) => !isDerived(key)));
}

/** The texts of a statement in which variables may stand. */
function textsOf({ resource, conditions }: ReadStatement): readonly string[] {
  return [...(resource?.values ?? []), ...conditions.flatMap(({ operands }) => operands)];
}

/** The keys that variables in the texts read. */
export function variablesIn(texts: readonly string[]): readonly string[] {
  const keys = texts
    .filter((text) => text.includes("$"))
    .flatMap((text) => parseTemplate(text, NOWHERE).parts)
    .flatMap((part) => ("key" in part ? [part.key.toLowerCase()] : []));
  return [...new Set(keys)];
}

// Statements were read before: here nothing is wrong any more.
const NOWHERE = { property: "" };

function patternsOf(text: string, bindings: Bindings): readonly Pattern[] {
  return boundIn(text, bindings, bindPattern);
}

/** The text with the variables in it bound. What AWS leaves open of a value is open when it is asked; it tells no values apart. */
function boundIn<T>(
  text: string,
  bindings: Bindings,
  bind: (template: Template, context: RequestContext) => T | undefined,
): readonly T[] {
  const template = parseTemplate(text, NOWHERE);
  return bindings(variablesIn([text])).flatMap((context) => {
    const bound = settled(() => bind(template, context));
    return bound === undefined || bound instanceof ValidationError ? [] : [bound];
  });
}

/** The outcome, or why AWS leaves it open. */
export function settled<T>(ask: () => T): T | ValidationError {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
}

function addPrincipals({ principals }: Tests, element: unknown): void {
  if (typeof element !== "object" || element === null) return;
  for (const [type, values] of Object.entries(element) as readonly (readonly [
    string,
    string | readonly string[],
  ])[]) {
    for (const value of typeof values === "string" ? [values] : values) {
      if (type === "Service") principals.services.push(value);
      else if (type === "Federated") principals.providers.push(value);
      else if (value !== "*") addPrincipal(principals, value);
    }
  }
}

function addPrincipal(principals: Tests["principals"], value: string): void {
  const { service, account = value, resource = "root" } = parseArn(value) ?? {};
  principals.arns.push(ofAccount([{ literal: account }]));
  if (service === "iam") principals.arns.push(literal(value));
  const role = /^assumed-role\/([^/]+)\//.exec(resource)?.[1];
  if (service !== "sts" || role === undefined) return;
  principals.sessions.push(value);
  principals.arns.push(...principalNamed("role", [{ literal: role }]));
}

function addCondition(tests: Tests, condition: KeyCondition, bindings: Bindings): void {
  const key = condition.key.toLowerCase();
  const texts = textPatterns(condition, bindings);
  if (PRINCIPAL_KEYS.has(key)) addPrincipalTest(tests.principals, key, texts);
  if (key === RESOURCE_ACCOUNT) {
    tests.owners.push(...texts.map(({ steps }) => steps));
    tests.accounts.push(...texts.map(({ pattern }) => pattern));
  }
  const known = testsOf(tests, condition.key);
  known.conditions.push(condition);
  known.texts.push(...texts.map(({ steps }) => steps));
}

/** What is asked of the key, if anything yet. A variable reads its key, too. */
function testsOf({ keys }: Tests, name: string): KeyTests {
  const none: KeyTests = { name, conditions: [], texts: [] };
  return isDerived(name) ? none : madeOnce(keys, name.toLowerCase(), () => none);
}

/** What an operator compares. */
export type Family = "text" | "ARN" | "true or false" | "number" | "date" | "address" | "binary" | "presence";

export function familyOf(operator: string): Family {
  if (operator === "Null") return "presence";
  if (/^(For\w+:)?Bool/.test(operator)) return "true or false";
  if (operator.includes("Binary")) return "binary";
  if (operator.includes("Numeric")) return "number";
  if (operator.includes("Date")) return "date";
  if (operator.includes("IpAddress")) return "address";
  return operator.includes("Arn") ? "ARN" : "text";
}

/** A pattern that an operator compares texts with. */
interface TextPattern {
  readonly pattern: Pattern;
  readonly steps: Steps;
}

function textPatterns({ operator, operands }: KeyCondition, bindings: Bindings): readonly TextPattern[] {
  const family = familyOf(operator);
  if (family !== "text" && family !== "ARN") return [];
  return operands.flatMap((operand) => {
    if (family === "ARN" || operator.includes("Like")) {
      const steps = family === "ARN" ? arnGlob : glob;
      return patternsOf(operand, bindings).map((pattern) => ({ pattern, steps: steps(pattern) }));
    }
    const steps = operator.includes("IgnoreCase") ? anyCase : literal;
    return boundIn(operand, bindings, bindText).map((text) => ({
      pattern: [{ literal: text }],
      steps: steps(text),
    }));
  });
}

function addPrincipalTest(principals: Tests["principals"], key: string, texts: readonly TextPattern[]): void {
  for (const { pattern, steps } of texts) {
    if (key === "aws:principalarn") principals.arns.push(steps);
    if (key === "aws:principalaccount") principals.arns.push(ofAccount(pattern));
    if (key === "aws:principalorgid") principals.organizations.push(steps);
    if (key === "aws:principalservicename") principals.serviceNames.push(steps);
    if (key === "aws:username") principals.arns.push(...principalNamed("user", pattern));
  }
}
