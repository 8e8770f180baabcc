import {
  MAX_DOMAIN_SUBNETS,
  MIN_VOLUME_GB,
  POLICY_LIMITS,
  policySizeProblem,
  SAML_LIMITS,
  searchDomainKeyPolicy,
  searchRoleProblem,
  type SearchPlace,
} from "../policy";
import { ofProperty, type Problem, type PropertyProblem } from "../validation";
import type { NewSearchDomain, SearchSaml } from "./domain-props";
import { reachProblems, countProblem } from "./search-network";

/** Why OpenSearch Service would refuse the domain, or nobody reach it. */
export function newDomainProblems(
  domain: NewSearchDomain,
  place: SearchPlace,
  administrators: readonly string[],
): readonly PropertyProblem[] {
  const { masterRole, readers, reachedFrom, volumeGb = MIN_VOLUME_GB, instancesPerSubnet = 1, saml } = domain;
  const { partition, subnetIds = [], target } = place;
  return [
    ...ofProperty("newDomain.domainArn", targetProblem(domain, target)),
    ...ofProperty("place.subnetIds", countProblem(subnetIds.length, 1, MAX_DOMAIN_SUBNETS, "subnets")),
    ...ofProperty("newDomain.masterRole", searchRoleProblem(partition, masterRole)),
    ...readers.flatMap((arn) => ofProperty("newDomain.readers", searchRoleProblem(partition, arn))),
    ...reachProblems("newDomain", reachedFrom),
    ...ofProperty("newDomain.volumeGb", countProblem(volumeGb, MIN_VOLUME_GB, Infinity, "GiB")),
    ...ofProperty(
      "newDomain.instancesPerSubnet",
      countProblem(instancesPerSubnet, 1, Infinity, "instances in each subnet"),
    ),
    ...(saml ? samlProblems(saml) : []),
    ...ofProperty(
      "newDomain.keyAlias",
      policySizeProblem(searchDomainKeyPolicy(place, domain, administrators), POLICY_LIMITS.keyPolicy),
    ),
  ];
}

function targetProblem({ domainArn }: NewSearchDomain, target: SearchPlace["target"]): Problem | undefined {
  if (target.kind === "domain" && target.domainArn === domainArn) return undefined;
  return {
    what: "is not where the stream delivers",
    received: domainArn,
    remedy: "name the same domain in place.target",
  };
}

function samlProblems(saml: SearchSaml): readonly PropertyProblem[] {
  const { entityId, metadata, masterBackendRole, sessionTimeoutMinutes = 1 } = saml;
  const { rolesKey = "-", subjectKey = "-" } = saml;
  const [least, most] = SAML_LIMITS.entityId;
  const text = (value: string, from: number, to: number): Problem | undefined =>
    countProblem(value.length, from, to, "characters");
  return [
    ...ofProperty("newDomain.saml.entityId", text(entityId, least, most)),
    ...ofProperty("newDomain.saml.metadata", text(metadata, 1, SAML_LIMITS.metadata)),
    ...ofProperty("newDomain.saml.masterBackendRole", text(masterBackendRole, 1, SAML_LIMITS.key)),
    ...ofProperty("newDomain.saml.rolesKey", text(rolesKey, 1, SAML_LIMITS.key)),
    ...ofProperty("newDomain.saml.subjectKey", text(subjectKey, 1, SAML_LIMITS.key)),
    ...ofProperty(
      "newDomain.saml.sessionTimeoutMinutes",
      countProblem(sessionTimeoutMinutes, 1, SAML_LIMITS.minutes, "minutes"),
    ),
  ];
}
