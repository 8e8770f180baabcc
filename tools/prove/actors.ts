import type { AccountId, Partition } from "../../modules/organization";
import { accountRoot, iamUser, roleSession, type RequestPrincipal } from "../../modules/policy-evaluation";
import type { Configuration } from "../../stacks/config";
import type { Circumstances } from "./circumstances";

/** Who makes a request. */
export interface Actor {
  /** As a person reads it: "administrator (arn:aws:iam::222222222222:role/AnyAdministrator)". */
  readonly title: string;
  readonly principal: RequestPrincipal;
}

/** The ARN of a principal that a table can name: the partition, the account, whether it is root, its kind and its name. */
export const IAM_PRINCIPAL = /^arn:([a-z-]+):iam::(\d{12}):(?:(root)|(role|user)\/(.+))$/;

/** The ARN of whoever it is; a service's name. */
export function arnOf({ principal }: Pick<Actor, "principal">): string {
  switch (principal.kind) {
    case "account root":
      return `arn:${principal.partition}:iam::${principal.account}:root`;
    case "IAM user":
      return `arn:${principal.partition}:iam::${principal.account}:user/${principal.user}`;
    case "role session":
      return `arn:${principal.partition}:iam::${principal.account}:role/${principal.role}`;
    case "service":
      return principal.service;
    case "federated":
      return principal.provider;
    default:
      return principal.kind;
  }
}

/** The account of whoever it is, where there is one. */
export function accountOf({ principal }: Pick<Actor, "principal">): string | undefined {
  return "account" in principal ? principal.account : undefined;
}

interface Membership {
  readonly partition: Partition;
  readonly account: string;
  readonly organization: string;
}

function membership({ configuration }: Pick<Circumstances, "configuration">, account: string): Membership {
  return { partition: configuration.partition, account, organization: configuration.organization };
}

/** A session of a role of an account of the organization. */
export function role(scene: Circumstances, account: string, name: string): RequestPrincipal {
  return roleSession({ ...membership(scene, account), role: name });
}

/** An IAM user of an account of the organization. */
export function user(scene: Circumstances, account: string, name: string): RequestPrincipal {
  return iamUser({ ...membership(scene, account), user: name });
}

/** The root user of an account of the organization. */
export function root(scene: Circumstances, account: string): RequestPrincipal {
  return accountRoot(membership(scene, account));
}

/** Sessions of those whom the ARNs name; where an ARN is a pattern, of one whom it matches. */
export function sessionsOf(
  arns: readonly string[],
  configuration: Configuration,
): readonly RequestPrincipal[] {
  return arns.flatMap((arn): readonly RequestPrincipal[] => {
    const [, , account, isRoot, kind, pattern] = IAM_PRINCIPAL.exec(arn) ?? [];
    if (account === undefined) return [];
    const member = membership({ configuration }, account);
    if (isRoot !== undefined) return [accountRoot(member)];
    const name = (pattern ?? "").replaceAll("*", "Example").replaceAll("?", "x");
    return [kind === "user" ? iamUser({ ...member, user: name }) : roleSession({ ...member, role: name })];
  });
}

/** The roles in the subject's account that patterns of ARNs name, in which `*` may stand for the account. */
export function rolesThere(
  { subject, configuration }: Circumstances,
  arns: readonly string[],
): readonly RequestPrincipal[] {
  const there = arns.map((arn) => arn.replace(":iam::*:", `:iam::${subject.ownerAccount}:`));
  return sessionsOf(inAccount(there, subject.ownerAccount), configuration);
}

/** Those of the ARNs that are of the account. */
export function inAccount(arns: readonly string[], account: AccountId): readonly string[] {
  return arns.filter((arn) => accountsIn([arn]).includes(account));
}

/** Those of the ARNs that are of another account. */
export function outsideAccount(arns: readonly string[], account: AccountId): readonly string[] {
  return arns.filter((arn) => !accountsIn([arn]).includes(account));
}

/** The accounts in the ARNs, each once. */
export function accountsIn(arns: readonly string[]): readonly string[] {
  return [...new Set(arns.flatMap((arn) => IAM_PRINCIPAL.exec(arn)?.[2] ?? []))];
}

/** The ARNs, all of them moved to another account. */
export function movedTo(account: AccountId, arns: readonly string[]): readonly string[] {
  return arns.map((arn) => arn.replace(/:iam::\d{12}:/, `:iam::${account}:`));
}
