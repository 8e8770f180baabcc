import { bucketArn } from "../../../modules/organization";
import { whereOn, type Vocabulary } from "./word";

/** Words of what is validated each hour, the organization's log files and those of teams, and of what is checked and mended. */
export const CHECK_WORDS = {
  archivePrefix: ({ configuration: { archive } }) =>
    archive.prefix === undefined ? "" : `${archive.prefix}/`,
  teamLogBuckets: ({ configuration: { partition, teams } }) =>
    teams.map(({ destination }) => bucketArn(partition, destination.bucketName)),
  validatedKeys: ({ configuration: { partition, accounts, archive, teams } }) => {
    const inArchive = `arn:${partition}:kms:${archive.region}:${accounts.logArchive.id}:key/*`;
    return [
      archive.kmsKeyArn ?? inArchive,
      ...teams.map(
        ({ destination: { kind, kmsKeyArn }, identity: { homeRegion: region, account } }) =>
          kmsKeyArn ?? (kind === "own" ? `arn:${partition}:kms:${region}:${account}:key/*` : inArchive),
      ),
    ];
  },
  validatedHere: whereOn("validation"),
  checkedLogBuckets: ({ subject }) => subject.mends?.checked.logBuckets,
  checkedAccessLogBuckets: ({ subject }) => subject.mends?.checked.accessLogBuckets,
  // Known by their names, or by their tag, where a role names families.
  checkedBuckets: ({ configuration: { configRules }, subject: { mends } }) =>
    mends &&
    (configRules?.scope.taggedBuckets?.arns ?? [
      ...mends.checked.logBuckets,
      ...mends.checked.accessLogBuckets,
    ]),
  checkedKeys: ({ subject }) => subject.mends?.checked.keys,
} as const satisfies Vocabulary;
