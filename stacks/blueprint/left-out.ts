import {
  dataEventCoverage,
  isWhole,
  recordsAllManagementEvents,
  recordsLogFileChanges,
  type TrailSelectors,
} from "../../modules/event-selectors";
import type { Immutability } from "../../modules/immutability";
import type { Configuration, Team, WatchSettings } from "../config";

/** What a configuration leaves out by choice: the best-practice rule that misses it, and why it is so. */
export interface LeftOut {
  readonly rule: string;
  readonly reason: string;
}

/** A rule that is missed where something is so. */
type Choice = LeftOut & { readonly when: boolean };

function chosen(choices: readonly Choice[]): readonly LeftOut[] {
  return choices.filter(({ when }) => when).map(({ rule, reason }) => ({ rule, reason }));
}

/** What a configuration leaves out of the organization trail. @param rules the ids of the AWS Config rules that it asks for */
export function leftOutOfOrganization(
  { trail, monitoring, configRules: checks, securityHub }: Configuration,
  rules: readonly string[],
): readonly LeftOut[] {
  return chosen([
    {
      rule: "organization-trail",
      when: !recordsAllManagementEvents(trail.recorded),
      reason: "trail.record in organization.yaml says which management events are recorded",
    },
    {
      rule: "data-events",
      when: !recordsDataOfAll(trail.recorded),
      reason: "trail.record in organization.yaml says which data events are recorded: each is billed",
    },
    dataEventChecks(rules),
    {
      rule: "advanced-event-selectors",
      when: trail.recorded.kind === "basic",
      reason: "trail.record in organization.yaml asks for basic selectors",
    },
    {
      rule: "cloudwatch-logs",
      when: monitoring?.management.logGroup === undefined,
      reason: "organization.yaml has no monitoring: CloudWatch Logs is billed by the gigabyte",
    },
    {
      rule: "metric-alarms",
      when: isWatchedInPart(monitoring?.management),
      reason:
        "monitoring in organization.yaml says which controls are watched, and who hears of each severity",
    },
    {
      rule: "insights",
      when: trail.insights.length < INSIGHTS,
      reason: "trail.insights in organization.yaml says which Insights are on: each event analysed is billed",
    },
    {
      rule: "config-rules",
      when: !rules.some((id) => id.startsWith("trail-")),
      reason: "configRules in organization.yaml asks for no rule about trails: another tool may have its own",
    },
    {
      rule: "config-remediation",
      when: [...(checks?.choices.automatic ?? []), ...(checks?.choices.remediated ?? [])].length === 0,
      reason: "configRules.remediation in organization.yaml has AWS Config report, and mend nothing",
    },
    {
      rule: "security-hub",
      when: securityHub?.standards.some((standard) => standard.startsWith("cis-")) !== true,
      reason: "securityHub in organization.yaml asks for no CIS benchmark: another tool may have its own",
    },
  ]);
}

/** What a configuration leaves out of a team's trail. @param rules the ids of the AWS Config rules that it asks for */
export function leftOutOfTeam(
  { accounts }: Configuration,
  team: Team,
  rules: readonly string[],
): readonly LeftOut[] {
  return chosen([
    {
      rule: "data-events",
      when: !recordsDataOfAll(team.recorded),
      reason: "record in the team's file says what the trail is for",
    },
    dataEventChecks(rules),
    {
      rule: "log-archive-account",
      when: team.destination.kind === "own" || team.account.id === accounts.logArchive.id,
      reason:
        "destination in the team's file: the team keeps these logs itself; the organization's are in the log archive",
    },
    {
      rule: "advanced-event-selectors",
      when: team.recorded.kind === "basic",
      reason: "record in the team's file asks for basic selectors",
    },
    {
      rule: "cloudwatch-logs",
      when: team.watch?.logGroup === undefined,
      reason: "the team's file asks for no alarms",
    },
    {
      rule: "metric-alarms",
      when: isWatchedInPart(team.watch),
      reason: "alarms and notify in the team's file say what is watched, and who hears of it",
    },
    {
      rule: "insights",
      when: true,
      reason:
        "a team's trail has no Insights: those of the organization trail look at the same management events",
    },
  ]);
}

/** What a configuration leaves out of log buckets that are protected so. @param bucketName the bucket @default - that of the organization */
export function leftOutOfArchive(
  { archive, partition, terraform, trail }: Configuration,
  { kind }: Immutability,
  bucketName = archive.bucketName,
): readonly LeftOut[] {
  return chosen([
    {
      rule: "log-file-changes",
      // The organization trail records them for all log buckets, or for none.
      when: !recordsLogFileChanges(trail.recorded, bucketName, partition),
      reason:
        "trail in organization.yaml says by recordLogFileChanges, or by basic selectors, that it is not recorded what is done to log files",
    },
    {
      rule: "log-bucket-immutable",
      when: kind === "mfa-delete" && !terraform.destroyProtection,
      reason:
        "terraform.destroyProtection: false in organization.yaml lets administrators delete logs without MFA, so that Terraform can destroy them",
    },
  ]);
}

/** The kinds of CloudTrail Insights. */
const INSIGHTS = 2;

const OBJECTS_AND_FUNCTIONS = ["AWS::S3::Object", "AWS::Lambda::Function"];

/** Whether a trail records all data events of S3 and Lambda, but for resources that it leaves out by name. */
function recordsDataOfAll(recorded: TrailSelectors): boolean {
  return OBJECTS_AND_FUNCTIONS.every((type) => {
    const { reads, writes } = dataEventCoverage(recorded, type);
    return isWhole(reads) && isWhole(writes);
  });
}

/** Whether a log group has no alarm, or one of a severity that nobody hears of. */
function isWatchedInPart(watch: WatchSettings | undefined): boolean {
  if (watch?.logGroup === undefined) return false;
  const { severities, existing } = watch.topics;
  const { controls } = watch.logGroup;
  return (
    controls.length === 0 ||
    controls.some(({ severity }) => !severities.includes(severity) && existing[severity] === undefined)
  );
}

function dataEventChecks(rules: readonly string[]): Choice {
  return {
    rule: "data-event-checks",
    when: !rules.some((id) => id.startsWith("s3-")),
    reason:
      "configRules in organization.yaml asks for no rule about data events of S3, or none that could pass",
  };
}
