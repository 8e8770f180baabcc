import {
  CONFIG_RULE_KINDS,
  configRules,
  type ConfigRule,
  type ConfigRuleScope,
} from "../../../modules/config-rules";
import type { TrailSelectors } from "../../../modules/event-selectors";
import type { Immutability } from "../../../modules/immutability";
import { AccountId, BucketName, OrganizationId, TrailName, type Region } from "../../../modules/organization";

export const MANAGEMENT = AccountId.of("111111111111");
export const LOG_ARCHIVE = AccountId.of("222222222222");
export const REGION = "us-east-1" as Region;

export const MANAGEMENT_EVENTS: TrailSelectors = {
  kind: "advanced",
  selectors: [{ category: "Management" }],
};

const LOGS = BucketName.of("acme-logs");
const ACCESS = BucketName.of("acme-access");

export const MFA_DELETE: Immutability = { kind: "mfa-delete" };
export const OBJECT_LOCK: Immutability = { kind: "object-lock", mode: "compliance", days: 30 };

/** An organization with one log bucket, nothing watched over, and keys in the log-archive account. */
export function scope(parts: Partial<ConfigRuleScope> = {}, immutability = MFA_DELETE): ConfigRuleScope {
  return {
    trail: {
      partition: "aws",
      homeRegion: REGION,
      account: MANAGEMENT,
      name: TrailName.of("audit"),
      organization: OrganizationId.of("o-a1b2c3d4e5"),
    },
    trailBucket: LOGS,
    selectors: MANAGEMENT_EVENTS,
    buckets: [
      {
        name: LOGS,
        subject: "organization",
        region: REGION,
        owner: "logArchive",
        holds: "logs",
        immutability,
        accessLogBucket: ACCESS,
        keyArn: "arn:aws:kms:us-east-1:222222222222:key/logs",
      },
      { name: ACCESS, subject: "access", region: REGION, owner: "logArchive", holds: "access-logs" },
    ],
    keys: { logArchive: [{ arn: "arn:aws:kms:us-east-1:222222222222:key/logs", id: "logs" }] },
    ...parts,
  };
}

/** With monitoring, and all data events. */
export const WATCHED: Partial<ConfigRuleScope> = {
  selectors: {
    kind: "advanced",
    selectors: [{ category: "Management" }, { category: "Data", resourceType: "AWS::S3::Object" }],
  },
  deliveryTopicArn: "arn:aws:sns:us-east-1:111111111111:audit-delivery",
  keys: {
    logArchive: [
      { arn: "arn:aws:kms:us-east-1:222222222222:key/logs", id: "logs" },
      { arn: "arn:aws:kms:us-east-1:222222222222:key/team", id: "team" },
    ],
    management: [{ arn: "arn:aws:kms:us-east-1:111111111111:key/monitoring", id: "monitoring" }],
  },
  monitoring: {
    logGroupName: "/orgtrail/acme",
    logGroupArn: "arn:aws:logs:us-east-1:111111111111:log-group:/orgtrail/acme",
    roleArn: "arn:aws:iam::111111111111:role/audit-logs",
    retentionDays: 400,
    keyArn: "arn:aws:kms:us-east-1:111111111111:key/monitoring",
    alarmTopicArns: [
      "arn:aws:sns:us-east-1:111111111111:critical",
      "arn:aws:sns:us-east-1:111111111111:high",
    ],
  },
};

/** The rules by name; of several owners' rules of one name, the log archive's comes first. */
export function ruleNamed(of: ConfigRuleScope, name: string, owner?: ConfigRule["owner"]): ConfigRule {
  const found = configRules(of).rules.find(
    (rule) => rule.name === name && (owner === undefined || rule.owner === owner),
  );
  if (found === undefined) throw new Error(`there is no rule ${name}`);
  return found;
}

/** The reason why a rule is not made. */
export function omission(of: ConfigRuleScope, id: string, subject?: string): string | undefined {
  return configRules(of).omitted.find((each) => each.id === id && each.subject === subject)?.reason;
}

export const KIND_IDS = CONFIG_RULE_KINDS.map(({ id }) => id);
