import {
  everyFlag,
  someFlag,
  not,
  type Condition,
  type Flag,
  type Policy,
  type StatementFacts,
} from "../facts";
import { hasWildcard, matchesWildcards } from "../kernel";
import { isAttribute, isExpression, isOpaque, stretchesOf } from "./expression";

/** CloudTrail, in every partition. */
const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/** Stands in the resources of a statement for the ARN of the bucket whose policy it is. */
export const THIS_BUCKET = "this-bucket";

/** The statements that allow CloudTrail an action, for sure. */
export function cloudTrailMay(policy: Policy | undefined, action: string): readonly StatementFacts[] {
  return (policy?.statements ?? []).filter((statement) => letsCloudTrail(statement, action) === true);
}

/** Whether a statement allows CloudTrail an action: by its name, or by a pattern that covers it. */
export function letsCloudTrail(statement: StatementFacts, action: string): Flag {
  const { effect, principals, exceptPrincipals } = statement;
  return everyFlag([
    effect === "Allow" && !exceptPrincipals,
    someFlag(principals.map((principal) => (isOpaque(principal) ? "unknown" : principal === CLOUDTRAIL))),
    coversAction(statement, action),
  ]);
}

/** Whether a statement is about an action. */
export function coversAction({ actions, exceptActions }: StatementFacts, action: string): Flag {
  const listed = someFlag(
    actions.map((pattern) => (isExpression(pattern) ? "unknown" : covers(pattern, action))),
  );
  return exceptActions ? not(listed) : listed;
}

/** Whether an action of a policy, with its wildcards, is this one. Actions have no case. */
export function covers(pattern: string, action: string): boolean {
  return matchesWildcards(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * Whether a statement allows something to whoever comes. One for all but some (`NotPrincipal`) is, whoever they are.
 * @param keys the condition keys that say who it is for after all
 */
export function allowsEverybody(statement: StatementFacts, keys: readonly string[]): Flag {
  const named = someFlag(
    statement.principals.map((principal) => (isOpaque(principal) ? "unknown" : principal === "*")),
  );
  return everyFlag([
    statement.effect === "Allow",
    statement.exceptPrincipals ? true : named,
    not(narrows(statement, keys)),
  ]);
}

/** Condition keys that say for whom a statement is that names everybody. */
export const NARROWING = [
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:userid",
];

/** Operators that ask for one of some values. One that is also true when the key is missing narrows nothing. */
const ASKING = /^(ForAnyValue:)?(String|Arn)(Equals|Like|EqualsIgnoreCase)$/;

/** Of them, those for which `*` in a value is no wildcard. */
const LITERALLY = /String(Equals|EqualsIgnoreCase)$/;

/** Whether a statement holds only where one of these keys has one of some values, which leave no account open. */
export function narrows({ conditions }: StatementFacts, keys: readonly string[]): Flag {
  return someFlag(
    conditions
      .filter(({ operator, key }) => keys.includes(key) && ASKING.test(operator))
      .map(({ operator, key, values }) =>
        values.length === 0 ? false : everyFlag(values.map((value) => names(operator, key, value))),
      ),
  );
}

/** Stand for the expressions in a value, in which there may be colons and wildcards. */
const ATTRIBUTE = "\u0000";
const OPEN = "\u0001";

/** Whether a value of a condition names somebody. */
function names(operator: Condition["operator"], key: string, value: string): Flag {
  const text = isExpression(value) ? withoutExpressions(value) : value;
  const decisive = decisivePart(key, text);
  if (hasWildcard(decisive)) return false;
  const open = decisive === "" ? text : decisive;
  if (!open.includes(OPEN)) return decisive !== "";
  // Whatever such an expression turns out to be, an operator without wildcards takes it to the letter.
  return LITERALLY.test(operator) ? true : "unknown";
}

function withoutExpressions(value: string): string {
  return stretchesOf(value)
    .map((stretch) =>
      "literal" in stretch ? stretch.literal : isAttribute(stretch.expression) ? ATTRIBUTE : OPEN,
    )
    .join("");
}

/** The part of a value that must not be open: of an ARN the account, or what has no account, such as a bucket. */
function decisivePart(key: string, text: string): string {
  if (key.endsWith("orgpaths")) return text.split("/")[0] ?? "";
  if (key === "aws:userid") return text.split(":")[0] ?? "";
  if (!key.endsWith("arn") || text === ATTRIBUTE || text === OPEN) return text;
  const [, , , , account = "", ...resource] = text.split(":");
  return account === "" ? (/^[^*?]*/.exec(resource.join(":"))?.[0] ?? "") : account;
}

const ACTION = "s3:DeleteObjectVersion";

/**
 * Whether a bucket's policy lets nobody delete a version who has not shown an MFA device. It takes a Deny for everybody, on
 * every object, under no other condition than that of MFA; AWS services, which carry no MFA keys, may be left out.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function deletionTakesMfa(policy: Policy | undefined): Flag {
  if (policy === undefined) return false;
  const denied = policy.statements.map((statement) => deniedWithoutMfa(statement));
  const covered = everyFlag(
    CALLERS.map((caller) => someFlag(denied.map((callers) => callers[caller] ?? false))),
  );
  return someFlag([covered, policy.complete ? false : "unknown"]);
}

/**
 * Who shows no MFA device: a session whose keys say so, and long-term keys, whose requests say nothing of MFA. A condition
 * may be about either or both.
 */
const CALLERS = ["session", "longTermKey"] as const;

type Callers = Partial<Record<(typeof CALLERS)[number], Flag>>;

function deniedWithoutMfa(statement: StatementFacts): Callers {
  const { effect, principals, exceptPrincipals, conditions } = statement;
  if (effect !== "Deny" || exceptPrincipals) return {};
  const asked = conditions.filter((condition) => !leavesServicesOut(condition));
  const applies = everyFlag([
    someFlag(principals.map((principal) => (isOpaque(principal) ? "unknown" : principal === "*"))),
    coversAction(statement, ACTION),
    isAboutEveryObject(statement),
  ]);
  return Object.fromEntries(
    CALLERS.map((caller) => [
      caller,
      everyFlag([applies, ...asked.map((condition) => isWithoutMfa(condition, caller))]),
    ]),
  );
}

function isAboutEveryObject({ resources, exceptResources }: StatementFacts): Flag {
  if (exceptResources) return false;
  return someFlag(
    resources.map((resource) => {
      if (isExpression(resource)) return "unknown";
      return ["*", `${THIS_BUCKET}/*`, `${THIS_BUCKET}*`].includes(resource);
    }),
  );
}

/** Whether a condition holds for everybody but AWS services. */
function leavesServicesOut({ operator, key, values }: Condition): boolean {
  return (
    key === "aws:principalisawsservice" &&
    /^Bool(IfExists)?$/.test(operator) &&
    values.every((value) => value.toLowerCase() === "false")
  );
}

/** Whether a condition holds for every caller of a kind. One on another key than MFA's leaves some callers out. */
function isWithoutMfa({ operator, key, values }: Condition, caller: (typeof CALLERS)[number]): Flag {
  const ifExists = operator.endsWith("IfExists");
  if (values.some(isExpression)) return "unknown";
  const says = (word: string): boolean =>
    values.length > 0 && values.every((value) => value.toLowerCase() === word);
  if (key === "aws:multifactorauthage") {
    // Without MFA there is no age, whoever calls.
    return operator === "Null" ? says("true") : /^NumericGreaterThan(Equals)?IfExists$/.test(operator);
  }
  if (key !== "aws:multifactorauthpresent") return false;
  if (operator === "Null") return caller === "longTermKey" && says("true");
  if (!/^Bool(IfExists)?$/.test(operator)) return false;
  return says("false") && (caller === "session" || ifExists);
}
