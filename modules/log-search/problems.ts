import { codeProblems } from "../log-validation";
import {
  POLICY_LIMITS,
  policySizeProblem,
  searchKeyPolicy,
  searchStreamPolicy,
  searchTargetProblem,
} from "../policy";
import { ofProperty, type Problem, type PropertyProblem } from "../validation";
import { newCollectionProblems } from "./collection-problems";
import { newDomainProblems } from "./domain-problems";
import type { LogSearchProps } from "./props";

/** Why AWS would refuse the props. */
export function searchProblems(props: LogSearchProps): readonly PropertyProblem[] {
  const { place } = props;
  return [
    ...codeProblems(props.code),
    ...ofProperty("place.target", searchTargetProblem(place)),
    ...ofProperty("securityGroupIds", networkProblem(props)),
    ...ofProperty("place.target", madeProblem(props)),
    ...(props.newCollection === undefined
      ? []
      : newCollectionProblems(props.newCollection, place, props.administrators)),
    ...(props.newDomain === undefined ? [] : newDomainProblems(props.newDomain, place, props.administrators)),
    ...ofProperty(
      "place.target",
      policySizeProblem(searchStreamPolicy(place), POLICY_LIMITS.inlineRolePolicy),
    ),
    ...ofProperty(
      "readers",
      policySizeProblem(searchKeyPolicy({ ...place, ...props }), POLICY_LIMITS.keyPolicy),
    ),
  ];
}

/** A collection that is made has no endpoint before. */
function madeProblem({ place, newCollection }: LogSearchProps): Problem | undefined {
  if (place.target.kind !== "newCollection" || newCollection !== undefined) return undefined;
  return {
    what: "is a collection that is made, and nothing says how",
    received: place.target.name,
    remedy: "set newCollection, or name a collection that is there",
  };
}

/** Subnets have security groups, and security groups subnets. */
function networkProblem(props: LogSearchProps): Problem | undefined {
  const { place, newDomain, newCollection, securityGroupIds = [] } = props;
  // The stream to an OpenSearch that is made has a security group of its own.
  if ((newDomain ?? newCollection) !== undefined && securityGroupIds.length === 0) return undefined;
  if ((place.subnetIds ?? []).length > 0 === securityGroupIds.length > 0) return undefined;
  return {
    what: "belong to subnets, and only one of both is there",
    received: securityGroupIds,
    allowed: "place.subnetIds and securityGroupIds, or neither",
    remedy: "name the subnets and the security groups with which the stream reaches OpenSearch",
  };
}
