import { matchesWildcards } from "../../../../modules/kernel";
import {
  policyDocument,
  resourceControlPolicies,
  serviceControlPolicies,
  valuesOf,
  type PolicyConditions,
  type PolicyStatement,
} from "../../../../modules/policy";
import type { Subject } from "../../../../stacks/blueprint";
import type { Configuration } from "../../../../stacks/config";
import type { JsonObject, ResourceChange, StackPlan } from "../../change";
import { isKnown, shown, textAt } from "../attributes";
import type { JudgementContext } from "../verdict";
import { comparedPolicies } from "./compared-policies";
import { permitted } from "./compared-statements";
import { consequences, type Consequence } from "./consequences";
import { configuredResource, subjectsOf } from "./guarded-resource";
import { policedThing, serviceIn, THINGS } from "../../../prove";
import { coversAll, documentIn, readPolicy, statementsOnlyIn } from "./policy-text";

/** Several consequences of a sort are enough to see what it does. */
const TOLD = 4;

/**
 * What a policy of the organization newly denies of what the audit log lives by: what AWS services and the roles that deliver could
 * do, and what readers and administrators could.
 */
export function guardrailRefusals(
  { type, action, before, after }: ResourceChange,
  { configuration, plan }: JudgementContext,
): readonly Consequence[] {
  if (after === undefined || action === "destroy") return [];
  if (type === "aws_organizations_policy") return refusals(before, after, configuration);
  if (type !== "aws_organizations_policy_attachment" || action !== "create") return [];
  const { policy_id: id = null } = after;
  // One that the plan makes is judged where it is made.
  if (!isKnown(id) || id === null) return [];
  const policy = policyOf(id, plan);
  return policy === undefined
    ? consequences(
        "not judged",
        `policy ${shown(id)}, which no resource of the stack has, is attached to ${shown(after["target_id"])}`,
      )
    : refusals(undefined, policy, configuration);
}

function policyOf(id: unknown, { planned }: StackPlan): JsonObject | undefined {
  return [...planned.values()].find(
    ({ type, values }) => type === "aws_organizations_policy" && values["id"] === id,
  )?.values;
}

function refusals(
  before: JsonObject | undefined,
  after: JsonObject,
  configuration: Configuration,
): readonly Consequence[] {
  const kind = textAt(after, "type") ?? "SERVICE_CONTROL_POLICY";
  const isService = kind === "SERVICE_CONTROL_POLICY";
  if (!isService && kind !== "RESOURCE_CONTROL_POLICY") return [];
  const { guardrails } = configuration;
  const documents = isService ? serviceControlPolicies : resourceControlPolicies;
  const own =
    guardrails === undefined ? [] : documents(guardrails.names).flatMap(({ Statement }) => Statement);
  const readings = [before, after].map((side) => readPolicy(side?.["content"]));
  const unreadable = readings.flatMap((reading) => ("why" in reading ? [reading.why] : []));
  // Of one that stands already, its change is told.
  if (before === undefined && unreadable.length > 0) return consequences("not judged", ...unreadable);
  const [was, is] = readings.map((reading) =>
    documentIn(reading)?.Statement.filter(({ Effect }) => Effect === "Deny"),
  );
  // What orgtrail's own guardrails deny is denied already, in whichever of them it stands.
  const denied = [...own, ...(was ?? [])];
  const added = statementsOnlyIn(statementsOnlyIn(is, was), own).filter(
    (statement) => !denied.some((other) => coversAll(other, statement)),
  );
  if (added.length === 0) return [];
  const sparesServices = isService || added.every(isAboutPeople);
  const found: Consequence[] = [];
  const ofSort = (sort: Consequence["is"]): readonly Consequence[] =>
    found.filter(({ is }) => is === sort).slice(0, TOLD);
  for (const subject of subjectsOf(configuration)) {
    if (ofSort("refused").length >= TOLD) break;
    // What is asked of a resource by people alone is no delivery.
    const isTold = sparesServices && policedThing(subject) !== undefined && ofSort("lost").length >= TOLD;
    if (isTold) continue;
    const about = added.flatMap((statement) => partAbout(statement, subject));
    if (about.length === 0) continue;
    const beside = denied.flatMap((statement) => partAbout(statement, subject));
    found.push(
      ...refusedOf(subject, beside, about, isService, configuration).map(({ is, what }) => ({
        is,
        what: `${subject.name}: ${what}`,
      })),
    );
  }
  return [...ofSort("refused"), ...ofSort("lost"), ...ofSort("not judged")];
}

/** Whether the statement says that it is not about services in their own name. */
function isAboutPeople({ Condition = {} }: PolicyStatement): boolean {
  return ["Bool", "BoolIfExists"].some(
    (operator) => valuesOf(Condition[operator]?.["aws:PrincipalIsAWSService"]).join() === "false",
  );
}

/**
 * The statement as far as it is about what is asked of the subject, or what the subject asks. What it says of other services and
 * of other resources of this one denies nothing here.
 */
function partAbout(statement: PolicyStatement, subject: Subject): readonly PolicyStatement[] {
  const { arn, document, kind } = subject;
  const thing = policedThing(subject);
  const isPermitted = kind.endsWith("permissions");
  const services = isPermitted
    ? document.Statement.flatMap(({ Action }) => valuesOf(Action).map(serviceIn))
    : valuesOf(thing && THINGS[thing].service);
  // Who assumes a role asks STS, and IAM has it.
  const owners = [
    ...services,
    ...document.Statement.flatMap(({ Resource }) => valuesOf(Resource).map(ownerIn)),
  ];
  const isAsked = (action: string): boolean =>
    services.some((service) => matchesWildcards(action.toLowerCase().split(":")[0] ?? "", service));
  // The key's own id is an example.
  const isMeant = (pattern: string): boolean =>
    pattern.includes("${") ||
    (isPermitted
      ? owners.some((owner) => matchesWildcards(ownerIn(pattern), owner))
      : thing === "key" ||
        pattern.startsWith(`${arn}/`) ||
        matchesWildcards(pattern, arn) ||
        matchesWildcards(pattern, `${arn}/AWSLogs/`));
  const { Action, Resource, NotResource, ...others } = statement;
  const asked = valuesOf(Action).filter(isAsked);
  const meant = valuesOf(Resource).filter(isMeant);
  const isAbout =
    services.length > 0 &&
    (Action === undefined || asked.length > 0) &&
    (Resource === undefined || meant.length > 0);
  // The policy of a role is about itself, and names no resource.
  const isItsOwn = thing === "role";
  if (!isAbout || (isItsOwn && valuesOf(NotResource).some(isMeant))) return [];
  return [
    {
      ...others,
      ...(Action !== undefined && { Action: asked }),
      ...(Resource !== undefined && !isItsOwn && { Resource: meant }),
      ...(NotResource !== undefined && !isItsOwn && { NotResource }),
    },
  ];
}

/** The service that has the resource. */
function ownerIn(pattern: string): string {
  return pattern.split(":")[2] ?? "*";
}

/**
 * What the added statements refuse beside those that stand. A service control policy denies people and roles of members, wherever they
 * ask; a resource control policy whoever asks, services too, but of nothing in the management account.
 */
function refusedOf(
  subject: Subject,
  beside: readonly PolicyStatement[],
  added: readonly PolicyStatement[],
  isService: boolean,
  configuration: Configuration,
): readonly Consequence[] {
  const isOfManagement = subject.ownerAccount === configuration.accounts.management.id;
  const thing = policedThing(subject);
  const asAsked = (statement: PolicyStatement): PolicyStatement =>
    isService && thing !== undefined ? ofMembers(statement, configuration) : statement;
  const [before, after] = [beside, [...beside, ...added]].map((statements) =>
    policyDocument(...subject.document.Statement, ...statements.map(asAsked)),
  );
  const policies = { before, after };
  if (thing !== undefined && (isService || !isOfManagement))
    return comparedPolicies(configuredResource(thing, subject), policies, configuration);
  return isService && !isOfManagement && subject.kind.endsWith("permissions")
    ? permitted(policies, configuration, subject.ownerAccount, "the role")
    : [];
}

/** The statement as it is of a resource: it is about people and roles of members, which services in their own name are not. */
function ofMembers(statement: PolicyStatement, { organization, accounts }: Configuration): PolicyStatement {
  const { Condition = {} } = statement;
  const bounds: readonly (readonly [readonly string[], string, string])[] = [
    [["StringEquals", "StringLike", "StringEqualsIgnoreCase"], "aws:PrincipalOrgID", organization],
    [
      ["StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase"],
      "aws:PrincipalAccount",
      accounts.management.id,
    ],
  ];
  return {
    ...statement,
    Principal: "*",
    Condition: bounds.reduce<PolicyConditions>((conditions, [operators, key, value]) => {
      const free = operators.find((operator) => conditions[operator]?.[key] === undefined) ?? "";
      return { ...conditions, [free]: { ...conditions[free], [key]: value } };
    }, Condition),
  };
}
