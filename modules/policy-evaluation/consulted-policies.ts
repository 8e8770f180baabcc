import type { PolicyDocument } from "../policy";
import { applicableStatements, type ApplicableStatement } from "./documents";
import { RCP_SERVICES, resourceControlReach, serviceControlApplies } from "./organization-limits";
import type { Policies } from "./policies";
import { isAccountPrincipal } from "./principals";
import { assumesRole, isAboutRole, type ReadRequest } from "./request";
import { statementSid, type DocumentForm } from "./statements";
import { UnsupportedPolicyError } from "./unsupported-policy-error";

/** A document that has a say in a request, with the statements that apply. */
export interface ConsultedPolicy {
  /** Which document: "identity policy 2". */
  readonly name: string;
  readonly allows: readonly ApplicableStatement[];
  readonly denies: readonly ApplicableStatement[];
}

/** The documents that have a say in a request, by kind. */
export interface ConsultedPolicies {
  readonly resource: ConsultedPolicy | undefined;
  readonly identity: readonly ConsultedPolicy[];
  readonly permissionsBoundary: ConsultedPolicy | undefined;
  readonly session: readonly ConsultedPolicy[];
  readonly serviceControl: readonly (readonly ConsultedPolicy[])[];
  readonly resourceControl: readonly ConsultedPolicy[];
}

/** Puts the request to every policy that has a say in it. @throws UnsupportedPolicyError */
export function consult(request: ReadRequest, policies: Policies): ConsultedPolicies {
  const { principal } = request;
  const ask = (name: string, document: PolicyDocument, form: DocumentForm): ConsultedPolicy => {
    const statements = applicableStatements(document, form, request);
    return {
      name,
      allows: statements.filter(({ statement }) => statement.Effect === "Allow"),
      denies: statements.filter(({ statement }) => statement.Effect === "Deny"),
    };
  };
  const askOne = (name: string, document: PolicyDocument | undefined, form: DocumentForm) =>
    document === undefined ? undefined : ask(name, document, form);
  const askAll = (
    name: string,
    documents: readonly PolicyDocument[] = [],
    form: DocumentForm = "identity policy",
  ) => documents.map((document, index) => ask(`${name} ${index + 1}`, document, form));
  // Nothing of this is ever attached to a root user, and a caller may pass the policies of a whole account.
  const own: Policies = isAccountPrincipal(principal) && principal.kind !== "account root" ? policies : {};
  const serviceControl = serviceControlApplies(request) ? (policies.serviceControl ?? []) : [];
  const reach = resourceControlReach(request);
  const resourceControl = askAll(
    "resource control policy",
    reach === "does not apply" ? [] : policies.resourceControl,
    "resource control policy",
  );
  if (reach === "not known") requireNoDenial(resourceControl, request);
  const resource = resourcePolicyApplies(request) ? policies.resource : undefined;
  const resourceForm = assumesRole(request) ? "trust policy" : "resource policy";
  return {
    resource: askOne(resourceForm, resource, resourceForm),
    identity: askAll("identity policy", own.identity),
    permissionsBoundary: askOne("permissions boundary", own.permissionsBoundary, "identity policy"),
    session: askAll("session policy", own.session),
    serviceControl: serviceControl.map((level, index) =>
      level.map((document, number) =>
        ask(`service control policy ${number + 1} of level ${index + 1}`, document, "identity policy"),
      ),
    ),
    resourceControl,
  };
}

/** Whether RCPs control the service matters only where one of them would deny. */
function requireNoDenial(policies: readonly ConsultedPolicy[], { service }: ReadRequest): void {
  for (const { denies } of policies) {
    const [denial] = denies;
    if (denial === undefined) continue;
    throw new UnsupportedPolicyError(
      { statement: statementSid(denial.statement) ?? "without a Sid", property: "Action" },
      {
        what: "denies an action of a service of which it is not known whether resource control policies reach it",
        received: service,
        allowed: [...RCP_SERVICES].join(", "),
        remedy: "leave the policy out of this request",
      },
    );
  }
}

/** A trust policy says who may assume the role, and nothing to requests that change or delete it. */
function resourcePolicyApplies(request: ReadRequest): boolean {
  return !isAboutRole(request) || assumesRole(request);
}
