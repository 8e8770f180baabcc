import { principalPatternProblem } from "../../../modules/policy";
import type { ConfigPath, Fault } from "../fault";
import type { YamlFile } from "../yaml-file";
import type { Check } from "../check";

/** Readers and administrators are roles or users of the partition. */
export const principals: Check = ({ organization: { file, value }, teams }) => {
  const partition = value.organization?.partition ?? "aws";
  const check = (
    from: YamlFile,
    path: ConfigPath,
    arns: readonly (string | undefined)[] | undefined,
  ): readonly Fault[] =>
    (arns ?? []).flatMap((arn, index) => {
      const problem = arn === undefined ? undefined : principalPatternProblem(partition, arn);
      return problem === undefined ? [] : [from.fault([...path, index], problem)];
    });
  return [
    ...check(file, ["archive", "readers"], value.archive?.readers),
    ...check(file, ["archive", "administrators"], value.archive?.administrators),
    ...teams.flatMap((team) => check(team.file, ["readers"], team.value.readers)),
  ];
};
