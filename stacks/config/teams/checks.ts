import { regionsOf, type AccountId } from "../../../modules/organization";
import type { Fault } from "../fault";
import type { Check, TeamDraft } from "../draft";

/**
 * Trails in one Region of one account. Not adjustable; a trail of all Regions counts in each.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
export const MAX_TRAILS = 5;

/** The organization trail, which stands in every Region of every account. */
const ORGANIZATION_TRAILS = 1;

/** A team's central logs stand in one of the stacks that the organization has for them. */
export const archiveStacksAreThere: Check = ({ organization, teams }) =>
  teams.flatMap(({ file, value: { archiveStack, destination = "central" } }) => {
    if (archiveStack === undefined) return [];
    const path = ["archiveStack"];
    if (destination === "own") {
      return [
        file.fault(path, {
          what: "stands beside destination: own, and no stack of the log archive has the team's logs",
          received: archiveStack,
          remedy: "leave it out",
        }),
      ];
    }
    const { stacks = 1 } = organization.value.archive ?? {};
    if (archiveStack <= stacks || organization.isRefused("archive", "stacks")) return [];
    return [
      file.fault(path, {
        what: "is more than there are stacks of the log archive",
        received: archiveStack,
        allowed: stacks === 1 ? "1" : `1 to ${stacks}, of archive.stacks in organization.yaml`,
        remedy: `set archive.stacks: ${archiveStack} in organization.yaml, or name another`,
      }),
    ];
  });

/** No account has more trails in a Region than CloudTrail takes. Reported once an account, at the first over it. */
export const trailQuota: Check = ({ organization: { value }, teams }) => {
  const partition = value.organization?.partition ?? "aws";
  const byAccount = new Map<AccountId, TeamDraft[]>();
  for (const team of teams) {
    const { account } = team.names;
    if (account === undefined) continue;
    byAccount.set(account, [...(byAccount.get(account) ?? []), team]);
  }
  const faults: Fault[] = [];
  for (const [account, accountTeams] of byAccount) {
    for (const region of regionsOf(partition)) {
      const here = accountTeams.filter(
        ({ value: team }) => team.allRegions === true || team.region === region,
      );
      const over = here[MAX_TRAILS - ORGANIZATION_TRAILS];
      if (over === undefined) continue;
      faults.push(
        over.file.fault(["region"], {
          what:
            `makes ${here.length + ORGANIZATION_TRAILS} trails in ${region} of account ${account}, with the ` +
            `organization trail and those of ${here.map((team) => team.value.team ?? team.file.file).join(", ")}`,
          received: region,
          allowed: `${MAX_TRAILS} trails in one Region of an account`,
          remedy: "let one trail record for several teams, or move one to another account or Region",
        }),
      );
      break;
    }
  }
  return faults;
};
