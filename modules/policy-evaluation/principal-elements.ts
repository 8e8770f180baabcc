import { parseArn } from "./arn";
import { elementValues } from "./element-values";
import { identityArn, sessionArn, type RequestPrincipal } from "./principals";
import { below, UnsupportedPolicyError, type Place } from "./unsupported-policy-error";

/** As what a statement names a principal. How far it can then go without an identity policy depends on this. */
export type Naming = "everyone" | "user" | "session" | "role" | "account" | "service" | "federated";

/** As what the statement names the principal, or nothing where it does not. */
export type PrincipalTest = (principal: RequestPrincipal) => Naming | undefined;

/** Names a principal in a statement: type and value, in one form for each account. */
type Name = `${"AWS" | "Service" | "Federated"}:${string}`;

const EVERYONE = "*";
const EVERY_AWS_PRINCIPAL: Name = "AWS:*";

/**
 * Reads a Principal element.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @throws UnsupportedPolicyError when it names somebody in a way that is not known
 */
export function readPrincipal(element: unknown, place: Place): PrincipalTest {
  const names = namesIn(element, place);
  return (principal) => {
    if (namesEveryone(names, principal, place)) return "everyone";
    return waysToName(principal).find(([name]) => names.has(name))?.[1];
  };
}

/**
 * Reads a NotPrincipal element. A session belongs to a role and both to an account, and AWS "might" refuse a
 * principal that is excepted without the two it belongs to. So the verdict is known when all of them are
 * listed, or none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * @throws UnsupportedPolicyError when it names somebody in a way that is not known
 */
export function readNotPrincipal(element: unknown, place: Place): PrincipalTest {
  const names = namesIn(element, place);
  return (principal) => {
    if (namesEveryone(names, principal, place)) return undefined;
    const ways = waysToName(principal);
    const listed = ways.filter(([name]) => names.has(name));
    if (listed.length === 0) return "everyone";
    if (listed.length === ways.length) return undefined;
    throw new UnsupportedPolicyError(place, {
      what: "excepts the principal in part only; AWS documents no outcome",
      received: listed.map(([name]) => name),
      allowed: ways.map(([name]) => name).join(", "),
      remedy: "list all of these, or use a condition on aws:PrincipalArn instead",
    });
  };
}

function namesEveryone(names: ReadonlySet<string>, principal: RequestPrincipal, place: Place): boolean {
  if (names.has(EVERYONE)) return true;
  if (!names.has(EVERY_AWS_PRINCIPAL)) return false;
  if (principal.kind !== "service" && principal.kind !== "federated") return true;
  // Another entry may name it; then it does not matter what the wildcard means.
  if (waysToName(principal).some(([name]) => names.has(name))) return false;
  throw new UnsupportedPolicyError(place, {
    what: `is { "AWS": "*" }, of which AWS does not document whether it stands for a ${principal.kind} principal too`,
    remedy: 'write "*"',
  });
}

/** All that can name the principal, the most specific first. */
function waysToName(principal: RequestPrincipal): readonly (readonly [Name, Naming])[] {
  switch (principal.kind) {
    case "account root":
      return [[`AWS:${principal.account}`, "account"]];
    case "IAM user":
      return [
        [`AWS:${identityArn(principal)}`, "user"],
        [`AWS:${principal.account}`, "account"],
      ];
    case "role session":
      return [
        [`AWS:${sessionArn(principal)}`, "session"],
        [`AWS:${identityArn(principal)}`, "role"],
        [`AWS:${principal.account}`, "account"],
      ];
    case "service":
      return [[`Service:${principal.service}`, "service"]];
    case "federated":
      return [[`Federated:${principal.provider}`, "federated"]];
    case "anonymous":
      return [];
  }
}

function namesIn(element: unknown, place: Place): ReadonlySet<string> {
  if (element === EVERYONE) return new Set([EVERYONE]);
  const types = typeof element === "object" && element !== null ? Object.entries(element) : [];
  if (types.length === 0) throw unknownPrincipal(element, place);
  return new Set(
    types.flatMap(([type, values]) => {
      const ofType = below(place, type);
      return elementValues(values, ofType).map((value) => nameOf(type, value, ofType));
    }),
  );
}

function nameOf(type: string, value: string, place: Place): Name {
  if (type === "AWS") {
    const name = value === "*" ? value : nameInAccount(value);
    if (name !== undefined) return `AWS:${name}`;
  } else if (type === "Service" || type === "Federated") {
    if (!/[*?$]/.test(value)) return `${type}:${value}`;
  }
  throw unknownPrincipal(value, place);
}

/** The account's id where the value names the account, else the ARN of somebody in it. */
function nameInAccount(value: string): string | undefined {
  if (/^\d{12}$/.test(value)) return value;
  const arn = parseArn(value);
  if (arn === undefined || /[*?$]/.test(value) || !/^\d{12}$/.test(arn.account)) return undefined;
  if (arn.service === "iam" && arn.resource === "root") return arn.account;
  if (arn.service === "iam" && /^(role|user)\/./.test(arn.resource)) return value;
  if (arn.service === "sts" && /^(assumed-role\/[^/]+|federated-user)\/./.test(arn.resource)) return value;
  return undefined;
}

function unknownPrincipal(received: unknown, place: Place): UnsupportedPolicyError {
  return new UnsupportedPolicyError(place, {
    what: "names a principal in a way that is not known",
    received,
    allowed:
      '"*", or under AWS an account id or the ARN of a root user, user, role or session, under Service or Federated a name; without wildcards',
    remedy: "correct the principal, or use a condition on aws:PrincipalArn",
  });
}
