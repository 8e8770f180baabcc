import type { Problem } from "../validation";
import type { SearchPlace } from "./search-place";
import { COLLECTION_LIMITS, type CollectionAccessPolicy } from "./search-collection";
import { searchRoleProblem } from "./search-domain-problems";

/**
 * Why an access policy of a collection would not take the role: it names whole ARNs, of roles of the collection's account.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html#serverless-data-access-syntax
 */
export function collectionRoleProblem(
  { partition, account }: Pick<SearchPlace, "partition" | "account">,
  arn: string,
): Problem | undefined {
  const problem = searchRoleProblem(partition, arn);
  if (problem !== undefined) return problem;
  const own = `arn:${partition}:iam::${account}:role/`;
  if (arn.startsWith(own)) return undefined;
  return {
    what: "is of another account than the collection, whose access policy takes roles of its own account alone",
    received: arn,
    allowed: `${own}NAME`,
    remedy: "name a role of that account, which people of others assume",
  };
}

/** Why an access policy is too large for OpenSearch Serverless. */
export function collectionSizeProblem(policies: readonly CollectionAccessPolicy[]): Problem | undefined {
  const { length } = JSON.stringify(policies);
  if (length <= COLLECTION_LIMITS.policy) return undefined;
  return {
    what: `makes an access policy of ${length} characters, ${length - COLLECTION_LIMITS.policy} over what OpenSearch Serverless takes`,
    allowed: `at most ${COLLECTION_LIMITS.policy} characters`,
    remedy: "name fewer roles and groups",
  };
}
