import { existingKeyProblem } from "../../../modules/policy";
import type { Check } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import type { YamlFile } from "../yaml-file";

/** A key that a file names in place of one that orgtrail makes. */
interface NamedKey {
  readonly file: YamlFile;
  /** Where the keys of the store stand. */
  readonly at: ConfigPath;
  readonly arn: string;
  /** That of the bucket. */
  readonly region: string | undefined;
  readonly hasStatements: boolean;
}

/** Each store has a key of its own, in the Region of its bucket, whose policy is no matter of statements of one's own. */
export const existingKeys: Check = ({ organization: { file, value }, teams }) => {
  const { homeRegion, partition = "aws" } = value.organization ?? {};
  const inArchive = value.archive?.region ?? homeRegion;
  const keys: readonly NamedKey[] = [
    ...named(file, ["archive"], value.archive, inArchive),
    ...teams.flatMap((team) =>
      named(team.file, [], team.value, team.value.destination === "own" ? team.value.region : inArchive),
    ),
  ];
  return keys.flatMap(({ file: from, at, arn, region, hasStatements }, index): readonly Fault[] => {
    const problem = existingKeyProblem(arn, partition, region);
    if (problem !== undefined) return [from.fault([...at, "kmsKeyArn"], problem)];
    const first = keys.findIndex((other) => other.arn === arn);
    const shared = first < index && keys[first]?.file !== from;
    return [
      ...(shared
        ? [
            from.fault([...at, "kmsKeyArn"], {
              what: `is the key of the logs of ${keys[first]?.file.file ?? ""} too: whoever reads the one could decrypt the other`,
              received: arn,
              remedy: "name another key, or leave it out",
            }),
          ]
        : []),
      ...(hasStatements
        ? [
            from.fault([...at, "policyStatements", "key"], {
              what: "stands beside kmsKeyArn: the policy of that key is its owner's",
              remedy: "leave it out, and add the statements to the key's policy",
            }),
          ]
        : []),
    ];
  });
};

function named(
  file: YamlFile,
  at: ConfigPath,
  store:
    | {
        readonly kmsKeyArn?: string | undefined;
        readonly policyStatements?: { readonly key?: readonly unknown[] | undefined } | undefined;
      }
    | undefined,
  region: string | undefined,
): readonly NamedKey[] {
  const { kmsKeyArn: arn, policyStatements } = store ?? {};
  return arn === undefined
    ? []
    : [{ file, at, arn, region, hasStatements: (policyStatements?.key ?? []).length > 0 }];
}
