import { AccountId } from "../organization";
import { assertNoProblems, ofProperty, type PropertyProblem } from "../validation";
import { type Arn, parseArn } from "./arn";
import { requestContext, type ContextValue, type RequestContext } from "./context";
import { SERVICE_LINKED_PATH, type RequestPrincipal } from "./principals";

/**
 * A request to AWS, with all that policies may ask of it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
 */
export interface AccessRequest {
  /** Who makes the request. */
  readonly principal: RequestPrincipal;
  /** What is asked: `s3:PutObject`. */
  readonly action: string;
  /** The ARN of the resource, or `*` for an action of the principal's own account that has none. */
  readonly resource: string;
  /** The account that owns the resource. @default - the account in the ARN; buckets have none in theirs */
  readonly resourceAccount?: string;
  /**
   * Context keys, in any case. The keys that follow from the principal (aws:PrincipalArn, aws:PrincipalAccount,
   * aws:PrincipalOrgID, aws:PrincipalIsAWSService, aws:PrincipalServiceName, aws:PrincipalType, aws:username,
   * aws:userid) and aws:ResourceAccount need not be given. All others are absent unless given, also those
   * that AWS always sends, such as aws:SecureTransport.
   * @default - no other keys
   */
  readonly context?: Readonly<Record<string, ContextValue>>;
  /** Whether the principal is in the organization's management account, where no SCP applies. @default false */
  readonly principalInManagementAccount?: boolean;
  /** Whether the resource is in the organization's management account, where no RCP applies. @default false */
  readonly resourceInManagementAccount?: boolean;
}

/** A request that is known to be whole, ready for policies. */
export interface ReadRequest extends AccessRequest {
  /** The parts of the resource's ARN, where it has one. */
  readonly arn: Arn | undefined;
  /** The account that owns the resource, where it is known. */
  readonly owner: string | undefined;
  /** The prefix of the action: `s3`. */
  readonly service: string;
  readonly values: RequestContext;
}

/** @throws ValidationError when the request is none that AWS could get */
export function readRequest(request: AccessRequest): ReadRequest {
  const { principal, action, resource, resourceAccount, context = {} } = request;
  const arn = parseArn(resource);
  assertNoProblems("request", problemsOf(request, arn));
  const inArn = arn?.account === "" ? undefined : arn?.account;
  const owner = resourceAccount ?? inArn ?? ownAccount(request);
  return {
    ...request,
    arn,
    owner,
    service: action.slice(0, action.indexOf(":")).toLowerCase(),
    values: requestContext(principal, owner, context),
  };
}

/** Whether the resource is a KMS key, whose policy alone opens it to identity policies. */
export function isKey({ arn }: ReadRequest): boolean {
  return arn?.service === "kms" && arn.resource.startsWith("key/");
}

/** Whether the resource is an IAM role. */
export function isAboutRole({ arn }: ReadRequest): boolean {
  return arn?.service === "iam" && arn.resource.startsWith("role/");
}

/** Whether the request asks for a role's credentials, which the role's trust policy rules over. */
export function assumesRole(request: ReadRequest): boolean {
  return request.service === "sts" && isAboutRole(request);
}

/** Whether the resource is a service-linked role. */
export function isServiceLinkedRole(request: ReadRequest): boolean {
  return isAboutRole(request) && request.arn?.resource.startsWith(`role/${SERVICE_LINKED_PATH}`) === true;
}

function ownAccount({ principal, resource }: AccessRequest): string | undefined {
  return resource === "*" && "account" in principal ? principal.account : undefined;
}

const ACTION = /^[a-z0-9-]+:[a-z0-9]+$/i;

function problemsOf(
  { action, resource, resourceAccount }: AccessRequest,
  arn: Arn | undefined,
): readonly PropertyProblem[] {
  const problems: PropertyProblem[] = [];
  if (!ACTION.test(action)) {
    problems.push({
      property: "action",
      what: "is no action",
      received: action,
      allowed: "a service's prefix, a colon and a name without wildcards",
      remedy: "name one action",
    });
  }
  if (arn === undefined && resource !== "*") {
    problems.push({
      property: "resource",
      what: "is no ARN",
      received: resource,
      allowed: "an ARN, or * for an action without a resource",
      remedy: "name one resource",
    });
  }
  if (resourceAccount !== undefined) {
    problems.push(...ofProperty("resourceAccount", AccountId.problem(resourceAccount)));
    if (arn !== undefined && arn.account !== "" && arn.account !== resourceAccount) {
      problems.push({
        property: "resourceAccount",
        what: `differs from the account in ${resource}`,
        received: resourceAccount,
        remedy: "leave it out",
      });
    }
  }
  return problems;
}
