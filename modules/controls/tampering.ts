import type { Calls, FieldValues } from "./calls";
import type { Control } from "./control";
import { DEPLOYMENT, ownControl } from "./own-control";
import type { ProtectedResources } from "./protected-resources";
import { logGroupArnPattern } from "./rule-patterns";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/** What changes which events a trail records, beside the trail itself. */
const SELECTOR_CALLS = ["PutEventConfiguration", "PutEventSelectors", "PutInsightSelectors"];

/**
 * As CloudTrail names them, which is not as the API does. A bucket whose readers pay takes no logs, and readers who are told
 * of new logs by the bucket's notifications hear nothing without them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
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
  "PutBucketNotification",
  "PutBucketObjectLockConfiguration",
  "PutBucketOwnershipControls",
  "PutBucketPolicy",
  "PutBucketPublicAccessBlock",
  "PutBucketReplication",
  "PutBucketRequestPayment",
  "PutBucketVersioning",
];

const ACCOUNT_BUCKET_CALLS = ["DeleteAccountPublicAccessBlock", "PutAccountPublicAccessBlock"];

const KEY_CALLS = [
  "DeleteImportedKeyMaterial",
  "DisableKey",
  "DisableKeyRotation",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "UpdatePrimaryRegion",
];

/** AWS services make grants all day, on behalf of whoever uses a key: those of people and their programs are few. */
const GRANT_CALLS = ["CreateGrant", "RevokeGrant"];

const ALIAS_CALLS = ["CreateAlias", "DeleteAlias", "UpdateAlias"];

/** Masked or transformed, an event is none that a filter looks for. */
const LOG_GROUP_CALLS = [
  "AssociateKmsKey",
  "DeleteDataProtectionPolicy",
  "DeleteLogGroup",
  "DeleteLogStream",
  "DeleteRetentionPolicy",
  "DeleteSubscriptionFilter",
  "DeleteTransformer",
  "DisassociateKmsKey",
  "PutDataProtectionPolicy",
  "PutRetentionPolicy",
  "PutSubscriptionFilter",
  "PutTransformer",
];

/** A policy for all log groups of an account masks and transforms those of trails too. */
const ACCOUNT_LOG_CALLS = ["PutAccountPolicy"];

const ROLE_CALLS = [
  "AttachRolePolicy",
  "CreateRole",
  "DeleteRole",
  "DeleteRolePermissionsBoundary",
  "DeleteRolePolicy",
  "DetachRolePolicy",
  "PutRolePermissionsBoundary",
  "PutRolePolicy",
  "UpdateAssumeRolePolicy",
];

/** In any of the accounts. A call says in which account it was made, and not always on what. */
function inAccounts(accounts: ProtectedResources["accounts"]): Pick<Calls, "on"> {
  return accounts === undefined ? {} : { on: [{ field: "recipientAccountId", values: accounts }] };
}

function trailSelectors(): readonly Control[] {
  return ownControl({
    id: "trail-selectors-changed",
    title: "What a trail records changed",
    severity: "critical",
    happened: "The event selectors, Insights selectors or event configuration of a trail were changed.",
    firstStep:
      "Deploy the trail's stack again, which sets them as configured. Then see who changed them and what they did since.",
    calls: [{ eventSource: CLOUDTRAIL, eventNames: SELECTOR_CALLS }],
  });
}

function trailDelegation(): readonly Control[] {
  return ownControl({
    id: "trail-delegation-changed",
    title: "Delegated administrator or trusted access changed",
    severity: "critical",
    happened:
      "A delegated administrator was registered or removed, or a service lost its trusted access to the organization.",
    firstStep:
      "If CloudTrail lost trusted access, give it back: without it no organization trail reaches the accounts. Then see who did it.",
    calls: [
      {
        eventSource: CLOUDTRAIL,
        eventNames: ["DeregisterOrganizationDelegatedAdmin", "RegisterOrganizationDelegatedAdmin"],
      },
      {
        eventSource: "organizations.amazonaws.com",
        eventNames: [
          "DeregisterDelegatedAdministrator",
          "DisableAWSServiceAccess",
          "RegisterDelegatedAdministrator",
        ],
      },
    ],
  });
}

function logBuckets({ archive, buckets, accounts }: ProtectedResources): readonly Control[] {
  const eventSource = "s3.amazonaws.com";
  return ownControl({
    id: "log-bucket-changed",
    title: "Log bucket changed",
    severity: "critical",
    happened:
      "The policy, versions, lifecycle, lock, encryption, public access, ownership, replication, access logging, notifications or payer of a bucket with logs was changed; or the bucket deleted.",
    firstStep:
      "Deploy the bucket's stack again, which sets all as configured. Then see what was deleted or read meanwhile.",
    calls: [
      {
        eventSource,
        eventNames: BUCKET_CALLS,
        on: [
          { field: "recipientAccountId", values: archive === undefined ? [] : [archive] },
          { field: "requestParameters.bucketName", values: buckets },
        ],
      },
      { eventSource, eventNames: ACCOUNT_BUCKET_CALLS, ...inAccounts(accounts) },
    ],
  });
}

function logKeys({ accounts, keyAliases = [] }: ProtectedResources): readonly Control[] {
  const eventSource = "kms.amazonaws.com";
  return ownControl({
    id: "log-key-changed",
    title: "Key of logs changed",
    severity: "critical",
    happened:
      "In an account with keys of logs, a KMS key's policy, state, rotation, material or grants were changed, or its deletion scheduled; or an alias of such a key was moved.",
    firstStep:
      "Cancel the deletion or enable the key first: without it CloudTrail delivers nothing and nobody reads the logs.",
    calls: [
      { eventSource, eventNames: KEY_CALLS, ...inAccounts(accounts) },
      {
        eventSource,
        eventNames: GRANT_CALLS,
        without: "userIdentity.invokedBy",
        ...inAccounts(accounts),
      },
      {
        eventSource,
        eventNames: ALIAS_CALLS,
        on: [{ field: "requestParameters.aliasName", values: keyAliases }],
      },
    ],
  });
}

function logGroups({ logGroups: names, accounts }: ProtectedResources): readonly Control[] {
  const eventSource = "logs.amazonaws.com";
  const arns = names.map(logGroupArnPattern);
  const on: readonly FieldValues[] = [
    { field: "requestParameters.logGroupName", values: names },
    { field: "requestParameters.resourceIdentifier", values: arns },
    { field: "requestParameters.logGroupIdentifier", values: [...names, ...arns] },
  ];
  if (names.length === 0) return [];
  return ownControl({
    id: "event-log-changed",
    title: "Log group of events changed",
    severity: "critical",
    happened:
      "The log group in which alarms look was changed or deleted: its retention, key, streams, subscriptions, masking or transformation.",
    firstStep: "Deploy the stack again. What the log group lost is still in the log bucket.",
    calls: [
      { eventSource, eventNames: LOG_GROUP_CALLS, on },
      { eventSource, eventNames: ACCOUNT_LOG_CALLS, ...inAccounts(accounts) },
    ],
  });
}

function deliveryRoles({ deliveryRoles: roles = [] }: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "delivery-role-changed",
    title: "Role that delivers changed",
    severity: "critical",
    happened:
      "A role with which AWS services deliver events to the log group, forward them or record resources was changed or deleted.",
    firstStep: `${DEPLOYMENT} deploy the stack again: without the role nothing is delivered. Then see what was not.`,
    calls: [
      {
        eventSource: "iam.amazonaws.com",
        eventNames: ROLE_CALLS,
        on: [{ field: "requestParameters.roleName", values: roles }],
      },
    ],
  });
}

/** The controls that watch over the log, by what they watch over. */
export function tamperingControls(resources: ProtectedResources): readonly Control[] {
  return [
    ...trailSelectors(),
    ...trailDelegation(),
    ...logBuckets(resources),
    ...logKeys(resources),
    ...logGroups(resources),
    ...deliveryRoles(resources),
  ];
}
