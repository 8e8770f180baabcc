import { bucketArn, trailArn, type TrailIdentity, type TrailName } from "../../modules/organization";
import { anotherRegion } from "../../stacks/blueprint";
import type { Circumstances, Preset } from "./circumstances";

/** On whose behalf a service acts. */

const fromTrail = (trail: TrailIdentity, changes: Partial<TrailIdentity> = {}) => {
  const source = { ...trail, ...changes };
  return [{ "aws:SourceArn": trailArn(source), "aws:SourceAccount": source.account }];
};

/** The resource on whose behalf a service acts. */
export const SOURCES = {
  fromTheTrail: ({ subject }) => fromTrail(subject.trail),
  fromAnotherTrailOfTheAccount: ({ subject: { trail } }) =>
    fromTrail(trail, { name: `${trail.name}-copy` as TrailName }),
  fromTheTrailsNameInAnotherRegion: ({ subject: { trail } }) =>
    fromTrail(trail, { homeRegion: anotherRegion(trail.homeRegion) }),
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
const inAnotherRegion = ({ subject }: Circumstances) => ({ region: anotherRegion(subject.region) });

/** The alarm or rule on whose behalf CloudWatch or EventBridge acts. */
export const WATCH_SOURCES = {
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

/** A run of a runbook, where the subject stands or elsewhere. */
const fromRun = (
  elsewhere: (circumstances: Circumstances) => {
    readonly account?: string;
    readonly region?: string;
  } = () => ({}),
): Preset => {
  return (circumstances) => {
    const { configuration, subject } = circumstances;
    const place = { region: subject.region, account: subject.ownerAccount, ...elsewhere(circumstances) };
    return [
      {
        "aws:SourceArn": `arn:${configuration.partition}:ssm:${place.region}:${place.account}:automation-execution/${RUN}`,
        "aws:SourceAccount": place.account,
      },
    ];
  };
};

/** AWS makes the ids of runs; this one stands for any. */
const RUN = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** For whom AWS Config and Systems Manager act. */
export const COMPLIANCE_SOURCES = {
  fromEachRecorder: ({ configuration }) =>
    (configuration.configRules?.recorders?.accountIds ?? []).map((account) => ({
      "aws:SourceAccount": account,
    })),
  fromARun: fromRun(),
  fromARunOfAMember: fromRun(inMember),
  fromARunInAnotherRegion: fromRun(inAnotherRegion),
} as const satisfies Readonly<Record<string, Preset>>;
