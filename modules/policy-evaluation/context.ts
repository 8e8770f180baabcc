import { ValidationError } from "../validation";
import { UnknownValueError } from "./outcome";
import { identityArn, lastSegment, type RequestPrincipal } from "./principals";

/** The value of a context key. A list makes the key multivalued, however many values it holds. */
export type ContextValue = string | number | boolean | readonly string[];

/** What a request carries under a context key. */
export interface ContextEntry {
  readonly values: readonly string[];
  readonly multivalued: boolean;
}

/** The context of a request: what conditions and policy variables read. */
export interface RequestContext {
  /**
   * The value of the key, in any case, or nothing where the request has none.
   * @throws ValidationError when the request has a value that is not known
   */
  lookup(key: string): ContextEntry | undefined;
}

/** What follows from a principal, and which keys it has with a value that does not follow, both by keys in lower case. */
interface Derived {
  readonly known: ReadonlyMap<string, ContextEntry>;
  readonly unknown: ReadonlySet<string>;
}

/** The same by keys as AWS writes them. */
interface PrincipalKeys {
  readonly known: Readonly<Record<string, string>>;
  readonly unknown: readonly string[];
}

const RESOURCE_ACCOUNT = "aws:resourceaccount";

/**
 * The context of a request by the principal: the given keys, and those that follow from the principal and the
 * resource's owner.
 * @throws ValidationError when two given keys differ in case only
 */
export function requestContext(
  principal: RequestPrincipal,
  owner: string | undefined,
  given: Readonly<Record<string, ContextValue>>,
): RequestContext {
  const { known, unknown } = derivedFrom(principal);
  const stated = new Map<string, ContextEntry>();
  for (const [key, value] of Object.entries(given)) {
    if (stated.has(key.toLowerCase())) throw repeated(key);
    stated.set(key.toLowerCase(), entryOf(value));
  }
  return {
    lookup: (key) => {
      const name = key.toLowerCase();
      const isOwners = name === RESOURCE_ACCOUNT;
      const ownersEntry = owner === undefined ? undefined : entryOf(owner);
      const entry = stated.get(name) ?? (isOwners ? ownersEntry : known.get(name));
      if (entry === undefined && (isOwners || unknown.has(name))) throw notKnown(key, principal);
      // AWS counts a key without a value as absent.
      return entry?.values.length === 0 ? undefined : entry;
    },
  };
}

/** Of each principal once: most make many requests. */
const derived = new WeakMap<RequestPrincipal, Derived>();

function derivedFrom(principal: RequestPrincipal): Derived {
  const found = derived.get(principal) ?? lowerCase(keysOf(principal));
  derived.set(principal, found);
  return found;
}

function lowerCase({ known, unknown }: PrincipalKeys): Derived {
  const entries = Object.entries(known).map(([key, value]) => [key.toLowerCase(), entryOf(value)] as const);
  return { known: new Map(entries), unknown: new Set(unknown.map((key) => key.toLowerCase())) };
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function keysOf(principal: RequestPrincipal): PrincipalKeys {
  switch (principal.kind) {
    case "account root":
      return identityKeys(principal, "Account", principal.account);
    case "IAM user": {
      const { known, unknown } = identityKeys(principal, "User", principal.userId);
      return { known: { ...known, "aws:username": lastSegment(principal.user) }, unknown };
    }
    case "role session": {
      const { roleId, session } = principal;
      return identityKeys(
        principal,
        "AssumedRole",
        roleId === undefined ? undefined : `${roleId}:${session}`,
      );
    }
    case "service":
      return {
        known: { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": principal.service },
        // AWS sends aws:PrincipalAccount with every request, and documents no value for a service.
        unknown: ["aws:PrincipalAccount", "aws:PrincipalServiceNamesList", "aws:PrincipalType", "aws:userid"],
      };
    case "federated":
      return { known: {}, unknown: ["aws:PrincipalAccount", "aws:PrincipalType", "aws:userid"] };
    case "anonymous":
      return {
        known: {
          "aws:PrincipalAccount": "anonymous",
          "aws:PrincipalType": "Anonymous",
          "aws:userid": "anonymous",
        },
        unknown: [],
      };
  }
}

function identityKeys(
  principal: Parameters<typeof identityArn>[0],
  type: string,
  userId: string | undefined,
): PrincipalKeys {
  return {
    known: {
      "aws:PrincipalArn": identityArn(principal),
      "aws:PrincipalAccount": principal.account,
      "aws:PrincipalIsAWSService": "false",
      "aws:PrincipalType": type,
      ...(principal.organization !== undefined && { "aws:PrincipalOrgID": principal.organization }),
      ...(userId !== undefined && { "aws:userid": userId }),
    },
    unknown: ["aws:userid"],
  };
}

function entryOf(value: ContextValue): ContextEntry {
  return typeof value === "object"
    ? { values: value, multivalued: true }
    : { values: [String(value)], multivalued: false };
}

function repeated(key: string): ValidationError {
  return new ValidationError("request", [
    {
      property: `context.${key}`,
      what: "is given twice, in upper and lower case",
      remedy: "remove one: AWS reads keys without regard to case",
    },
  ]);
}

function notKnown(key: string, principal: RequestPrincipal): UnknownValueError {
  return new UnknownValueError("request", [
    {
      property: `context.${key}`,
      what:
        key.toLowerCase() === RESOURCE_ACCOUNT
          ? "is read by a policy, and the resource's ARN has no account"
          : `is read by a policy, and does not follow from this ${principal.kind} principal`,
      remedy: "give it in the request's context",
    },
  ]);
}
