import { homeRegionProblem, regionProblem, regionsOf, type Partition } from "../../../modules/organization";
import type { Problem } from "../../../modules/validation";
import type { ConfigPath, Fault } from "../fault";
import { didYouMean } from "../suggestion";
import type { YamlFile } from "../yaml-file";
import type { Check } from "../check";

type RegionCheck = (partition: Partition, region: string) => Problem | undefined;

/** Each Region is one of the partition; the home Region is not opt-in. */
export const regions: Check = ({ organization: { file, value }, teams }) => {
  const { homeRegion, partition = "aws" } = value.organization ?? {};
  const check = (
    from: YamlFile,
    path: ConfigPath,
    region: string | undefined,
    of: RegionCheck,
  ): readonly Fault[] => {
    const problem = region === undefined ? undefined : of(partition, region);
    if (problem === undefined || region === undefined) return [];
    return [
      from.fault(path, { ...problem, remedy: didYouMean(region, regionsOf(partition), problem.remedy) }),
    ];
  };
  return [
    ...check(file, ["organization", "homeRegion"], homeRegion, homeRegionProblem),
    ...check(file, ["terraform", "state", "region"], value.terraform?.state?.region, regionProblem),
    ...teams.flatMap((team) => check(team.file, ["region"], team.value.region, regionProblem)),
  ];
};
