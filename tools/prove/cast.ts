import { exampleOf } from "../../modules/organization";
import { valuesOf } from "../../modules/policy";
import {
  accountRoot,
  anonymous,
  federated,
  iamUser,
  identityArn,
  isAccountPrincipal,
  roleSession,
  servicePrincipal,
  type RequestPrincipal,
} from "../../modules/policy-evaluation";
import { didYouMean, hasWildcard, wildcardTest } from "../../modules/kernel";
import type { Problem } from "../../modules/validation";
import { OTHER_ORGANIZATION, outsidersOf } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";
import CAST from "./cast.json";
import type { Scene } from "./scene";
import { filled, IAM_PRINCIPAL } from "./words";

/** Who makes a request. */
export interface Actor {
  /** As a person reads it: "administrator (arn:aws:iam::222222222222:role/AnyAdministrator)". */
  readonly title: string;
  readonly principal: RequestPrincipal;
}

const EVERYBODY = "everybody";

/** The names that a table can give a principal. */
export const CAST_NAMES: readonly string[] = [EVERYBODY, ...Object.keys(CAST)];

const SERVICE = /^[a-z0-9.-]+\.amazonaws\.(?:com|com\.cn|eu)$/;
const SESSION = /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)(?:\/|$)/;

/** The ARN of whoever it is; a service's name. */
export function arnOf(principal: RequestPrincipal): string {
  if (isAccountPrincipal(principal)) return identityArn(principal);
  if (principal.kind === "service") return principal.service;
  return principal.kind === "federated" ? principal.provider : principal.kind;
}

/** Why a table cannot name a principal so. */
export function nameProblem(name: string): Problem | undefined {
  const [, partition, account, role] = SESSION.exec(name) ?? [];
  if (partition !== undefined && account !== undefined && role !== undefined) {
    return {
      what: "is the session of a role",
      received: name,
      allowed: "the ARN of the role itself",
      remedy: `write arn:${partition}:iam::${account}:role/${role}, with the role's path before its name where it has one`,
    };
  }
  if (CAST_NAMES.includes(name) || IAM_PRINCIPAL.test(name) || SERVICE.test(name)) return undefined;
  return {
    what: "is nobody known",
    received: name,
    allowed: `${CAST_NAMES.join(", ")}, the ARN of a role, user or root user, or a service such as config.amazonaws.com`,
    remedy: didYouMean(name, CAST_NAMES, "choose one of them"),
  };
}

/** Why a table cannot name who asks so: a pattern would stand for one example of many. */
export function askerProblem(name: string): Problem | undefined {
  const problem = nameProblem(name);
  if (problem !== undefined || !hasWildcard(name)) return problem;
  return {
    what: "is a pattern, and it is somebody who asks",
    received: name,
    allowed: "an ARN without wildcards",
    remedy: "name one role or user, or list several; except takes patterns",
  };
}

/** Why the ARN is of no principal that the configuration's policies could meet: no request leaves its partition. */
export function partitionProblem(name: string, { partition }: Configuration): Problem | undefined {
  const of = /^arn:([^:{}]+):/.exec(name)?.[1];
  if (of === undefined || of === partition) return undefined;
  return {
    what: `is of partition ${of}`,
    received: name,
    allowed: `ARNs of partition ${partition}`,
    remedy: "correct the ARN",
  };
}

/** Those whom the name stands for: nobody where the configuration has no such principal, several where it names several. */
export function actorsNamed(name: string, scene: Scene): readonly Actor[] {
  if (name === EVERYBODY) {
    const all = Object.keys(CAST)
      .flatMap((other) => actorsNamed(other, scene))
      // Who is federated has no credentials yet, and can ask for nothing but a role's.
      .filter(({ principal }) => principal.kind !== "federated");
    const arns = all.map(({ principal }) => arnOf(principal));
    return all.filter((_, index) => arns.indexOf(arns[index] ?? "") === index);
  }
  return textsFor(name, scene).flatMap((text) => {
    const principal = principalAt(text, scene);
    if (principal === undefined) return [];
    const arn = arnOf(principal);
    if (isExample(name) && isMeant(arn, scene)) return [];
    return [{ title: arn === name ? name : `${name} (${arn})`, principal }];
  });
}

/** A test for those whom the name stands for. Readers and administrators may be patterns of ARNs. */
export function isNamed(name: string, scene: Scene): (actor: Actor) => boolean {
  const arns = new Set(actorsNamed(name, scene).map(({ principal }) => arnOf(principal)));
  const { readers, administrators } = scene.subject;
  const patterns = name === "auditReader" ? readers : name === "deployRole" ? administrators : [name];
  const tests = patterns.map((pattern) => wildcardTest(pattern));
  return ({ principal }) => {
    const arn = arnOf(principal);
    return arns.has(arn) || tests.some((matches) => matches(arn));
  };
}

/** Whether the name stands for somebody of whom a configuration says nothing: any administrator, by an example. */
function isExample(name: string): boolean {
  return (
    Object.hasOwn(CAST, name) &&
    valuesOf(CAST[name as keyof typeof CAST]).every((text) => text.startsWith("arn:"))
  );
}

/** Whether the configuration means the example too, by a pattern: it is then a reader, or whoever else the pattern lets through. */
function isMeant(arn: string, scene: Scene): boolean {
  return ["{readers}", "{administrators}", "{menders}", "{exemptHere}"]
    .flatMap((text) => filled(text, scene))
    .some((pattern) => wildcardTest(pattern)(arn));
}

/** What the name stands for: ARNs, patterns of ARNs, names of services and of identity providers. */
function textsFor(name: string, scene: Scene): readonly string[] {
  const cast: string | readonly string[] = Object.hasOwn(CAST, name) ? CAST[name as keyof typeof CAST] : name;
  return valuesOf(cast).flatMap((text) => filled(text, scene));
}

/** Whoever has the ARN, or the name; where the ARN is a pattern, one whom it matches. */
function principalAt(text: string, { configuration }: Scene): RequestPrincipal | undefined {
  const [, , account, isRoot, kind, pattern = ""] = IAM_PRINCIPAL.exec(text) ?? [];
  if (account === undefined) {
    if (text === "anonymous") return anonymous();
    if (SERVICE.test(text)) return servicePrincipal(text);
    return text.startsWith("arn:") && !/:(saml|oidc)-provider\//.test(text) ? undefined : federated(text);
  }
  const isOurs = account !== outsidersOf(configuration).stranger;
  const member = {
    partition: configuration.partition,
    account,
    organization: isOurs ? configuration.organization : OTHER_ORGANIZATION,
  };
  if (isRoot !== undefined) return accountRoot(member);
  const name = exampleOf(pattern);
  // Patterns of the configuration are somebody's, and whoever asks in a table has no wildcards.
  if (name === undefined) return undefined;
  return kind === "user" ? iamUser({ ...member, user: name }) : roleSession({ ...member, role: name });
}
