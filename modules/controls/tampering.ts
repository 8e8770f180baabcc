import {
  allOf,
  fieldIs,
  fieldIsOneOf,
  renderAlternatives,
  type EventBridgePattern,
  type FilterExpression,
} from "../event-patterns";
import { DEFAULT_PERIOD_MINUTES, type Control } from "./control";
import type { OWN_CONTROL_IDS } from "./control-ids";
import type { ProtectedResources } from "./protected-resources";
import { apiCalls, FROM_AWS, logGroupArnPattern, namesOrPrefixes } from "./rule-patterns";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";
const ORGANIZATIONS = "organizations.amazonaws.com";

/** What changes which events a trail records, beside the trail itself. */
const SELECTOR_CALLS = ["PutEventConfiguration", "PutEventSelectors", "PutInsightSelectors"] as const;

/** As CloudTrail names them, which is not as the API does. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html */
const BUCKET_CALLS = [
  "DeleteBucket",
  "DeleteBucketEncryption",
  "DeleteBucketLifecycle",
  "DeleteBucketOwnershipControls",
  "DeleteBucketPolicy",
  "DeleteBucketPublicAccessBlock",
  "DeleteBucketReplication",
  "PutBucketAcl",
  "PutBucketEncryption",
  "PutBucketLifecycle",
  "PutBucketLogging",
  "PutBucketObjectLockConfiguration",
  "PutBucketOwnershipControls",
  "PutBucketPolicy",
  "PutBucketPublicAccessBlock",
  "PutBucketReplication",
  "PutBucketVersioning",
] as const;

const ACCOUNT_BUCKET_CALLS = ["DeleteAccountPublicAccessBlock", "PutAccountPublicAccessBlock"] as const;

const KEY_CALLS = [
  "DeleteAlias",
  "DisableKey",
  "DisableKeyRotation",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "UpdateAlias",
] as const;

const LOG_GROUP_CALLS = [
  "AssociateKmsKey",
  "DeleteLogGroup",
  "DeleteLogStream",
  "DeleteRetentionPolicy",
  "DeleteSubscriptionFilter",
  "DisassociateKmsKey",
  "PutRetentionPolicy",
  "PutSubscriptionFilter",
] as const;

const all = (names: readonly string[]): readonly FilterExpression[] =>
  names.map((name) => fieldIs("eventName", name));

/** A control's part that stands beside its patterns. */
type Words = Pick<Control, "title" | "severity" | "happened" | "firstStep">;

function control(
  id: (typeof OWN_CONTROL_IDS)[number],
  words: Words,
  patterns: readonly string[],
  rule: EventBridgePattern,
): Control {
  return { id, ...words, patterns, rule, threshold: 1, periodMinutes: DEFAULT_PERIOD_MINUTES };
}

function trailControls(): readonly Control[] {
  return [
    control(
      "trail-selectors-changed",
      {
        title: "What a trail records changed",
        severity: "critical",
        happened: "The event selectors, Insights selectors or event configuration of a trail were changed.",
        firstStep:
          "Deploy the trail's stack again, which sets them as configured. Then see who changed them and what they did since.",
      },
      renderAlternatives([fieldIs("eventSource", CLOUDTRAIL)], all(SELECTOR_CALLS)),
      apiCalls(CLOUDTRAIL, SELECTOR_CALLS),
    ),
    control(
      "trail-delegation-changed",
      {
        title: "Delegated administrator or trusted access changed",
        severity: "critical",
        happened:
          "A delegated administrator was registered or removed, or a service lost its trusted access to the organization.",
        firstStep:
          "If CloudTrail lost trusted access, give it back: without it no organization trail reaches the accounts. Then see who did it.",
      },
      renderAlternatives(
        [],
        [
          allOf(
            fieldIs("eventSource", CLOUDTRAIL),
            fieldIsOneOf("eventName", [
              "DeregisterOrganizationDelegatedAdmin",
              "RegisterOrganizationDelegatedAdmin",
            ]),
          ),
          allOf(
            fieldIs("eventSource", ORGANIZATIONS),
            fieldIsOneOf("eventName", [
              "DeregisterDelegatedAdministrator",
              "DisableAWSServiceAccess",
              "RegisterDelegatedAdministrator",
            ]),
          ),
        ],
      ),
      {
        source: FROM_AWS,
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
          eventSource: [CLOUDTRAIL, ORGANIZATIONS],
          eventName: [
            "DeregisterDelegatedAdministrator",
            "DeregisterOrganizationDelegatedAdmin",
            "DisableAWSServiceAccess",
            "RegisterDelegatedAdministrator",
            "RegisterOrganizationDelegatedAdmin",
          ],
        },
      },
    ),
  ];
}

function bucketControl({ archive, buckets, accounts }: ProtectedResources): Control {
  const s3 = fieldIs("eventSource", "s3.amazonaws.com");
  return control(
    "log-bucket-changed",
    {
      title: "Log bucket changed",
      severity: "critical",
      happened:
        "The policy, versions, lifecycle, lock, encryption, public access, ownership, replication or access logging of a bucket with logs was changed; or the bucket deleted.",
      firstStep:
        "Deploy the bucket's stack again, which sets all as configured. Then see what was deleted or read meanwhile.",
    },
    [
      ...renderAlternatives(
        [s3, fieldIsOneOf("eventName", BUCKET_CALLS)],
        [
          ...(archive === undefined ? [] : [fieldIs("recipientAccountId", archive)]),
          ...buckets.map((bucket) => fieldIs("requestParameters.bucketName", bucket)),
        ],
      ),
      ...renderAlternatives(
        [s3, fieldIsOneOf("eventName", ACCOUNT_BUCKET_CALLS)],
        accounts.map((account) => fieldIs("recipientAccountId", account)),
      ),
    ],
    {
      source: FROM_AWS,
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["s3.amazonaws.com"],
        $or: [
          {
            eventName: [...BUCKET_CALLS],
            requestParameters: { bucketName: namesOrPrefixes(buckets) },
          },
          ...(archive === undefined ? [] : [{ eventName: [...BUCKET_CALLS], recipientAccountId: [archive] }]),
          { eventName: [...ACCOUNT_BUCKET_CALLS], recipientAccountId: accounts },
        ],
      },
    },
  );
}

function keyControl({ accounts }: ProtectedResources): Control {
  return control(
    "log-key-changed",
    {
      title: "Key of logs changed",
      severity: "critical",
      happened:
        "In an account with keys of logs, a KMS key's policy, state, rotation or alias was changed, or its deletion scheduled.",
      firstStep:
        "Cancel the deletion or enable the key first: without it CloudTrail delivers nothing and nobody reads the logs.",
    },
    renderAlternatives(
      [fieldIs("eventSource", "kms.amazonaws.com"), fieldIsOneOf("eventName", KEY_CALLS)],
      accounts.map((account) => fieldIs("recipientAccountId", account)),
    ),
    apiCalls("kms.amazonaws.com", KEY_CALLS, { recipientAccountId: accounts }),
  );
}

function logGroupControl({ logGroups }: ProtectedResources): Control {
  return control(
    "event-log-changed",
    {
      title: "Log group of events changed",
      severity: "critical",
      happened:
        "The log group in which alarms look was changed or deleted: its retention, key, streams or subscriptions.",
      firstStep: "Deploy the stack again. What the log group lost is still in the log bucket.",
    },
    renderAlternatives(
      [fieldIs("eventSource", "logs.amazonaws.com"), fieldIsOneOf("eventName", LOG_GROUP_CALLS)],
      logGroups.flatMap((group) => [
        fieldIs("requestParameters.logGroupName", group),
        fieldIs("requestParameters.resourceIdentifier", logGroupArnPattern(group)),
      ]),
    ),
    apiCalls("logs.amazonaws.com", LOG_GROUP_CALLS, {
      requestParameters: {
        $or: [
          { logGroupName: namesOrPrefixes(logGroups) },
          { resourceIdentifier: logGroups.map((group) => ({ wildcard: logGroupArnPattern(group) })) },
        ],
      },
    }),
  );
}

/** The controls that watch over the log, by what they watch over. */
export function tamperingControls(resources: ProtectedResources): readonly Control[] {
  return [
    ...trailControls(),
    bucketControl(resources),
    keyControl(resources),
    ...(resources.logGroups.length > 0 ? [logGroupControl(resources)] : []),
  ];
}
