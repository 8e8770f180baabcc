import { AWS, type AwsLimit } from "../aws-limit";
import { MAX_TRAILS } from "../teams/checks";

/** The limits of trails, and of what they are told to use. */
export const TRAIL_LIMITS = {
  "trail-name": {
    what: "A trail's name",
    limit: "3 to 128 characters, no two of . _ - in a row",
    keys: ["trail.name", "team:trailName"],
    page: `${AWS}awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html`,
  },
  "trails-per-region": {
    what: "Trails in one Region of an account, the organization's among them",
    limit: String(MAX_TRAILS),
    keys: ["team:region", "team:allRegions"],
    page: `${AWS}awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html`,
  },
  "existing-topic": {
    what: "A topic that is there already, and hears of delivered log files",
    limit:
      "a topic of the management account in the home Region: 1 to 256 letters, digits, hyphens and underscores",
    keys: ["trail.deliveryTopicArn"],
    page: `${AWS}awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html`,
  },
} as const satisfies Readonly<Record<string, AwsLimit>>;
