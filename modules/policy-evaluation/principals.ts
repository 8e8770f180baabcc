import { AccountId, RoleName, type Partition } from "../organization";

/** Whoever belongs to an AWS account. */
interface AccountMember {
  readonly partition: Partition;
  readonly account: AccountId;
  /** The organization that the account belongs to. @default - no organization */
  readonly organization?: string;
}

/** The root user of an account. */
export interface AccountRoot extends AccountMember {
  readonly kind: "account root";
}

/** An IAM user. */
export interface IamUser extends AccountMember {
  readonly kind: "IAM user";
  /** The user's name, with its path before it where it has one. */
  readonly user: string;
  /** The user's unique id, `AIDA…`. @default - not known */
  readonly userId?: string;
}

/** Somebody or something that has assumed a role; how, by SAML or web identity too, is of no matter here. */
export interface RoleSession extends AccountMember {
  readonly kind: "role session";
  readonly role: RoleName;
  /** The name of the session. */
  readonly session: string;
  /** The role's unique id, `AROA…`. @default - not known */
  readonly roleId?: string;
}

/** An AWS service that acts in its own name. */
export interface ServicePrincipal {
  readonly kind: "service";
  /** The service's name: `cloudtrail.amazonaws.com`. */
  readonly service: string;
}

/**
 * Somebody whom an identity provider vouches for: with its assertion or token, asking STS for a role's credentials, or with the
 * session that STS gave for it, which a resource's policy may name by its provider.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface FederatedPrincipal {
  readonly kind: "federated";
  /** The provider's ARN, or the name of one of AWS's own providers: `accounts.google.com`. */
  readonly provider: string;
}

/** Anybody, with an unsigned request. */
export interface Anonymous {
  readonly kind: "anonymous";
}

/** A principal that has identity policies, or could have them. */
export type AccountPrincipal = AccountRoot | IamUser | RoleSession;

/**
 * Who makes a request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type RequestPrincipal = AccountPrincipal | ServicePrincipal | FederatedPrincipal | Anonymous;

/** Whose account a principal belongs to. */
export interface AccountMemberProps {
  /** The 12 digits of the account. */
  readonly account: string;
  /** @default "aws" */
  readonly partition?: Partition;
  /** The id of the organization that the account belongs to. @default - no organization */
  readonly organization?: string;
}

/** An IAM user, for a request. */
export interface IamUserProps extends AccountMemberProps {
  /** The user's name, with its path before it where it has one: `ops/alice`. */
  readonly user: string;
  /** The user's unique id, `AIDA…`. @default - not known: a policy that reads it is an error */
  readonly userId?: string;
}

/** A role's session, for a request. */
export interface RoleSessionProps extends AccountMemberProps {
  /** The role's name, with its path before it where it has one: `ops/OrgTrailDeploy`. */
  readonly role: string;
  /** The name of the session. @default "session" */
  readonly session?: string;
  /** The role's unique id, `AROA…`. @default - not known: a policy that reads it is an error */
  readonly roleId?: string;
}

/** The root user of an account. @throws ValidationError when the account id is none */
export function accountRoot(props: AccountMemberProps): AccountRoot {
  return { kind: "account root", ...memberOf(props) };
}

/** An IAM user. @throws ValidationError when the account id is none */
export function iamUser(props: IamUserProps): IamUser {
  const { user, userId } = props;
  return { kind: "IAM user", ...memberOf(props), user, ...(userId !== undefined && { userId }) };
}

/** A role's session. @throws ValidationError when the account id or the role's name is none */
export function roleSession(props: RoleSessionProps): RoleSession {
  const { session = "session", roleId } = props;
  const role = RoleName.of(props.role);
  return { kind: "role session", ...memberOf(props), role, session, ...(roleId !== undefined && { roleId }) };
}

/** An AWS service. @param service its principal name: `cloudtrail.amazonaws.com` */
export function servicePrincipal(service: string): ServicePrincipal {
  return { kind: "service", service };
}

/**
 * A federated principal, who calls `sts:AssumeRoleWithSAML` or `sts:AssumeRoleWithWebIdentity`. What it then
 * does with the role's credentials are requests of a role session.
 * @param provider the ARN of the provider, or the name of one of AWS's own: `accounts.google.com`
 */
export function federated(provider: string): FederatedPrincipal {
  return { kind: "federated", provider };
}

/** Anybody, with an unsigned request. */
export function anonymous(): Anonymous {
  return { kind: "anonymous" };
}

function memberOf({ account, partition = "aws", organization }: AccountMemberProps): AccountMember {
  return { partition, account: AccountId.of(account), ...(organization !== undefined && { organization }) };
}

/** Whether the principal belongs to an account. */
export function isAccountPrincipal(principal: RequestPrincipal): principal is AccountPrincipal {
  return "account" in principal;
}

/** The ARN of the user, role or root user: the value of aws:PrincipalArn, which for a session is the role's. */
export function identityArn(principal: AccountPrincipal): string {
  const prefix = `arn:${principal.partition}:iam::${principal.account}:`;
  switch (principal.kind) {
    case "account root":
      return `${prefix}root`;
    case "IAM user":
      return `${prefix}user/${principal.user}`;
    case "role session":
      return `${prefix}role/${principal.role}`;
  }
}

/** The ARN of the session itself, in which the role stands without its path. */
export function sessionArn({ partition, account, role, session }: RoleSession): string {
  return `arn:${partition}:sts::${account}:assumed-role/${lastSegment(role)}/${session}`;
}

/** The name without its path. */
export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/**
 * Whether the principal is a service-linked role, which neither SCPs nor RCPs restrict.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export function isServiceLinked(principal: RequestPrincipal): boolean {
  return principal.kind === "role session" && principal.role.startsWith(SERVICE_LINKED_PATH);
}

/** Starts the name of every service-linked role. */
export const SERVICE_LINKED_PATH = "aws-service-role/";
