import {
  dnsSuffix,
  MANAGED_TAG,
  metricNamespace,
  monitoringKeyAlias,
  monitoringNamePrefix,
  trailArn,
} from "../../modules/organization";
import { RECENT_MFA_SECONDS, TLS_VERSIONS } from "../../modules/policy";
import { anotherRegion, OTHER_ORGANIZATION } from "../../stacks/blueprint";
import type { Keys, Preset } from "./circumstances";
import { COMPLIANCE_SOURCES, SOURCES, WATCH_SOURCES } from "./sources";
import { logGroupOf } from "./subject";

const TRAIL_CONTEXT = "kms:EncryptionContext:aws:cloudtrail:arn";
const LOG_GROUP_CONTEXT = "kms:EncryptionContext:aws:logs:arn";

const tls = (version: string): readonly Keys[] => [{ "aws:SecureTransport": true, "s3:TlsVersion": version }];

/** The versions of TLS, oldest first, of which a configuration may ask for the last two. */
const ALL_TLS_VERSIONS = ["1.0", "1.1", ...TLS_VERSIONS] as const;

/** How the request travels. A request to a bucket that says nothing of it has `currentTls`. */
export const TRANSPORT = {
  currentTls: ({ configuration }) => tls(configuration.archive.minimumTlsVersion),
  tls12: () => tls("1.2"),
  tls13: () => tls("1.3"),
  oldTls: ({ configuration }) => {
    const oldest = ALL_TLS_VERSIONS.indexOf(configuration.archive.minimumTlsVersion);
    return ALL_TLS_VERSIONS.slice(0, oldest).flatMap(tls);
  },
  plainHttp: () => [{ "aws:SecureTransport": false }],
  insideAws: () => [{ "aws:SecureTransport": true }],
} as const satisfies Readonly<Record<string, Preset>>;

const mfa = (age: number): readonly Keys[] => [
  { "aws:MultiFactorAuthPresent": true, "aws:MultiFactorAuthAge": age },
];

/** When the caller has shown an MFA device, if at all. A request that says nothing of it carries no such keys either. */
export const MFA = {
  withoutMfa: () => [{}],
  recentMfa: () => mfa(600),
  mfaAnHourAgo: () => mfa(RECENT_MFA_SECONDS),
  mfaJustOverAnHourAgo: () => mfa(RECENT_MFA_SECONDS + 1),
  staleMfa: () => mfa(12 * 3600),
  mfaNotShown: () => [{ "aws:MultiFactorAuthPresent": false }],
} as const satisfies Readonly<Record<string, Preset>>;

const aliases = (...of: readonly string[]): readonly Keys[] => [{ "kms:ResourceAliases": of }];

/** By what guardrails know keys, rules, policies and metrics. A request to a key that they protect carries its aliases. */
const MARKS = {
  itsAlias: ({ subject: { alias } }) => (alias === undefined ? [{}] : aliases(alias)),
  ofALogKey: ({ configuration }) => aliases("alias/some-other", configuration.archive.keyAlias),
  ofAMonitoringKey: ({ configuration }) => aliases(monitoringKeyAlias(configuration.name)),
  ofATeamsMonitoringKey: ({ configuration }) =>
    aliases(`${monitoringKeyAlias(configuration.name)}-team-some`),
  ofAnotherKey: () => aliases("alias/some-app"),
  ofAKeyWithoutAlias: () => aliases(),
  managedByOrgtrail: () => [{ [`aws:ResourceTag/${MANAGED_TAG.key}`]: MANAGED_TAG.value }],
  managedByOthers: () => [{ [`aws:ResourceTag/${MANAGED_TAG.key}`]: "others" }],
  controlMetrics: ({ configuration }) => [
    { "cloudwatch:namespace": metricNamespace(monitoringNamePrefix(configuration.name)) },
  ],
  otherMetrics: () => [{ "cloudwatch:namespace": "some-app" }],
} as const satisfies Readonly<Record<string, Preset>>;

/** For whom a service acts that says so. */
const ON_BEHALF = {
  onBehalfOfTheOrganization: ({ configuration, subject }) => [
    { "aws:SourceAccount": subject.trail.account, "aws:SourceOrgID": configuration.organization },
  ],
  onBehalfOfAnotherOrganization: ({ outsiders }) => [
    { "aws:SourceAccount": outsiders.stranger, "aws:SourceOrgID": OTHER_ORGANIZATION },
  ],
  onBehalfOfAnAccountOfNoOrganization: ({ outsiders }) => [{ "aws:SourceAccount": outsiders.stranger }],
} as const satisfies Readonly<Record<string, Preset>>;

const acl = (value: string): readonly Keys[] => [{ "s3:x-amz-acl": value }];

/** The ACL header of a write. */
const ACLS = {
  ownerFullControl: () => acl("bucket-owner-full-control"),
  privateAcl: () => acl("private"),
  publicReadAcl: () => acl("public-read"),
} as const satisfies Readonly<Record<string, Preset>>;

const via = (service: string): Preset => {
  return ({ configuration, subject }) => {
    const suffix = dnsSuffix(configuration.partition);
    return [{ "kms:ViaService": `${service}.${subject.region}.${suffix}`, "aws:ViaAWSService": true }];
  };
};

/** What a request to a key says of the data, and through which service it comes. */
const KEY_USE = {
  ofALogFile: ({ subject }) => [{ [TRAIL_CONTEXT]: trailArn(subject.trail) }],
  ofALogFileFromAnotherRegion: ({ subject: { trail } }) => [
    { [TRAIL_CONTEXT]: trailArn({ ...trail, homeRegion: anotherRegion(trail.homeRegion) }) },
  ],
  ofAStrangersLogFile: ({ subject: { trail }, outsiders }) => [
    { [TRAIL_CONTEXT]: trailArn({ ...trail, account: outsiders.stranger }) },
  ],
  ofTheLogGroup: ({ subject }) => {
    const arn = logGroupOf(subject);
    return arn === undefined ? [] : [{ [LOG_GROUP_CONTEXT]: arn }];
  },
  ofAnotherLogGroup: ({ configuration, subject }) => [
    {
      [LOG_GROUP_CONTEXT]: `arn:${configuration.partition}:logs:${subject.region}:${subject.ownerAccount}:log-group:/aws/lambda/web`,
    },
  ],
  viaS3: via("s3"),
  viaEc2: via("ec2"),
} as const satisfies Readonly<Record<string, Preset>>;

/** What a table can say that a request carries, by name. */
export const PRESETS = {
  ...TRANSPORT,
  ...MFA,
  ...SOURCES,
  ...WATCH_SOURCES,
  ...COMPLIANCE_SOURCES,
  ...MARKS,
  ...ON_BEHALF,
  ...ACLS,
  ...KEY_USE,
};

export type PresetName = keyof typeof PRESETS;

/** The names that a table can give to what a request carries. */
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];
