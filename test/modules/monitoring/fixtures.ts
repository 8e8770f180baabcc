import { Testing } from "cdktf";
import type { Construct } from "constructs";
import { eventAlarmControl, SEVERITIES } from "../../../modules/controls";
import { AlarmTopics, EventLog, Monitoring, MonitoringKey } from "../../../modules/monitoring";
import {
  AccountId,
  OrganizationId,
  RoleName,
  TrailName,
  type Region,
  type TrailIdentity,
} from "../../../modules/organization";
import type { MonitoringPlace } from "../../../modules/policy";
import { readable } from "../../support/readable";
import type { TerraformJson } from "../../support/synthesized";
import { CONTROLS } from "../controls/fixtures";

export const MANAGEMENT = AccountId.of("111111111111");

export const PLACE: MonitoringPlace = {
  partition: "aws",
  region: "us-east-1" as Region,
  account: MANAGEMENT,
  namePrefix: "acme-orgtrail-",
};

export const ORGANIZATION_TRAIL: TrailIdentity = {
  partition: "aws",
  homeRegion: PLACE.region,
  account: MANAGEMENT,
  name: TrailName.of("acme-organization-trail"),
  organization: OrganizationId.of("o-a1b2c3d4e5"),
};

export const LOG_GROUP = "/orgtrail/acme/organization";
export const KEY_ARN = "arn:aws:kms:us-east-1:111111111111:key/k";

/** The Terraform of the constructs, with a dashboard as JSON and not as one line. */
export function synthesizedText(make: (scope: Construct) => void): string {
  return Testing.synthScope(make);
}

export function synthesized(make: (scope: Construct) => void): TerraformJson {
  return JSON.parse(synthesizedText(make)) as TerraformJson;
}

/** As a person reviews it. */
export function reviewed(make: (scope: Construct) => void): string {
  return readable(
    JSON.stringify(
      JSON.parse(synthesizedText(make), (key, value: unknown) =>
        ["assume_role_policy", "event_pattern", "dashboard_body"].includes(key) && typeof value === "string"
          ? (JSON.parse(value) as unknown)
          : value,
      ),
    ),
  );
}

/** Monitoring with every option. */
export function everything(scope: Construct): void {
  const { keyArn } = new MonitoringKey(scope, "key", {
    place: PLACE,
    alias: "alias/acme-orgtrail",
    logGroups: [LOG_GROUP],
    destroyProtection: false,
  });
  const log = new EventLog(scope, "log", {
    trail: ORGANIZATION_TRAIL,
    logGroupName: LOG_GROUP,
    roleName: RoleName.of("acme-organization-trail-logs"),
    retentionDays: 365,
    keyArn,
    destroyProtection: false,
  });
  const topics = new AlarmTopics(scope, "topics", {
    place: PLACE,
    keyArn,
    severities: SEVERITIES,
    subscribers: [
      { protocol: "email", endpoint: "security@acme.example" },
      { protocol: "https", endpoint: "https://pager.example/acme", severities: ["critical", "high"] },
    ],
    existing: { low: "arn:aws:sns:us-east-1:111111111111:noise" },
  });
  new Monitoring(scope, "monitoring", {
    place: PLACE,
    logGroupName: log.logGroupName,
    controls: [
      ...CONTROLS,
      eventAlarmControl("payments", { name: "ledger", events: ["PutBucketPolicy"], bucket: "ledger" }),
    ],
    topics,
    deliveryTopicName: "acme-organization-trail-delivery",
    eventLogAlarm: true,
    investigationQueries: true,
    dashboardName: "acme-orgtrail",
    deadLetterQueueName: "acme-orgtrail-undelivered",
    otherAlarmNames: ["acme-orgtrail-events-undelivered"],
  });
}
