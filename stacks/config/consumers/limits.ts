import { MAX_NOTIFICATIONS } from "../../../modules/policy";
import { AWS, type AwsLimit } from "../aws-limit";

/** The limits of handing log files on. */
export const CONSUMER_LIMITS = {
  "external-id": {
    what: "An external id",
    limit: "2 to 1224 letters, digits and _ + = , . @ : / -",
    keys: ["archive.consumers[].externalId"],
    page: `${AWS}STS/latest/APIReference/API_AssumeRole.html`,
  },
  "consumer-name": {
    what: "The name of a consumer, part of its role's",
    limit: "20 characters, so that each name made from it fits",
    keys: ["archive.consumers[].name"],
    page: `${AWS}IAM/latest/UserGuide/reference_iam-quotas.html`,
  },
  "consumer-account": {
    what: "Who takes the role of a consumer, and its event bus",
    limit: "an account, or a role or user of it; a bus of that account",
    keys: ["archive.consumers[].account", "archive.consumers[].role", "archive.consumers[].eventBusArn"],
    page: `${AWS}IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html`,
  },
  "bucket-notifications": {
    what: "Notifications of the log bucket: one for each account of a consumer that hears by queue or topic",
    limit: `${MAX_NOTIFICATIONS}, of folders that do not overlap`,
    keys: ["archive.consumers[].accounts[]", "archive.consumers[].prefix"],
    page: `${AWS}AmazonS3/latest/userguide/notification-how-to-filtering.html`,
  },
} as const satisfies Readonly<Record<string, AwsLimit>>;
