import {
  COLLECTION_LIMITS,
  collectionAccessPolicy,
  collectionSizeProblem,
  POLICY_LIMITS,
  policySizeProblem,
  searchCollectionKeyPolicy,
  collectionRoleProblem,
  type SearchPlace,
} from "../policy";
import { ofProperty, type Problem, type PropertyProblem } from "../validation";
import type { CollectionSaml, NewSearchCollection } from "./collection-props";
import { reachProblems, countProblem } from "./search-network";

/** Why OpenSearch Serverless would refuse the collection, or nobody reach it. */
export function newCollectionProblems(
  collection: NewSearchCollection,
  place: SearchPlace,
  administrators: readonly string[],
): readonly PropertyProblem[] {
  const { adminRole, readers, reachedFrom, keepDays = 1, saml } = collection;
  const { adminGroups = [], readerGroups = [] } = collection;
  const { target, subnetIds = [] } = place;
  return [
    ...ofProperty("newCollection.name", targetProblem(collection, target)),
    ...ofProperty("place.subnetIds", countProblem(subnetIds.length, 1, Infinity, "subnets")),
    ...ofProperty("newCollection.adminRole", collectionRoleProblem(place, adminRole)),
    ...readers.flatMap((arn) => ofProperty("newCollection.readers", collectionRoleProblem(place, arn))),
    ...reachProblems("newCollection", reachedFrom),
    ...ofProperty("newCollection.keepDays", countProblem(keepDays, 1, COLLECTION_LIMITS.days, "days")),
    ...ofProperty("newCollection.saml", groupsProblem(saml, [...adminGroups, ...readerGroups])),
    ...(saml ? samlProblems(saml) : []),
    ...ofProperty("newCollection.readers", collectionSizeProblem(collectionAccessPolicy(place, collection))),
    ...ofProperty(
      "newCollection.keyAlias",
      policySizeProblem(searchCollectionKeyPolicy(place, administrators), POLICY_LIMITS.keyPolicy),
    ),
  ];
}

function targetProblem({ name }: NewSearchCollection, target: SearchPlace["target"]): Problem | undefined {
  if (target.kind === "newCollection" && target.name === name) return undefined;
  return {
    what: "is not where the stream delivers",
    received: name,
    remedy: "name the same collection in place.target",
  };
}

/** Groups are an identity provider's, and one without groups lets nobody in. */
function groupsProblem(saml: CollectionSaml | undefined, groups: readonly string[]): Problem | undefined {
  if ((saml === undefined) === (groups.length === 0)) return undefined;
  return {
    what: saml === undefined ? "is missing, and groups are named" : "lets nobody in: no group is named",
    remedy: "name the identity provider and groups of it, or neither",
  };
}

function samlProblems(saml: CollectionSaml): readonly PropertyProblem[] {
  const { metadata, groupAttribute, userAttribute = "-", sessionTimeoutMinutes = 60 } = saml;
  const text = (value: string, most: number): Problem | undefined =>
    countProblem(value.length, 1, most, "characters");
  return [
    ...ofProperty("newCollection.saml.metadata", text(metadata, COLLECTION_LIMITS.metadata)),
    ...ofProperty("newCollection.saml.groupAttribute", text(groupAttribute, COLLECTION_LIMITS.attribute)),
    ...ofProperty("newCollection.saml.userAttribute", text(userAttribute, COLLECTION_LIMITS.attribute)),
    ...ofProperty(
      "newCollection.saml.sessionTimeoutMinutes",
      countProblem(sessionTimeoutMinutes, ...COLLECTION_LIMITS.minutes, "minutes"),
    ),
  ];
}
