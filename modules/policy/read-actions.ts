const actions = (service: string, names: string): readonly string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `${service}:${name}`);

/**
 * What Terraform reads of the resources that orgtrail makes: their settings, and no log, message, event or secret.
 * s3:ListBucket is how S3 asks whether a bucket is there; it shows names of log files.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const READ_SETTINGS_ACTIONS: readonly string[] = [
  ...actions(
    "cloudtrail",
    "DescribeTrails GetEventSelectors GetInsightSelectors GetTrail GetTrailStatus ListTags",
  ),
  ...actions("cloudwatch", "DescribeAlarms GetDashboard ListTagsForResource"),
  ...actions(
    "config",
    `DescribeConfigRules DescribeConfigurationAggregators DescribeConfigurationRecorders DescribeConfigurationRecorderStatus DescribeConformancePacks
     DescribeConformancePackStatus DescribeDeliveryChannels DescribeOrganizationConfigRules
     DescribeOrganizationConfigRuleStatuses DescribeOrganizationConformancePacks
     DescribeOrganizationConformancePackStatuses DescribeRemediationConfigurations
     GetOrganizationConfigRuleDetailedStatus GetOrganizationConformancePackDetailedStatus ListTagsForResource`,
  ),
  ...actions("events", "DescribeEventBus DescribeRule ListTagsForResource ListTargetsByRule"),
  ...actions(
    "iam",
    "GetRole GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies ListRoles ListRoleTags",
  ),
  ...actions("kms", "DescribeKey GetKeyPolicy GetKeyRotationStatus ListAliases ListResourceTags"),
  ...actions("lambda", "GetPolicy"),
  ...actions("logs", "DescribeLogGroups DescribeMetricFilters DescribeQueryDefinitions ListTagsForResource"),
  ...actions(
    "organizations",
    `DescribeOrganization DescribePolicy ListAccounts ListAWSServiceAccessForOrganization ListDelegatedAdministrators
     ListDelegatedServicesForAccount ListPoliciesForTarget ListRoots ListTagsForResource ListTargetsForPolicy`,
  ),
  ...actions(
    "s3",
    `GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging
     GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock
     GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration
     GetLifecycleConfiguration GetReplicationConfiguration ListBucket ListTagsForResource`,
  ),
  ...actions(
    "securityhub",
    `DescribeHub DescribeOrganizationConfiguration DescribeStandardsControls GetEnabledStandards GetFindingAggregator
     GetMembers ListFindingAggregators ListMembers ListOrganizationAdminAccounts ListSecurityControlDefinitions
     ListStandardsControlAssociations BatchGetStandardsControlAssociations`,
  ),
  ...actions("sns", "GetSubscriptionAttributes GetTopicAttributes ListTagsForResource"),
  ...actions("sqs", "GetQueueAttributes GetQueueUrl ListQueueTags"),
];

/** What Terraform reads of a function, its code among it. */
export const READ_FUNCTION_ACTIONS: readonly string[] = actions(
  "lambda",
  "GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction",
);

/** What Terraform reads of a stream and of the destination that leads to it. */
export const READ_STREAM_ACTIONS: readonly string[] = [
  ...actions("firehose", "DescribeDeliveryStream ListTagsForDeliveryStream"),
  ...actions("logs", "DescribeDestinations"),
];

/** What Terraform reads of workgroups and tables, and no row of one. */
export const READ_TABLE_SETTINGS_ACTIONS: readonly string[] = [
  ...actions("athena", "GetNamedQuery GetWorkGroup ListTagsForResource"),
  ...actions("glue", "GetDatabase GetPartitionIndexes GetTable GetTags"),
];

/** What reads the log itself, or what tells of it: no pipeline needs it. */
export const READ_LOGS_ACTIONS: readonly string[] = [
  ...actions("cloudtrail", "LookupEvents"),
  ...actions("kms", "CreateGrant Decrypt ReEncryptFrom"),
  ...actions(
    "logs",
    "FilterLogEvents GetLogEvents GetLogRecord GetQueryResults StartLiveTail StartQuery Unmask",
  ),
  ...actions("s3", "GetObject GetObjectVersion GetObjectTorrent"),
  ...actions("sqs", "ReceiveMessage"),
];
