import type { PolicyStatement } from "../policy";
import { conditionsHold, type KeyCondition, readConditions } from "./conditions";
import { elementValues, type PolicyPlace, UnsupportedPolicyError } from "./unsupported-policy-error";
import { allHold, outcomeOf } from "./outcome";
import { type Naming, readNotPrincipal, readPrincipal } from "./principal-elements";
import type { RequestPrincipal } from "./principals";
import type { ReadRequest } from "./request";
import { matchesPattern, patternOf, wildcardTest } from "../kernel";
import type { RequestContext } from "./context";
import { bindPattern, parseTemplate, readsContext, textBeforeVariables } from "./policy-variables";
import { componentsOf, withinSegments } from "./arn";

const ACTION_PATTERN = /^(\*|\*:\*|[a-z0-9-]+:[a-z0-9*?]+)$/i;

/**
 * Reads an Action or NotAction element into a test of an action's name. Case does not count.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 * @throws UnsupportedPolicyError when a pattern is none of actions
 */
function readActions(element: unknown, place: PolicyPlace): (action: string) => boolean {
  const patterns = elementValues(element, place).map((text) => {
    if (ACTION_PATTERN.test(text)) return text.toLowerCase();
    throw new UnsupportedPolicyError(place, {
      what: "has no action",
      received: text,
      allowed: "a service's prefix, a colon and a name in which * and ? are wildcards, or *",
      remedy: "correct the action",
    });
  });
  const isNamed = wildcardTest(patterns);
  return (action) => isNamed(action.toLowerCase());
}

/** What a document is attached to, which decides what its statements must and may not have. */
export type DocumentForm = "resource policy" | "trust policy" | "identity policy" | "resource control policy";

/** As what a statement that applies to a request names its principal. */
export type Application = Naming | "bearer";

/** What Action or Resource, or the one that negates it, asks of a request. */
export interface ElementTest {
  readonly values: readonly string[];
  /** Whether it holds for what the values do not name. */
  readonly negated: boolean;
  /** @throws UnsupportedPolicyError when AWS documents no outcome */
  readonly holds: (request: Pick<ReadRequest, "action" | "resource" | "values">) => boolean;
}

/** A statement, read: each of its elements is a test of its own, and it applies where all hold. */
export interface ReadStatement {
  readonly statement: PolicyStatement;
  readonly action: ElementTest;
  /** @default - a trust policy's statement, which covers its role */
  readonly resource?: ElementTest;
  readonly conditions: readonly KeyCondition[];
  /** As what it names a principal, or nothing where it does not; of an identity's policy, whose bearer it is about. */
  readonly naming: (principal: RequestPrincipal) => Application | undefined;
  /** As what the statement names the principal of the request, or nothing where it does not apply to it. */
  readonly applies: (request: ReadRequest) => Application | undefined;
}

const ELEMENTS = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

/**
 * Reads a statement for good: all that is unknown in it is found here, whatever the request.
 * @throws UnsupportedPolicyError
 */
export function readStatement(
  statement: PolicyStatement,
  position: number,
  form: DocumentForm,
): ReadStatement {
  const name = statementSid(statement) ?? `number ${position + 1}`;
  const place = (property: string): PolicyPlace => ({ statement: name, property });
  requireKnownElements(statement, place);
  const action = pairOf(statement, "Action", "NotAction", place);
  if (action === undefined) throw absent("Action or NotAction", place);
  const resource = resourcePair(statement, form, place);
  const principal = principalPair(statement, form, place);
  if (form === "resource control policy") requireDenial(statement, place);
  const actions = readActions(action.value, action.place);
  const resources = resource && readResources(resource.value, resource.place);
  const { Condition = {} } = statement;
  const conditions = readConditions(Condition, place("Condition"));
  const nameOf =
    principal && (principal.negated ? readNotPrincipal : readPrincipal)(principal.value, principal.place);
  const read = {
    statement,
    action: testOf(action, (request) => actions(request.action)),
    ...(resource && {
      resource: testOf(resource, ({ resource: arn, values }) => resources?.(arn, values) === true),
    }),
    conditions,
    naming: (by: RequestPrincipal) => (nameOf === undefined ? "bearer" : nameOf(by)),
  };
  return {
    ...read,
    applies: (request) => {
      if (!read.action.holds(request)) return undefined;
      const covered = outcomeOf(() => read.resource?.holds(request) ?? true);
      if (covered === false) return undefined;
      if (!allHold([covered, outcomeOf(() => conditionsHold(conditions, request.values))])) return undefined;
      // The principal comes last, since an unanswerable one matters only if all else applies.
      return read.naming(request.principal);
    },
  };
}

function testOf({ value, negated, place }: Pair, matches: ElementTest["holds"]): ElementTest {
  return { values: elementValues(value, place), negated, holds: (request) => matches(request) !== negated };
}

/** The statement's name. Documents from files may have none, whatever the type says. */
export function statementSid(statement: Partial<PolicyStatement>): string | undefined {
  return statement.Sid;
}

type PlaceOf = (property: string) => PolicyPlace;

function requireKnownElements(statement: PolicyStatement, place: PlaceOf): void {
  const unknown = Object.keys(statement).find((element) => !ELEMENTS.has(element));
  if (unknown !== undefined) {
    throw new UnsupportedPolicyError(place(unknown), {
      what: "is an element that is not known",
      allowed: [...ELEMENTS].join(", "),
      remedy: "correct its name",
    });
  }
  const effect: string = statement.Effect;
  if (effect === "Allow" || effect === "Deny") return;
  throw new UnsupportedPolicyError(place("Effect"), {
    what: "is not known",
    received: effect,
    allowed: "Allow, Deny",
    remedy: "correct the effect",
  });
}

/**
 * AWS keeps Allow for its own RCPFullAWSAccess.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
function requireDenial(statement: PolicyStatement, place: PlaceOf): void {
  const everything = [statement.Principal, statement.Action, statement.Resource].every(
    (part) => part === "*",
  );
  if (statement.Effect === "Deny" || (everything && statement.Condition === undefined)) return;
  throw new UnsupportedPolicyError(place("Effect"), {
    what: "does not belong in a resource control policy",
    received: statement.Effect,
    allowed: "Deny",
    remedy: "write what is denied",
  });
}

/** An element, or the one that negates it. */
interface Pair {
  readonly value: unknown;
  readonly negated: boolean;
  readonly place: PolicyPlace;
}

type Element = keyof PolicyStatement;

function pairOf(
  statement: PolicyStatement,
  plain: Element,
  negation: Element,
  place: PlaceOf,
): Pair | undefined {
  const [element, other] = [plain, negation].filter((name) => statement[name] !== undefined);
  if (element === undefined) return undefined;
  if (other === undefined) {
    return { value: statement[element], negated: element === negation, place: place(element) };
  }
  throw new UnsupportedPolicyError(place(other), {
    what: `stands beside ${element}`,
    remedy: "keep one of the two",
  });
}

/** A trust policy is about its own role and names no resource; every other document names some. */
function resourcePair(statement: PolicyStatement, form: DocumentForm, place: PlaceOf): Pair | undefined {
  const resource = pairOf(statement, "Resource", "NotResource", place);
  if (form === "trust policy" && resource !== undefined) throw forbidden(resource, form);
  if (form !== "trust policy" && resource === undefined) throw absent("Resource or NotResource", place);
  return resource;
}

/** An identity's policy is about its bearer and names nobody; AWS allows an RCP to name everybody only. */
function principalPair(statement: PolicyStatement, form: DocumentForm, place: PlaceOf): Pair | undefined {
  const principal = pairOf(statement, "Principal", "NotPrincipal", place);
  if (form === "identity policy") {
    if (principal !== undefined) throw forbidden(principal, form);
    return undefined;
  }
  if (principal === undefined) throw absent("Principal or NotPrincipal", place);
  if (form === "resource control policy" && (principal.negated || principal.value !== "*")) {
    throw forbidden(principal, form);
  }
  return principal;
}

function absent(element: string, place: PlaceOf): UnsupportedPolicyError {
  return new UnsupportedPolicyError(place(element), { what: "is missing", remedy: "add it" });
}

function forbidden({ place, value }: Pair, form: DocumentForm): UnsupportedPolicyError {
  return new UnsupportedPolicyError(place, {
    what: `does not belong in ${form === "identity policy" ? "an" : "a"} ${form}`,
    received: value,
    remedy: form === "resource control policy" ? 'write Principal "*"' : "remove it",
  });
}

/** Whether a resource is among those that an element names. */
type ResourceTest = (resource: string, context: RequestContext) => boolean;

/**
 * Reads a Resource or NotResource element into a test of a resource's ARN. A pattern with a variable that has
 * no value matches no resource.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @throws UnsupportedPolicyError when a pattern is none of ARNs
 */
function readResources(element: unknown, place: PolicyPlace): ResourceTest {
  const texts = elementValues(element, place);
  const tests = texts.map((text) => readResource(text, place));
  // What has neither a wildcard nor a variable is looked up.
  const plain = new Set(texts.filter((text) => !/[*?$]/.test(text)));
  const others = tests.filter((_, index) => !plain.has(texts[index] ?? ""));
  return (resource, context) => {
    if (plain.has(resource)) return true;
    const undecided: UnsupportedPolicyError[] = [];
    for (const test of others) {
      try {
        if (test(resource, context)) return true;
      } catch (error) {
        if (!(error instanceof UnsupportedPolicyError)) throw error;
        undecided.push(error);
      }
    }
    // What another pattern matches for certain is matched.
    if (undecided[0] !== undefined) throw undecided[0];
    return false;
  };
}

function readResource(text: string, place: PolicyPlace): ResourceTest {
  if (text === "*") return () => true;
  const template = parseTemplate(text, place);
  requireArn(text, place);
  if (readsContext(template)) requireVariablesInResourcePart(textBeforeVariables(template), text, place);
  return (resource, context) => {
    const pattern = bindPattern(template, context);
    if (pattern === undefined) return false;
    const anywhere = matchesPattern(pattern, resource);
    if (anywhere && !matchesPattern(pattern, resource, withinSegments))
      throw undocumented(text, resource, place);
    return anywhere;
  };
}

/** A `*` that ends a segment may stand for the segments after it. */
function requireArn(text: string, place: PolicyPlace): void {
  const segments = text.split(":");
  if (segments[0] === "arn" && (segments.length >= 6 || segments.some((segment) => segment.endsWith("*"))))
    return;
  throw new UnsupportedPolicyError(place, {
    what: "has no ARN",
    received: text,
    allowed: "an ARN in which * and ? are wildcards, or *",
    remedy: "correct the resource",
  });
}

function requireVariablesInResourcePart(before: string, text: string, place: PolicyPlace): void {
  if (componentsOf(patternOf(before), 6).length === 6) return;
  throw new UnsupportedPolicyError(place, {
    what: "has a policy variable before the fifth colon, where AWS allows none",
    received: text,
    remedy: "use a wildcard there, and a condition",
  });
}

function undocumented(text: string, resource: string, place: PolicyPlace): UnsupportedPolicyError {
  return new UnsupportedPolicyError(place, {
    what: `matches ${resource} only if a wildcard inside a segment goes over a colon; AWS documents no such match`,
    received: text,
    remedy: "write the colon into the pattern",
  });
}
