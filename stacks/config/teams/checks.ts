import { regionsOf, type AccountId } from "../../../modules/organization";
import { didYouMean } from "../../../modules/kernel";
import type { Check, FileDraft, TeamDraft } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import type { WrittenTeamFile } from "../team-file";
import { ACCOUNT_KEYS, inUnit, LONGEST_SHARED_NAME } from "./accounts";

/**
 * Trails in one Region of one account. Not adjustable; a trail of all Regions counts in each.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
export const MAX_TRAILS = 5;

/** The organization trail, which stands in every Region of every account. */
const ORGANIZATION_TRAILS = 1;

/** A team's file names its accounts in one way, and each once. */
export const teamAccounts: Check = ({ names: { accounts }, teamFiles }) => {
  const units = [
    ...new Set([...accounts.values()].flatMap(({ organizationalUnit }) => organizationalUnit ?? [])),
  ].sort();
  return teamFiles.flatMap((team) => {
    const { file, value, isRefused } = team;
    const given = ACCOUNT_KEYS.filter((key) => value[key] !== undefined);
    const [first, second] = given;
    if (first === undefined) {
      if (file.syntaxFaults.length > 0 || ACCOUNT_KEYS.some((key) => isRefused(key))) return [];
      return [
        file.fault(["account"], {
          what: "is missing",
          allowed: "text",
          remedy: "add it, or in its place accounts or organizationalUnit",
        }),
      ];
    }
    if (second !== undefined) {
      const what = `stands beside ${first}, which says already of which accounts the file is`;
      return [file.fault([second], { what, received: value[second], remedy: "keep one of the two" })];
    }
    if (first === "account") return [];
    const { organizationalUnit: unit } = value;
    if (unit !== undefined && inUnit(unit, accounts).length === 0) {
      return [
        file.fault(["organizationalUnit"], {
          what: "has no account in organization.yaml",
          received: unit,
          ...(units.length > 0 && { allowed: `${units.join(", ")}, or a unit above one of them` }),
          remedy: didYouMean(
            unit,
            units,
            "add organizationalUnit to the accounts that are in it, in organization.yaml",
          ),
        }),
      ];
    }
    return [...repeatedAccounts(team), ...namesOfOneAlone(team)];
  });
};

function repeatedAccounts({ file, value: { accounts = [] } }: FileDraft<WrittenTeamFile>): readonly Fault[] {
  return accounts.flatMap((name, index) =>
    name === undefined || accounts.indexOf(name) === index
      ? []
      : [
          file.fault(["accounts", index], {
            what: "is listed twice",
            received: name,
            remedy: "name each account once",
          }),
        ],
  );
}

/** What a file of several accounts cannot say, since the next account would have the same. */
function namesOfOneAlone({ file, value }: FileDraft<WrittenTeamFile>): readonly Fault[] {
  const { bucketName, kmsKeyArn, team } = value;
  const fault = (path: ConfigPath, problem: Parameters<typeof file.fault>[1]) => [file.fault(path, problem)];
  return [
    ...(bucketName === undefined
      ? []
      : fault(["bucketName"], {
          what: "names one bucket, and each account of the file has its own",
          received: bucketName,
          remedy: "leave it out: the names are made of the team's and the account's id",
        })),
    ...(kmsKeyArn === undefined
      ? []
      : fault(["kmsKeyArn"], {
          what: "names one key, and the logs of each account of the file have their own",
          received: kmsKeyArn,
          remedy: "leave it out, or give the account a file of its own",
        })),
    ...(team === undefined || team.length <= LONGEST_SHARED_NAME
      ? []
      : fault(["team"], {
          what: `is longer than ${LONGEST_SHARED_NAME} characters, and the id of each account follows`,
          received: team,
          allowed: `2 to ${LONGEST_SHARED_NAME} characters, where a file is for several accounts`,
          remedy: "choose a shorter name",
        })),
  ];
}

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
