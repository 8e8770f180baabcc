import {
  bucketArn,
  MANAGED_TAG,
  monitoringKeyAlias,
  trailArn,
  type TrailIdentity,
} from "../../modules/organization";
import { RECENT_MFA_SECONDS, TLS_VERSIONS } from "../../modules/policy";
import type { ContextValue } from "../../modules/policy-evaluation";
import type { Configuration } from "../../stacks/config";
import type { Outsiders } from "./cast";
import { isBucket, logGroupOf, type Subject } from "./subject";

/** What a request carries, by context key. */
export type Keys = Readonly<Record<string, ContextValue>>;

/** What presets are made from. */
export interface Circumstances {
  readonly configuration: Configuration;
  readonly subject: Subject;
  readonly outsiders: Outsiders;
}

/** Several where the preset stands for several requests, as of each log bucket. */
type Preset = (circumstances: Circumstances) => readonly Keys[];

const TRAIL_CONTEXT = "kms:EncryptionContext:aws:cloudtrail:arn";
const LOG_GROUP_CONTEXT = "kms:EncryptionContext:aws:logs:arn";

const tls = (version: string): readonly Keys[] => [{ "aws:SecureTransport": true, "s3:TlsVersion": version }];

/** The versions of TLS, oldest first, of which a configuration may ask for the last two. */
const ALL_TLS_VERSIONS = ["1.0", "1.1", ...TLS_VERSIONS] as const;

/** How the request travels. A request to a bucket that says nothing of it has `currentTls`. */
const TRANSPORT = {
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

/** When the caller has shown an MFA device. A request that says nothing of it carries no such keys. */
const MFA = {
  recentMfa: () => mfa(600),
  mfaAnHourAgo: () => mfa(RECENT_MFA_SECONDS),
  mfaJustOverAnHourAgo: () => mfa(RECENT_MFA_SECONDS + 1),
  staleMfa: () => mfa(12 * 3600),
  mfaNotShown: () => [{ "aws:MultiFactorAuthPresent": false }],
} as const satisfies Readonly<Record<string, Preset>>;

const fromTrail = (trail: TrailIdentity, changes: { readonly [K in keyof TrailIdentity]?: string } = {}) => {
  const source = { ...trail, ...changes } as TrailIdentity;
  return [{ "aws:SourceArn": trailArn(source), "aws:SourceAccount": source.account }];
};

/** The resource on whose behalf a service acts. */
const SOURCES = {
  fromTheTrail: ({ subject }) => fromTrail(subject.trail),
  fromAnotherTrailOfTheAccount: ({ subject: { trail } }) => fromTrail(trail, { name: `${trail.name}-copy` }),
  fromTheTrailsNameInAnotherRegion: ({ subject: { trail } }) =>
    fromTrail(trail, { homeRegion: `${trail.homeRegion.slice(0, -1)}9` }),
  fromAMembersTrail: ({ subject: { trail }, outsiders }) => fromTrail(trail, { account: outsiders.member }),
  fromAStrangersTrail: ({ subject: { trail }, outsiders }) =>
    fromTrail(trail, { account: outsiders.stranger }),
  fromEachLogBucket: ({ configuration, subject }) =>
    subject.logBuckets.map((bucket) => ({
      "aws:SourceArn": bucketArn(configuration.partition, bucket),
      "aws:SourceAccount": subject.ownerAccount,
    })),
  fromABucketOfTheAccount: ({ configuration, subject }) => [
    {
      "aws:SourceArn": `arn:${configuration.partition}:s3:::some-other-bucket`,
      "aws:SourceAccount": subject.ownerAccount,
    },
  ],
  fromALogBucketsNameElsewhere: ({ configuration, subject, outsiders }) =>
    subject.logBuckets.map((bucket) => ({
      "aws:SourceArn": bucketArn(configuration.partition, bucket),
      "aws:SourceAccount": outsiders.stranger,
    })),
} as const satisfies Readonly<Record<string, Preset>>;

/** What an alarm or a rule is called: one of orgtrail's begins with its prefix. */
type NamedAs = (prefix: string) => string;

const alarm: NamedAs = (prefix) => `alarm:${prefix}root-use`;
const rule: NamedAs = (prefix) => `rule/${prefix}root-use`;

/** An alarm or a rule, of orgtrail's or of others, where the subject stands or elsewhere. */
const fromWatch = (
  service: "cloudwatch" | "events",
  named: NamedAs,
  elsewhere: (circumstances: Circumstances) => {
    readonly account?: string;
    readonly region?: string;
  } = () => ({}),
): Preset => {
  return (circumstances) => {
    const { watch } = circumstances.subject;
    if (watch === undefined) return [];
    const { partition, region, account, namePrefix } = watch.place;
    const place = { region, account, ...elsewhere(circumstances) };
    return [
      {
        "aws:SourceArn": `arn:${partition}:${service}:${place.region}:${place.account}:${named(namePrefix)}`,
        "aws:SourceAccount": place.account,
      },
    ];
  };
};

const inMember = ({ outsiders }: Circumstances) => ({ account: outsiders.member });
const inStranger = ({ outsiders }: Circumstances) => ({ account: outsiders.stranger });
const inAnotherRegion = ({ subject }: Circumstances) => ({ region: `${subject.region.slice(0, -1)}9` });

/** The alarm or rule on whose behalf CloudWatch or EventBridge acts. */
const WATCH_SOURCES = {
  fromAnAlarm: fromWatch("cloudwatch", alarm),
  fromAnAlarmOfOthers: fromWatch("cloudwatch", () => "alarm:web-errors"),
  fromANamesakeAlarmOfAMember: fromWatch("cloudwatch", alarm, inMember),
  fromANamesakeAlarmOfAStranger: fromWatch("cloudwatch", alarm, inStranger),
  fromANamesakeAlarmInAnotherRegion: fromWatch("cloudwatch", alarm, inAnotherRegion),
  fromARule: fromWatch("events", rule),
  fromARuleOnTheBus: fromWatch("events", (prefix) => `rule/${prefix.slice(0, -1)}/${prefix}root-use`),
  fromARuleOfOthers: fromWatch("events", () => "rule/nightly"),
  fromANamesakeRuleOfAMember: fromWatch("events", rule, inMember),
  fromANamesakeRuleOfAStranger: fromWatch("events", rule, inStranger),
  fromANamesakeRuleInAnotherRegion: fromWatch("events", rule, inAnotherRegion),
  fromTheAccount: ({ subject }) => [{ "aws:SourceAccount": subject.ownerAccount }],
  fromAMembersAccount: ({ outsiders }) => [{ "aws:SourceAccount": outsiders.member }],
  fromAStrangersAccount: ({ outsiders }) => [{ "aws:SourceAccount": outsiders.stranger }],
} as const satisfies Readonly<Record<string, Preset>>;

const aliases = (...of: readonly string[]): readonly Keys[] => [{ "kms:ResourceAliases": of }];

/** By what guardrails know keys, rules and policies. A request to a key that they protect carries its aliases. */
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
} as const satisfies Readonly<Record<string, Preset>>;

/** For whom a service acts that says so. */
const ON_BEHALF = {
  onBehalfOfTheOrganization: ({ configuration, subject }) => [
    { "aws:SourceAccount": subject.trail.account, "aws:SourceOrgID": configuration.organization },
  ],
  onBehalfOfAnotherOrganization: ({ outsiders }) => [
    { "aws:SourceAccount": outsiders.stranger, "aws:SourceOrgID": "o-elsewhere00" },
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
    const suffix = configuration.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return [{ "kms:ViaService": `${service}.${subject.region}.${suffix}`, "aws:ViaAWSService": true }];
  };
};

/** What a request to a key says of the data, and through which service it comes. */
const KEY_USE = {
  ofALogFile: ({ subject }) => [{ [TRAIL_CONTEXT]: trailArn(subject.trail) }],
  ofALogFileFromAnotherRegion: ({ subject: { trail } }) => [
    { [TRAIL_CONTEXT]: trailArn({ ...trail, homeRegion: `${trail.homeRegion.slice(0, -1)}9` as never }) },
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

const PRESETS = {
  ...TRANSPORT,
  ...MFA,
  ...SOURCES,
  ...WATCH_SOURCES,
  ...MARKS,
  ...ON_BEHALF,
  ...ACLS,
  ...KEY_USE,
};

export type PresetName = keyof typeof PRESETS;

/** The names that a table can give to what a request carries. */
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** The contexts of a request: one, unless a preset stands for several. */
export function contextsOf(names: readonly PresetName[], circumstances: Circumstances): readonly Keys[] {
  const travels = names.some((name) => name in TRANSPORT);
  const all: readonly PresetName[] = [
    "itsAlias",
    ...(isBucket(circumstances.subject) && !travels ? (["currentTls"] as const) : []),
    ...names,
  ];
  return all.reduce<readonly Keys[]>(
    (contexts, name) =>
      contexts.flatMap((context) => PRESETS[name](circumstances).map((keys) => ({ ...context, ...keys }))),
    [{}],
  );
}
