import { inAccounts, type FieldValues } from "./calls";
import type { Control } from "./control";
import { DEPLOYMENT, ownControl } from "./own-control";
import { dedicatedAccounts, logBucketCalls, type ProtectedResources } from "./protected-resources";
import { logGroupArnPattern } from "./rule-patterns";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

const TRAIL_CALLS = ["CreateTrail", "DeleteTrail", "StartLogging", "StopLogging", "UpdateTrail"];

/** What changes which events a trail records, beside the trail itself. */
const SELECTOR_CALLS = ["PutEventConfiguration", "PutEventSelectors", "PutInsightSelectors"];

/**
 * As CloudTrail names them, which is not as the API does. A bucket whose readers pay takes no logs, and readers who are told
 * of new logs by the bucket's notifications hear nothing without them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
const BUCKET_CALLS = [
  "CreateBucketMetadataConfiguration",
  "CreateBucketMetadataTableConfiguration",
  "DeleteBucket",
  "DeleteBucketEncryption",
  "DeleteBucketLifecycle",
  "DeleteBucketOwnershipControls",
  "DeleteBucketPolicy",
  "DeleteBucketPublicAccessBlock",
  "DeleteBucketReplication",
  "PutBucketAbac",
  "PutBucketAcl",
  "PutBucketEncryption",
  "PutBucketIntelligentTieringConfiguration",
  "PutBucketInventoryConfiguration",
  "PutBucketLifecycle",
  "PutBucketLogging",
  "PutBucketNotification",
  "PutBucketObjectLockConfiguration",
  "PutBucketOwnershipControls",
  "PutBucketPolicy",
  "PutBucketPublicAccessBlock",
  "PutBucketReplication",
  "PutBucketRequestPayment",
  "PutBucketTagging",
  "PutBucketVersioning",
  "PutBucketWebsite",
];

/**
 * What opens another way to the objects of a bucket, or does something to all of them. The calls name the bucket in a document
 * or not at all, so that they are watched over where all buckets are of logs.
 */
const ARCHIVE_CALLS = [
  "AssociateAccessGrantsIdentityCenter",
  "CreateAccessGrant",
  "CreateAccessGrantsInstance",
  "CreateAccessGrantsLocation",
  "CreateAccessPoint",
  "CreateAccessPointForObjectLambda",
  "CreateJob",
  "CreateMultiRegionAccessPoint",
  "PutAccessGrantsInstanceResourcePolicy",
  "PutAccessPointConfigurationForObjectLambda",
  "PutAccessPointPolicy",
  "PutAccessPointPolicyForObjectLambda",
  "PutMultiRegionAccessPointPolicy",
  "UpdateAccessGrantsLocation",
  "UpdateJobStatus",
];

const ACCOUNT_BUCKET_CALLS = ["DeleteAccountPublicAccessBlock", "PutAccountPublicAccessBlock"];

const KEY_CALLS = [
  "DeleteImportedKeyMaterial",
  "DisableKey",
  "DisableKeyRotation",
  "PutKeyPolicy",
  "ReplicateKey",
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

/** A policy for all log groups of an account masks and transforms those of trails too, and a tier may take what filters need. */
const ACCOUNT_LOG_CALLS = ["PutAccountPolicy", "PutStorageTierPolicy"];

/** What copies an account's log groups elsewhere, or changes their events on the way in. The calls name a rule or a link, and no log group. */
const TELEMETRY_CALLS = [
  "CreateCentralizationRuleForOrganization",
  "CreateTelemetryPipeline",
  "UpdateCentralizationRuleForOrganization",
  "UpdateTelemetryPipeline",
];
/** A query on a schedule may name its log groups in its text alone. */
const COPY_CALLS = ["AssociateSourceToS3TableIntegration", "CreateScheduledQuery", "UpdateScheduledQuery"];
const LINK_CALLS = ["CreateLink", "UpdateLink"];

/** CloudTrail takes a trail's name or its ARN. */
function nameOrArn(field: string, trails: readonly string[]): FieldValues {
  return { field: `requestParameters.${field}`, values: trails.flatMap((name) => [name, `*:trail/${name}`]) };
}

/** CIS's filter hears of every trail. A developer's is no reason to wake anybody. */
function auditTrails({ trails }: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "audit-trail-changed",
    title: "Trail of the audit log changed or stopped",
    severity: "critical",
    happened: "A trail of the audit log was made, changed, deleted, started or stopped.",
    firstStep: `${DEPLOYMENT} if the trail was stopped or deleted, start it or deploy it again first. Then see who did it and what they did since.`,
    calls: [{ eventSource: CLOUDTRAIL, eventNames: TRAIL_CALLS, on: [nameOrArn("name", trails)] }],
  });
}

function trailSelectors({ trails }: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "trail-selectors-changed",
    title: "What a trail records changed",
    severity: "critical",
    happened:
      "The event selectors, Insights selectors or event configuration of a trail of the audit log were changed.",
    firstStep:
      "Deploy the trail's stack again, which sets them as configured. Then see who changed them and what they did since.",
    calls: [{ eventSource: CLOUDTRAIL, eventNames: SELECTOR_CALLS, on: [nameOrArn("trailName", trails)] }],
  });
}

function trailDelegation(): readonly Control[] {
  return ownControl({
    id: "trail-delegation-changed",
    title: "Delegated administrator or trusted access changed",
    severity: "critical",
    happened:
      "A delegated administrator was registered or removed, what others may do with the organization's policies was changed, or a service lost its trusted access to the organization.",
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
          "DeleteResourcePolicy",
          "DeregisterDelegatedAdministrator",
          "DisableAWSServiceAccess",
          "PutResourcePolicy",
          "RegisterDelegatedAdministrator",
        ],
      },
    ],
  });
}

function logBuckets(resources: ProtectedResources): readonly Control[] {
  const eventSource = "s3.amazonaws.com";
  return ownControl({
    id: "log-bucket-changed",
    title: "Log bucket changed",
    severity: "critical",
    happened:
      "The policy, versions, lifecycle, tiers, lock, encryption, public access, ownership, replication, access logging, notifications, tags or payer of a bucket with logs was changed; or the bucket deleted.",
    firstStep:
      "Deploy the bucket's stack again, which sets all as configured. Then see what was deleted or read meanwhile.",
    calls: [
      { eventSource, eventNames: BUCKET_CALLS, on: logBucketCalls(resources) },
      { eventSource, eventNames: ACCOUNT_BUCKET_CALLS, ...inAccounts(resources.accounts) },
    ],
  });
}

function otherWays({ archive, copies = [] }: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "log-access-opened",
    title: "Another way to the logs opened",
    severity: "critical",
    happened:
      "In the log-archive account, or in that of the second copy, an access point or an access grant was made or changed, or a job over all objects of a bucket was started.",
    firstStep:
      "Delete the access point or the grant, or cancel the job. Then see who read or changed logs by it.",
    calls: [
      {
        eventSource: "s3.amazonaws.com",
        eventNames: ARCHIVE_CALLS,
        on: [
          { field: "recipientAccountId", values: [...(archive === undefined ? [] : [archive]), ...copies] },
        ],
      },
    ],
  });
}

const KMS = "kms.amazonaws.com";

/** A call says its key's id, and not whose the key is. Grants are many, so that they count here only where each key is of logs. */
function logKeys(resources: ProtectedResources): readonly Control[] {
  const { archive, keyAliases = [] } = resources;
  return ownControl({
    id: "log-key-changed",
    title: "Key of logs changed",
    severity: "critical",
    happened:
      "In an account whose keys are of logs, a KMS key's policy, state, rotation, material or grants were changed, or its deletion scheduled; or an alias of such a key was moved.",
    firstStep:
      "Cancel the deletion or enable the key first: without it CloudTrail delivers nothing and nobody reads the logs.",
    calls: [
      { eventSource: KMS, eventNames: KEY_CALLS, ...inAccounts(resources.accounts) },
      {
        eventSource: KMS,
        eventNames: GRANT_CALLS,
        without: "userIdentity.invokedBy",
        on: [{ field: "recipientAccountId", values: archive === undefined ? [] : [archive] }],
      },
      {
        eventSource: KMS,
        eventNames: ALIAS_CALLS,
        on: [{ field: "requestParameters.aliasName", values: keyAliases }],
      },
    ],
  });
}

/** Elsewhere a grant is most often for a key of others. */
function keyGrants({ archive, accounts = [] }: ProtectedResources): readonly Control[] {
  return ownControl({
    id: "key-grants-changed",
    title: "Grant on a key in an account with keys of logs",
    severity: "medium",
    happened: "Somebody gave or took a grant on a KMS key in an account in which a key of logs stands.",
    firstStep: "See by the key's id whether it is one of logs; if so, revoke the grant.",
    noise: "programs make grants, and most keys of an account are none of logs",
    // A rule of the security account could not tell the key from one in the archive.
    fast: false,
    calls: [
      {
        eventSource: KMS,
        eventNames: GRANT_CALLS,
        without: "userIdentity.invokedBy",
        on: [{ field: "recipientAccountId", values: accounts.filter((account) => account !== archive) }],
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

function sharedLogs(resources: ProtectedResources): readonly Control[] {
  const { logGroups: values } = resources;
  const where = inAccounts(dedicatedAccounts(resources));
  return ownControl({
    id: "event-log-shared",
    title: "Log groups shared, exported or copied",
    severity: "high",
    happened:
      "The log group in which alarms look was exported; or in an account of the audit log, log groups were linked with another account, copied by a rule, an integration or a query on a schedule, or changed on their way in by a pipeline.",
    firstStep: "See who reads the events there now, and whether a pipeline leaves out what alarms look for.",
    calls: [
      {
        eventSource: "logs.amazonaws.com",
        eventNames: ["CreateExportTask"],
        on: [{ field: "requestParameters.logGroupName", values }],
      },
      { eventSource: "logs.amazonaws.com", eventNames: COPY_CALLS, ...where },
      { eventSource: "observabilityadmin.amazonaws.com", eventNames: TELEMETRY_CALLS, ...where },
      { eventSource: "oam.amazonaws.com", eventNames: LINK_CALLS, ...where },
    ],
  });
}

/** The controls that watch over the log, by what they watch over. */
export function tamperingControls(resources: ProtectedResources): readonly Control[] {
  return [
    ...auditTrails(resources),
    ...trailSelectors(resources),
    ...trailDelegation(),
    ...logBuckets(resources),
    ...otherWays(resources),
    ...logKeys(resources),
    ...keyGrants(resources),
    ...logGroups(resources),
    ...sharedLogs(resources),
  ];
}
