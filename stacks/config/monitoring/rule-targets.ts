import { targetProblems, type EventTarget } from "../../../modules/controls";
import type { Region } from "../../../modules/organization";
import { accountId } from "../names/names";
import type { Check } from "../check";

/** Targets are ones that the rules reach: those of the management account, or of the security account where these notify. */
export const ruleTargets: Check = ({ organization: { file, value } }) => {
  const { targets = [], forwardToSecurity } = value.monitoring?.rules ?? {};
  const { partition = "aws", homeRegion } = value.organization ?? {};
  const account = accountId(value, forwardToSecurity === true ? "security" : "management");
  if (account === undefined || homeRegion === undefined) return [];
  const sound = targets.map((target): EventTarget | undefined => {
    const { id, arn, roleArn } = target ?? {};
    if (target === undefined || id === undefined || arn === undefined) return undefined;
    if (roleArn === undefined) return "roleArn" in target ? undefined : { id, arn };
    return { id, arn, roleArn };
  });
  return targetProblems({ partition, region: homeRegion as Region, account }, sound, true).map(
    ({ path, ...problem }) => file.fault(["monitoring", "rules", "targets", ...path], problem),
  );
};
