import { logFolders, type TeamName } from "../../../modules/organization";
import type { ValidatedLogs } from "../../../modules/policy";
import type { Configuration } from "../configuration";

/** Where a trail delivers, and what is known to be logged there. */
export interface DeliveredLogs extends ValidatedLogs {
  /** Whose they are. @default - the organization's */
  readonly team?: TeamName;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly trails: readonly string[];
}

/** Where the trails of a configuration deliver: the organization's, and each team's. */
export function logSourcesOf({ archive, trail, accounts, teams }: Configuration): readonly DeliveredLogs[] {
  const { management, logArchive, security } = accounts;
  const known = [
    management,
    logArchive,
    ...(security === undefined ? [] : [security]),
    ...teams.map((team) => team.account),
  ];
  return [
    {
      bucket: archive.bucketName,
      root: logFolders(trail.identity, archive.prefix).at(-1) ?? "",
      accounts: [...new Set<string>(known.map(({ id }) => id))],
      regions: [trail.identity.homeRegion],
      trails: [trail.identity.name],
      owner: { account: logArchive.id, region: archive.region },
      ...(archive.kmsKeyArn !== undefined && { keyArn: archive.kmsKeyArn }),
    },
    ...teams.map(({ name, identity, destination }) => ({
      team: name,
      bucket: destination.bucketName,
      root: (logFolders(identity)[0] ?? "").replace(/\d{12}\/$/, ""),
      accounts: [identity.account],
      regions: [identity.homeRegion],
      trails: [identity.name],
      owner:
        destination.kind === "own"
          ? { account: identity.account, region: identity.homeRegion }
          : { account: logArchive.id, region: archive.region },
      ...(destination.kmsKeyArn !== undefined && { keyArn: destination.kmsKeyArn }),
    })),
  ];
}
