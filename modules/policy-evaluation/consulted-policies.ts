import type { PolicyDocument } from "../policy";
import { type ApplicableStatement, applicableStatements } from "./documents";
import { isAccountPrincipal, isServiceLinked } from "./principals";
import { assumesRole, isAboutRole, isServiceLinkedRole, type ReadRequest } from "./request";
import { type DocumentForm, statementSid } from "./statements";
import { UnsupportedPolicyError } from "./unsupported-policy-error";

/** Which of an organization's policies have a say in a request. */

/**
 * Services whose resources RCPs control. AWS adds to them, so of any other it is not known.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
export const RCP_SERVICES: ReadonlySet<string> = new Set([
  "aoss",
  "ecr",
  "kms",
  "s3",
  "secretsmanager",
  "sqs",
  "sts",
]);

/**
 * SCPs limit the users and roles of member accounts, root users too. They do not apply to AWS services,
 * service-linked roles, the management account and whoever is in no account.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions
 */
function serviceControlApplies({ principal, principalInManagementAccount }: ReadRequest): boolean {
  return (
    isAccountPrincipal(principal) && !isServiceLinked(principal) && principalInManagementAccount !== true
  );
}

/**
 * RCPs limit what anybody does with resources of member accounts: principals inside and outside of the
 * organization, and AWS services in their own name. They do not apply to service-linked roles, to the
 * assuming of one, to resources of the management account, and to kms:RetireGrant.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
function resourceControlReach(request: ReadRequest): "applies" | "does not apply" | "not known" {
  const exempt =
    request.action.toLowerCase() === "kms:retiregrant" ||
    request.resourceInManagementAccount === true ||
    isServiceLinked(request.principal) ||
    (assumesRole(request) && isServiceLinkedRole(request));
  if (exempt) return "does not apply";
  return RCP_SERVICES.has(request.service) ? "applies" : "not known";
}

/**
 * All policies that may have a say in a request. Those that do not apply to its principal or resource are
 * left out of account.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types
 */
export interface Policies {
  /** The resource's own policy: of a bucket, key or topic, or the trust policy of a role. @default - none */
  readonly resource?: PolicyDocument;
  /** The policies of the user or role, with those of the user's groups. @default - none */
  readonly identity?: readonly PolicyDocument[];
  /** Limits what the identity policies grant. @default - no limit */
  readonly permissionsBoundary?: PolicyDocument;
  /** Passed when the role was assumed: limit the session. @default - no limit */
  readonly session?: readonly PolicyDocument[];
  /**
   * The service control policies of the principal's account, a list for each level from the root of the
   * organization down to the account. Each level must allow: see `FULL_AWS_ACCESS`.
   * @default - none apply
   */
  readonly serviceControl?: readonly (readonly PolicyDocument[])[];
  /**
   * The resource control policies of the resource's account, of all levels. RCPFullAWSAccess need not be among
   * them: it is always attached, so that only what denies is of weight.
   * @default - none apply
   */
  readonly resourceControl?: readonly PolicyDocument[];
}

/**
 * The service control policy that AWS attaches to each level, until somebody takes it away.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export const FULL_AWS_ACCESS: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Sid: "FullAWSAccess", Effect: "Allow", Action: "*", Resource: "*" }],
};

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
