import {
  bucketArn,
  dnsSuffix,
  logFolders,
  logGroupArn,
  metricNamespace,
  monitoringKeyAlias,
  monitoringNamePrefix,
  trailArn,
} from "../../../modules/organization";
import { throughS3, TLS_VERSIONS } from "../../../modules/policy";
import { isAccountPrincipal } from "../../../modules/policy-evaluation";
import { anotherRegion, OTHER_ORGANIZATION, outsidersOf } from "../../../stacks/blueprint";
import { sorted } from "../../../modules/kernel";
import { GLOBAL_REGIONS } from "../any-policy";
import type { Vocabulary } from "./word";

/** Words of the policy that is asked, of its trail, and of what is watched over. */
export const SUBJECT_WORDS = {
  prefix: ({ subject: { prefix } }) => (prefix === undefined ? "" : `${prefix}/`),
  organization: ({ configuration }) => configuration.organization,
  member: ({ configuration }) => outsidersOf(configuration).member,
  otherMember: ({ configuration }) => outsidersOf(configuration).otherMember,
  stranger: ({ configuration }) => outsidersOf(configuration).stranger,
  management: ({ configuration }) => configuration.accounts.management.id,
  trailAccount: ({ subject }) => subject.trail.account,
  owner: ({ subject }) => subject.ownerAccount,
  logOwners: ({ subject: { ownerAccount, bucketAccount = ownerAccount } }) =>
    sorted([ownerAccount, bucketAccount]),
  caller: ({ principal }) =>
    principal !== undefined && isAccountPrincipal(principal) ? principal.account : "anonymous",
  sourceAccount: ({ context }) => String(context?.["aws:SourceAccount"] ?? "nobody"),
  day: ({ subject }) => `${subject.region}/2026/01/31`,
  partition: ({ configuration }) => configuration.partition,
  region: ({ subject }) => subject.region,
  globalRegion: ({ configuration }) => GLOBAL_REGIONS[configuration.partition],
  logGroup: ({ subject }) => subject.watch?.logGroup,
  logRole: ({ subject }) => subject.mends?.logRole ?? "no-such-role",
  name: ({ configuration }) => configuration.name,
  trailName: ({ subject }) => subject.trail.name,
  logBucket: ({ subject }) => subject.logBuckets[0],
  configBucket: ({ configuration }) => configuration.configRules?.recorders?.bucketName,
  runbook: ({ subject }) => subject.mends?.runbook,
  namePrefix: ({ subject }) => subject.watch?.place.namePrefix,
  bus: ({ subject: { arn, watch } }) => watch?.eventBusArn ?? arn,
  dnsSuffix: ({ configuration }) => dnsSuffix(configuration.partition),
  throughS3: ({ configuration }) => throughS3(configuration.partition),
  arn: ({ subject }) => subject.arn,
  trailArn: ({ subject }) => trailArn(subject.trail),
  readers: ({ subject }) => subject.readers,
  administrators: ({ subject }) => subject.administrators,
  menders: ({ subject }) => subject.menders,
  alias: ({ subject }) => subject.alias,
  logBuckets: ({ configuration: { partition }, subject }) =>
    subject.logBuckets.map((name) => bucketArn(partition, name)),
  logFiles: ({ subject: { arn, trail, prefix } }) =>
    logFolders(trail, prefix).map((folder) => `${arn}/${folder}*`),
  trailRegion: ({ subject }) => subject.trail.homeRegion,
  anotherTrailRegion: ({ subject }) => anotherRegion(subject.trail.homeRegion),
  anotherRegion: ({ subject }) => anotherRegion(subject.region),
  otherOrganization: () => OTHER_ORGANIZATION,
  // The organization's log file is that of another account than any that asks.
  logFolder: ({ configuration, subject: { trail } }) =>
    trail.organization === undefined
      ? trail.account
      : `${configuration.organization}/${outsidersOf(configuration).otherMember}`,
  minimumTlsVersion: ({ configuration }) => configuration.archive.minimumTlsVersion,
  olderTlsVersions: ({ configuration }) => TLS.slice(0, TLS.indexOf(configuration.archive.minimumTlsVersion)),
  watchedAccount: ({ subject }) => subject.watch?.place.account,
  watchedRegion: ({ subject: { watch, region } }) => watch && region,
  watchedElsewhere: ({ subject: { watch, region } }) => watch && anotherRegion(region),
  busName: ({ subject }) => subject.watch?.place.namePrefix.slice(0, -1),
  logGroupArn: ({ subject: { watch } }) => {
    if (watch?.logGroup === undefined) return undefined;
    const { partition, region, account } = watch.place;
    return logGroupArn(partition, region, account, watch.logGroup);
  },
  encryptedLogGroups: ({ subject }) => subject.encryptedLogGroups,
  logKeyAlias: ({ configuration }) => configuration.archive.keyAlias,
  monitoringKeyAlias: ({ configuration }) => monitoringKeyAlias(configuration.name),
  controlMetrics: ({ configuration }) => metricNamespace(monitoringNamePrefix(configuration.name)),
  delegatedAdministrator: ({ configuration }) => configuration.trail.delegatedAdministrator,
  logArchive: ({ configuration }) => configuration.accounts.logArchive.id,
} as const satisfies Vocabulary;

/** The versions of TLS, oldest first, of which a configuration may ask for the last two. */
const TLS: readonly string[] = ["1.0", "1.1", ...TLS_VERSIONS];
