import type { Partition } from "../organization";
import { principalPatternProblem } from "../policy";
import { ofProperty, type PropertyProblem } from "../validation";

/** Who manages a bucket of logs, and who reads it. */
export interface BucketPrincipals {
  readonly partition: Partition;
  readonly administrators: readonly string[];
  readonly menders?: readonly string[];
  readonly readers?: readonly string[];
}

/** Why these are not the people of a bucket: without anyone who manages it, the MFA-delete policy locks all out. */
export function principalProblems(props: BucketPrincipals): readonly PropertyProblem[] {
  const { partition, administrators, menders = [], readers = [] } = props;
  const nobody: PropertyProblem = {
    property: "administrators",
    what: "names no role",
    received: administrators,
    allowed: "one or more",
    remedy: "name the role that deploys, or the MFA-delete policy locks it out",
  };
  return [
    ...(administrators.length === 0 ? [nobody] : []),
    ...administrators.flatMap((arn, index) =>
      ofProperty(`administrators[${index}]`, principalPatternProblem(partition, arn)),
    ),
    ...menders.flatMap((arn, index) =>
      ofProperty(`menders[${index}]`, principalPatternProblem(partition, arn)),
    ),
    ...readers.flatMap((arn, index) =>
      ofProperty(`readers[${index}]`, principalPatternProblem(partition, arn)),
    ),
  ];
}
