import { servicePrincipal } from "../../modules/policy-evaluation";
import type { Problem } from "../../modules/validation";
import { didYouMean, hasWildcard, wildcardTest } from "../../modules/kernel";
import type { Configuration } from "../../stacks/config";
import { arnOf, IAM_PRINCIPAL, sessionsOf, type Actor } from "./actors";
import { CAST_MEMBERS, CAST_NAMES, isCastMember, principalsCast } from "./cast";
import type { Circumstances } from "./circumstances";

const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;
const SESSION = /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)(?:\/|$)/;

/** Whether a table can name a principal so: by its name here, an IAM ARN or the name of a service. */
export function namesPrincipal(name: string): boolean {
  return name === "everybody" || isCastMember(name) || IAM_PRINCIPAL.test(name) || SERVICE.test(name);
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
  if (namesPrincipal(name)) return undefined;
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

/**
 * Those whom the name stands for: nobody where the configuration has no such principal, several where a
 * configuration names several.
 */
export function actorsNamed(name: string, scene: Circumstances): readonly Actor[] {
  if (name === "everybody") {
    const all = CAST_MEMBERS.flatMap((other) => actorsNamed(other, scene))
      // Who is federated has no credentials yet, and can ask for nothing but a role's.
      .filter(({ principal }) => principal.kind !== "federated");
    return all.filter((actor, index) => all.findIndex((other) => arnOf(other) === arnOf(actor)) === index);
  }
  const principals = isCastMember(name)
    ? principalsCast(name, scene)
    : IAM_PRINCIPAL.test(name)
      ? sessionsOf([name], scene.configuration)
      : [servicePrincipal(name)];
  return principals.map((principal) => {
    const arn = arnOf({ principal });
    return { title: arn === name || principal.kind === "anonymous" ? name : `${name} (${arn})`, principal };
  });
}

/** A test for those whom the name stands for. Readers and administrators may be patterns of ARNs. */
export function isNamed(name: string, scene: Circumstances): (actor: Actor) => boolean {
  const arns = new Set(actorsNamed(name, scene).map(arnOf));
  const { readers, administrators } = scene.subject;
  const patterns = name === "auditReader" ? readers : name === "deployRole" ? administrators : [name];
  const tests = patterns.map((pattern) => wildcardTest(pattern));
  return (actor) => {
    const arn = arnOf(actor);
    return arns.has(arn) || tests.some((matches) => matches(arn));
  };
}
