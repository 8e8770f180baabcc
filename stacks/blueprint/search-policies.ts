import { bucketArn, logGroupArn } from "../../modules/organization";
import {
  searchBucketPolicy,
  searchCollectionKeyPolicy,
  searchDestinationArn,
  searchDestinationPolicy,
  searchDestinationRolePolicy,
  searchDestinationTrust,
  searchDomainKeyPolicy,
  searchDomainLogPolicy,
  searchDomainPolicy,
  searchFunctionPolicy,
  searchFunctionTrust,
  searchKeyPolicy,
  searchStreamPolicy,
  searchStreamTrust,
} from "../../modules/policy";
import type { Blueprint } from "./blueprint";
import { exampleKeyArn, partsOf, roleSubjects, type Owner, type SubjectParts } from "./parts";
import type { SearchBlueprint } from "./search";
import type { Subject } from "./subject";

/** What brings events to OpenSearch: its roles, who sends to it, and who reads what failed. */
export function searchSubjects({ search: blueprint }: Blueprint, owner: Owner): readonly Subject[] {
  if (blueprint === undefined) return [];
  const { place, readers, administrators } = blueprint.search;
  const { partition, roles, keyAlias: alias } = place;
  const failed = { ...place, ...blueprint.search };
  const parts = { ...partsOf(owner, place), readers, administrators };
  const role = { ...parts, readers: [], administrators: [] };
  const key = "key of what did not reach OpenSearch";
  return [
    {
      ...parts,
      name: "bucket of what did not reach OpenSearch",
      kind: "search bucket",
      arn: bucketArn(partition, place.bucketName),
      document: searchBucketPolicy(failed),
    },
    {
      ...parts,
      name: key,
      kind: "search key",
      arn: exampleKeyArn(partition, place, key),
      alias,
      document: searchKeyPolicy(failed),
    },
    {
      ...role,
      name: "destination of events for OpenSearch",
      kind: "search destination",
      arn: searchDestinationArn(place),
      document: searchDestinationPolicy(place),
    },
    ...roleSubjects(role, place, "role of the function for OpenSearch", "search function role", {
      roleName: roles.function,
      trust: searchFunctionTrust(place),
      permissions: searchFunctionPolicy(place),
    }),
    ...roleSubjects(role, place, "role of the stream to OpenSearch", "search stream role", {
      roleName: roles.stream,
      trust: searchStreamTrust(place),
      permissions: searchStreamPolicy(place),
    }),
    ...roleSubjects(role, place, "role of the destination for OpenSearch", "search destination role", {
      roleName: roles.destination,
      trust: searchDestinationTrust(place),
      permissions: searchDestinationRolePolicy(place),
    }),
    ...collectionSubjects(blueprint, { ...parts, readers: [] }),
    ...domainSubjects(blueprint, { ...parts, readers: blueprint.search.newDomain?.readers ?? [] }),
  ];
}

/** The key of a collection that is made. Who does what in the collection, no policy of IAM says. */
function collectionSubjects({ search }: SearchBlueprint, parts: SubjectParts): readonly Subject[] {
  const { place, newCollection, administrators } = search;
  if (newCollection === undefined) return [];
  const key = "key of the collection of OpenSearch";
  return [
    {
      ...{ ...parts, name: key, kind: "search collection key", alias: newCollection.keyAlias },
      arn: exampleKeyArn(place.partition, place, key),
      document: searchCollectionKeyPolicy(place, administrators),
    },
  ];
}

/** The domain that is made, and its key. */
function domainSubjects({ search }: SearchBlueprint, parts: SubjectParts): readonly Subject[] {
  const { place, newDomain, administrators } = search;
  if (newDomain === undefined) return [];
  const key = "key of the domain of OpenSearch";
  return [
    {
      ...{ ...parts, name: "domain of OpenSearch", kind: "search domain", arn: newDomain.domainArn },
      document: searchDomainPolicy(place, newDomain),
    },
    {
      ...{ ...parts, readers: [], name: key, kind: "search domain key", alias: newDomain.keyAlias },
      arn: exampleKeyArn(place.partition, place, key),
      document: searchDomainKeyPolicy(place, newDomain, administrators),
    },
    {
      ...{ ...parts, readers: [], name: "log groups of the domain of OpenSearch" },
      kind: "search domain log groups",
      arn: logGroupArn(place.partition, place.region, place.account, newDomain.logGroupNames.audit),
      document: searchDomainLogPolicy(place, newDomain),
    },
  ];
}
