import { isAbout, THIS_BUCKET } from "./access";
import { isExpression, isOpaque } from "./expression";
import type { Condition, Policy, Statement } from "../facts";
import { allOf, anyOf, type Flag } from "../facts";

const ACTION = "s3:DeleteObjectVersion";

/**
 * Whether a bucket's policy lets nobody delete a version who has not shown an MFA device. It takes a Deny for everybody, on
 * every object, under no other condition than that of MFA; AWS services, which carry no MFA keys, may be left out.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function deletionTakesMfa(policy: Policy | undefined): Flag {
  if (policy === undefined) return false;
  const denied = policy.statements.map((statement) => deniedWithoutMfa(statement));
  const covered = allOf(CALLERS.map((caller) => anyOf(denied.map((callers) => callers[caller] ?? false))));
  return anyOf([covered, policy.complete ? false : "unknown"]);
}

/**
 * Who shows no MFA device: a session whose keys say so, and long-term keys, whose requests say nothing of MFA. A condition
 * may be about either or both.
 */
const CALLERS = ["session", "longTermKey"] as const;

type Callers = Partial<Record<(typeof CALLERS)[number], Flag>>;

function deniedWithoutMfa(statement: Statement): Callers {
  const { effect, principals, exceptPrincipals, conditions } = statement;
  if (effect !== "Deny" || exceptPrincipals) return {};
  const asked = conditions.filter((condition) => !leavesServicesOut(condition));
  const applies = allOf([
    anyOf(principals.map((principal) => (isOpaque(principal) ? "unknown" : principal === "*"))),
    isAbout(statement, ACTION),
    isAboutEveryObject(statement),
  ]);
  return Object.fromEntries(
    CALLERS.map((caller) => [
      caller,
      allOf([applies, ...asked.map((condition) => isWithoutMfa(condition, caller))]),
    ]),
  );
}

function isAboutEveryObject({ resources, exceptResources }: Statement): Flag {
  if (exceptResources) return false;
  return anyOf(
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
