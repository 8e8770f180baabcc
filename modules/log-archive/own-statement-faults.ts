import type { BucketName, Partition } from "../organization";
import {
  ownStatementProblems,
  takenSids,
  type OwnStatements,
  type PolicyDocument,
  type PolicyStatement,
} from "../policy";
import type { PropertyProblem } from "../validation";

/**
 * What somebody's own statements allow that they may not, and names that others of the policy have.
 * @param key where they stand in `policyStatements`
 */
export function ownStatementFaults(
  kind: keyof OwnStatements,
  key: string,
  statements: readonly PolicyStatement[] = [],
  policy: PolicyDocument,
  { partition, bucketName }: { readonly partition: Partition; readonly bucketName: BucketName },
): readonly PropertyProblem[] {
  const place = (index: number, ...path: readonly (string | number)[]): string =>
    ["policyStatements", `${key}[${index}]`, ...path].join(".");
  const of = { partition, ...(kind === "bucket" && { bucketName }) };
  return [
    ...statements.flatMap((statement, index) =>
      ownStatementProblems(kind, statement, of).map(({ path, ...problem }) => ({
        ...problem,
        property: place(index, ...path),
      })),
    ),
    ...takenSids(policy, statements).map((index) => ({
      property: place(index, "Sid"),
      what: "is the name of another statement of the policy",
      remedy: "choose another name",
    })),
  ];
}
