import { parseArn } from "./arn";
import { below, elementValues, type PolicyPlace, UnsupportedPolicyError } from "./unsupported-policy-error";
import { identityArn, sessionArn, type AccountPrincipal, type RequestPrincipal } from "./principals";

/** As what a statement names a principal. How far it can then go without an identity policy depends on this. */
export type Naming = "everyone" | "user" | "session" | "role" | "account" | "service" | "federated";

/** As what the statement names the principal, or nothing where it does not. */
export type PrincipalTest = (principal: RequestPrincipal) => Naming | undefined;

/** Names a principal in a statement: type and value. */
type Name = `${"AWS" | "Service" | "Federated"}:${string}`;

const EVERYONE = "*";
const EVERY_AWS_PRINCIPAL: Name = "AWS:*";

/**
 * Reads a Principal element.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @throws UnsupportedPolicyError when it names somebody in a way that is not known
 */
export function readPrincipal(element: unknown, place: PolicyPlace): PrincipalTest {
  const names = namesIn(element, place);
  return (principal) => {
    if (namesEveryone(names, principal, place)) return "everyone";
    return waysToName(principal).find((way) => isListed(names, way))?.as;
  };
}

/**
 * Reads a NotPrincipal element. A session belongs to a role and both to an account, and AWS "might" refuse a
 * principal that is excepted without the two it belongs to. So the verdict is known when all of them are
 * listed, or none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * @throws UnsupportedPolicyError when it names somebody in a way that is not known
 */
export function readNotPrincipal(element: unknown, place: PolicyPlace): PrincipalTest {
  const names = namesIn(element, place);
  return (principal) => {
    if (namesEveryone(names, principal, place)) return undefined;
    const ways = waysToName(principal);
    const listed = ways.filter((way) => isListed(names, way));
    if (listed.length === 0) return "everyone";
    if (listed.length === ways.length) return undefined;
    throw new UnsupportedPolicyError(place, {
      what: "excepts the principal in part only; AWS documents no outcome",
      received: listed.map(({ spellings: [name] }) => name),
      allowed: ways.map(({ spellings: [name] }) => name).join(", "),
      remedy: "list all of these, or use a condition on aws:PrincipalArn instead",
    });
  };
}

function namesEveryone(names: ReadonlySet<string>, principal: RequestPrincipal, place: PolicyPlace): boolean {
  if (names.has(EVERYONE)) return true;
  if (!names.has(EVERY_AWS_PRINCIPAL)) return false;
  if (principal.kind !== "service" && principal.kind !== "federated") return true;
  // Another entry may name it; then it does not matter what the wildcard means.
  if (waysToName(principal).some((way) => isListed(names, way))) return false;
  throw new UnsupportedPolicyError(place, {
    what: `is { "AWS": "*" }, of which AWS does not document whether it stands for a ${principal.kind} principal too`,
    remedy: 'write "*"',
  });
}

/** A way to name a principal, in one spelling or several. */
interface Way {
  readonly spellings: readonly Name[];
  readonly as: Naming;
}

function isListed(names: ReadonlySet<string>, { spellings }: Way): boolean {
  return spellings.some((name) => names.has(name));
}

/** All that can name the principal, the most specific first. */
function waysToName(principal: RequestPrincipal): readonly Way[] {
  switch (principal.kind) {
    case "account root":
      return [ofAccount(principal)];
    case "IAM user":
      return [{ spellings: [`AWS:${identityArn(principal)}`], as: "user" }, ofAccount(principal)];
    case "role session":
      return [
        { spellings: [`AWS:${sessionArn(principal)}`], as: "session" },
        { spellings: [`AWS:${identityArn(principal)}`], as: "role" },
        ofAccount(principal),
      ];
    case "service":
      return [{ spellings: [`Service:${principal.service}`], as: "service" }];
    case "federated":
      return [{ spellings: [`Federated:${principal.provider}`], as: "federated" }];
    case "anonymous":
      return [];
  }
}

/** An account is named by its id, or by the ARN of its root user. */
function ofAccount({ partition, account }: AccountPrincipal): Way {
  return { spellings: [`AWS:${account}`, `AWS:arn:${partition}:iam::${account}:root`], as: "account" };
}

function namesIn(element: unknown, place: PolicyPlace): ReadonlySet<string> {
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

function nameOf(type: string, value: string, place: PolicyPlace): Name {
  if (type === "AWS") {
    const name = value === "*" ? value : nameInAccount(value);
    if (name !== undefined) return `AWS:${name}`;
  } else if (type === "Service" || type === "Federated") {
    if (!/[*?$]/.test(value)) return `${type}:${value}`;
  }
  throw unknownPrincipal(value, place);
}

/** The value where it names an account, or somebody in it. */
function nameInAccount(value: string): string | undefined {
  if (/^\d{12}$/.test(value)) return value;
  const arn = parseArn(value);
  if (arn === undefined || /[*?$]/.test(value) || !/^\d{12}$/.test(arn.account)) return undefined;
  // These ARNs have no Region.
  if (arn.region !== "") return undefined;
  if (arn.service === "iam" && /^(root$|(role|user)\/.)/.test(arn.resource)) return value;
  if (arn.service === "sts" && /^(assumed-role\/[^/]+|federated-user)\/./.test(arn.resource)) return value;
  return undefined;
}

function unknownPrincipal(received: unknown, place: PolicyPlace): UnsupportedPolicyError {
  return new UnsupportedPolicyError(place, {
    what: "names a principal in a way that is not known",
    received,
    allowed:
      '"*", or under AWS an account id or the ARN of a root user, user, role or session, under Service or Federated a name; without wildcards',
    remedy: "correct the principal, or use a condition on aws:PrincipalArn",
  });
}
