import {
  dnsSuffix,
  logFolders,
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
  prefix: ({ prefix }) => (prefix === undefined ? "" : `${prefix}/`),
  member: (_, configuration) => outsidersOf(configuration).member,
  otherMember: (_, configuration) => outsidersOf(configuration).otherMember,
  stranger: (_, configuration) => outsidersOf(configuration).stranger,
  logOwners: ({ ownerAccount, bucketAccount = ownerAccount }) => sorted([ownerAccount, bucketAccount]),
  caller: (_subject, _configuration, { principal }) =>
    principal !== undefined && isAccountPrincipal(principal) ? principal.account : "anonymous",
  sourceAccount: (_subject, _configuration, { context }) =>
    String(context?.["aws:SourceAccount"] ?? "nobody"),
  globalRegion: (_, { partition }) => GLOBAL_REGIONS[partition],
  logRole: ({ mends }) => mends?.logRole ?? "no-such-role",
  logBucket: ({ logBuckets }) => logBuckets[0],
  bus: ({ arn, watch }) => watch?.eventBusArn ?? arn,
  dnsSuffix: (_, { partition }) => dnsSuffix(partition),
  throughS3: (_, { partition }) => throughS3(partition),
  trailArn: ({ trail }) => trailArn(trail),
  logFiles: ({ arn, trail, prefix }) => logFolders(trail, prefix).map((folder) => `${arn}/${folder}*`),
  anotherTrailRegion: ({ trail }) => anotherRegion(trail.homeRegion),
  anotherRegion: ({ region }) => anotherRegion(region),
  otherOrganization: () => OTHER_ORGANIZATION,
  // The organization's log file is that of another account than any that asks.
  logFolder: ({ trail }, configuration) =>
    trail.organization === undefined
      ? trail.account
      : `${configuration.organization}/${outsidersOf(configuration).otherMember}`,
  olderTlsVersions: (_, { archive }) => TLS.slice(0, TLS.indexOf(archive.minimumTlsVersion)),
  watchedRegion: ({ watch, region }) => watch && region,
  watchedElsewhere: ({ watch, region }) => watch && anotherRegion(region),
  busName: ({ watch }) => watch?.place.namePrefix.slice(0, -1),
  monitoringKeyAlias: (_, { name }) => monitoringKeyAlias(name),
  controlMetrics: (_, { name }) => metricNamespace(monitoringNamePrefix(name)),
} as const satisfies Vocabulary;

/** The versions of TLS, oldest first, of which a configuration may ask for the last two. */
const TLS: readonly string[] = ["1.0", "1.1", ...TLS_VERSIONS];
