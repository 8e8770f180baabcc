import { codeProblems } from "../log-validation";
import {
  POLICY_LIMITS,
  policySizeProblem,
  searchKeyPolicy,
  searchStreamPolicy,
  searchTargetProblem,
} from "../policy";
import { ofProperty, type PropertyProblem } from "../validation";
import type { LogSearchProps } from "./props";

/** Why AWS would refuse the props. */
export function searchProblems(props: LogSearchProps): readonly PropertyProblem[] {
  const { place } = props;
  return [
    ...codeProblems(props.code),
    ...ofProperty("place.target", searchTargetProblem(place)),
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
