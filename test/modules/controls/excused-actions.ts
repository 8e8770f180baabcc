/** Actions that no control hears and no guardrail denies, and why that is right. */
export interface ExcusedActions {
  readonly reason: string;
  readonly actions: readonly string[];
}

/** Types of resources of which orgtrail makes none, so that what is done to them alone does nothing to the audit log. */
export interface ExcusedTypes {
  readonly reason: string;
  readonly types: readonly string[];
}

const of = (service: string, list: string): readonly string[] =>
  list
    .trim()
    .split(/\s+/)
    .map((name) => `${service}:${name}`);

/** By the operation, in every service. */
export const EXCUSED_TAGGING = {
  reason: "A tag alone stops nothing: guardrails deny it where they know a resource by it",
  operations: [
    "AddTags",
    "DeleteJobTagging",
    "DeleteStorageLensConfigurationTagging",
    "PutJobTagging",
    "PutStorageLensConfigurationTagging",
    "RemoveTags",
    "TagInstanceProfile",
    "TagLogGroup",
    "TagMFADevice",
    "TagOpenIDConnectProvider",
    "TagPolicy",
    "TagQueue",
    "TagResource",
    "TagRole",
    "TagSAMLProvider",
    "TagServerCertificate",
    "TagUser",
    "UntagInstanceProfile",
    "UntagLogGroup",
    "UntagMFADevice",
    "UntagOpenIDConnectProvider",
    "UntagPolicy",
    "UntagQueue",
    "UntagResource",
    "UntagRole",
    "UntagSAMLProvider",
    "UntagServerCertificate",
    "UntagUser",
  ],
};

export const EXCUSED_TYPES: readonly ExcusedTypes[] = [
  {
    reason:
      "CloudTrail Lake: the audit log is the trail's files, and nothing that is done to a store, a channel or a dashboard touches them",
    types: [...of("cloudtrail", "channel dashboard eventdatastore")],
  },
  {
    reason:
      "CloudWatch's other features, which look at telemetry and neither hold the log nor ring an alarm of ours",
    types: [
      ...of(
        "cloudwatch",
        `access-grant access-profile alarm-mute-rule alert dashboard dataset domain ingestion-endpoint
         insight-rule integration metric-stream omni-dashboard organization-access-grant organization-domain
         slo space view`,
      ),
    ],
  },
  {
    reason: "AWS Config's connectors and saved queries, which record and check nothing of ours",
    types: [...of("config", "Connector StoredQuery")],
  },
  {
    reason:
      "EventBridge's ways to other systems and its second kind of bus: our rules stand on the default bus and on one of the first kind",
    types: [
      ...of(
        "events",
        `api-destination connection endpoint event-busv2 event-source event-sourcev2 replay subscriber`,
      ),
    ],
  },
  {
    reason:
      "IAM resources with which nobody gets in: a certificate of a server, a key of CloudFront, an instance profile without a role",
    types: [...of("iam", "instance-profile server-certificate")],
  },
  {
    reason:
      "CloudWatch Logs resources beside log groups: detectors and tables that look at events, and deliveries of other services' logs",
    types: [
      ...of(
        "logs",
        `anomaly-detector delivery delivery-destination delivery-source destination lookup-table
         scheduled-query`,
      ),
    ],
  },
  {
    reason: "Telemetry that AWS switches on and stores elsewhere, beside the log group of events",
    types: [
      ...of(
        "observabilityadmin",
        `dataset-integration organization-telemetry-rule s3tableintegration telemetry-rule`,
      ),
    ],
  },
  {
    reason: "Storage Lens and S3's jobs, which tell of sizes, or whose start is heard",
    types: [...of("s3", "job storagelensconfiguration storagelensgroup")],
  },
  {
    reason: "Security Hub's connectors to ticket systems, which get findings and keep none back",
    types: [...of("securityhub", "connector connectorv2")],
  },
  {
    reason: "SNS and sign-in clients of other programs, which hear nothing of ours",
    types: [
      ...of(
        "signin",
        `oauth2-public-client-localhost oauth2-public-client-registration oauth2-public-client-remote
         oauth2-resource-service-principal`,
      ),
    ],
  },
  {
    reason: "Applications in Identity Center, which give access to themselves and to no account",
    types: [...of("sso", "Application")],
  },
];

export const EXCUSED_ACTIONS: readonly ExcusedActions[] = [
  {
    reason: "Names and addresses of an account, which AWS writes to and nothing depends on",
    actions: [...of("account", "PutAccountName PutContactInformation")],
  },
  {
    reason: "An import into CloudTrail Lake copies logs and takes none away",
    actions: [...of("cloudtrail", "StartImport StopImport")],
  },
  {
    reason: "CloudWatch asks for it when another call is made, and there is none of this name",
    actions: [
      ...of("cloudwatch", "CallWithBearerToken Link"),
      ...of(
        "logs",
        `CallWithBearerToken DeletePipelineRule IntegrateWithDataset IntegrateWithS3Table Link
         ProcessWithPipeline PutPipelineRule`,
      ),
    ],
  },
  {
    reason: "Telemetry, queries and settings of CloudWatch that hold no alarm and no log group of ours",
    actions: [
      ...of(
        "cloudwatch",
        `AssumeAccessProfile CreateAccessGrant CreateAccessProfile CreateAlert CreateDomain
         CreateDomainAccessGrantForOrganization CreateDomainForOrganization CreateIngestionEndpoint
         CreateIntegration CreateOmniDashboard CreateOmniThread CreateOneTimeDeepLinkCode
         CreateServiceLevelObjective CreateSpace CreateView DeleteAnomalyDetector DeleteOmniThread
         EnableTopologyDiscovery InvokeIntegration PutAnomalyDetector PutIntelligenceConfiguration
         PutManagedInsightRules QueryTraces SearchPrincipals StartOTelEnrichment StartOmniThreadSession
         StartTelemetryQuery StartTelemetryQuerySession StopOTelEnrichment StopTelemetryQuery
         StopTelemetryQuerySession SubmitFeedback UpdateOmniThread UpdatePreferences`,
      ),
    ],
  },
  {
    reason: "An alarm that acts again tells more, not less",
    actions: [...of("cloudwatch", "EnableAlarmActions")],
  },
  {
    reason: "It records, checks or mends more than before",
    actions: [
      ...of(
        "config",
        `AssociateResourceTypes DeletePendingAggregationRequest DeleteRemediationExceptions
         PutServiceLinkedConfigurationRecorder StartConfigRulesEvaluation StartConfigurationRecorder
         StartRemediationExecution StartResourceEvaluation`,
      ),
    ],
  },
  {
    reason: "A recorder of another service: ours is the customer managed one",
    actions: [...of("config", "DeleteServiceLinkedConfigurationRecorder")],
  },
  {
    reason: "A result or a configuration from outside: our rules are AWS's own, which take none but AWS's",
    actions: [...of("config", "DeleteResourceConfig PutEvaluations PutExternalEvaluation PutResourceConfig")],
  },
  {
    reason:
      "Events that are put, archived or played again: our rules take those of sources that begin with aws. alone, which AWS keeps for itself",
    actions: [
      ...of(
        "events",
        `AllowVendedLogDeliveryForResource CreateArchive CreateEventBus DeleteArchive PutEvents
         PutPartnerEvents StartReplay UpdateArchive`,
      ),
    ],
  },
  {
    reason: "It takes a way in away from somebody, who can only be locked out by it",
    actions: [
      ...of(
        "iam",
        `DeleteAccessKey DeleteGroup DeleteLoginProfile DeleteSSHPublicKey DeleteServiceSpecificCredential
         DeleteSigningCertificate DeleteUser DisableOutboundWebIdentityFederation RejectDelegationRequest
         RemoveClientIDFromOpenIDConnectProvider RemoveUserFromGroup`,
      ),
      ...of("identitystore", "DeleteGroup DeleteGroupMembership DeleteUser"),
      ...of(
        "sso",
        `DeleteAccountAssignment DeleteInlinePolicyFromPermissionSet DeletePermissionSet DeleteProfile
         DeleteTrustedTokenIssuer DetachCustomerManagedPolicyReferenceFromPermissionSet
         DetachManagedPolicyFromPermissionSet DisassociateProfile`,
      ),
      ...of("sso-directory", "DeleteBearerToken DeleteGroup DeleteUser DisableUser RemoveMemberFromGroup"),
    ],
  },
  {
    reason:
      "A group, permission set or request that nobody is in or has yet: what gives it to somebody is heard",
    actions: [
      ...of(
        "iam",
        `AssociateDelegationRequest CreateDelegationRequest CreateGroup SendDelegationToken UpdateGroup`,
      ),
      ...of("identitystore", "CreateGroup ReserveUser UpdateGroup"),
      ...of("sso", "CreatePermissionSet CreateProfile UpdateProfile"),
      ...of("sso-directory", "CreateAlias CreateGroup UpdateGroup UpdateGroupDisplayName"),
    ],
  },
  {
    reason: "A user changes the own password, or starts to register an own device",
    actions: [
      ...of("iam", "ChangePassword"),
      ...of("sso-directory", "StartVirtualMfaDeviceRegistration StartWebAuthnDeviceRegistration VerifyEmail"),
    ],
  },
  {
    reason: "AWS alone may take a service-linked role, and refuses to delete one that its service uses",
    actions: [...of("iam", "CreateServiceLinkedRole DeleteServiceLinkedRole")],
  },
  {
    reason: "Names and tokens of an account that let nobody in",
    actions: [
      ...of(
        "iam",
        `CreateAccountAlias DeleteAccountAlias DeleteCloudFrontPublicKey SetSTSRegionalEndpointStatus
         SetSecurityTokenServicePreferences UpdateAccountName UpdateCloudFrontPublicKey
         UploadCloudFrontPublicKey`,
      ),
    ],
  },
  {
    reason:
      "A copy of users, or a Region more or less of Identity Center: what somebody may do follows from assignments, which are heard",
    actions: [
      ...of(
        "identity-sync",
        `AllowVendedLogDeliveryForResource CreateSyncFilter CreateSyncProfile CreateSyncTarget
         DeleteSyncFilter DeleteSyncProfile DeleteSyncTarget StartSync StopSync UpdateSyncTarget`,
      ),
      ...of("identitystore", "AddRegion CreateIdentityStore RemoveRegion"),
      ...of("sso", "AddRegion ProvisionPermissionSet RemoveRegion StartSSO"),
    ],
  },
  {
    reason: "A key is used, which its policy decides on: keys of logs serve the trails and readers alone",
    actions: [
      ...of(
        "kms",
        `Decrypt DeriveSharedSecret Encrypt GenerateDataKey GenerateDataKeyPair
         GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GenerateRandom
         ReEncryptFrom ReEncryptTo Sign Verify VerifyMac`,
      ),
    ],
  },
  {
    reason: "A key comes back, is made or gets material of AWS's, which harms nobody",
    actions: [...of("kms", "CancelKeyDeletion CreateKey EnableKey EnableKeyRotation RotateKeyOnDemand")],
  },
  {
    reason:
      "Keys of logs stand in KMS's own store, in one Region, with material of AWS's and without grants that somebody could give up",
    actions: [
      ...of(
        "kms",
        `ConnectCustomKeyStore CreateCustomKeyStore DeleteCustomKeyStore DisconnectCustomKeyStore
         ImportKeyMaterial RetireGrant SynchronizeMultiRegionKey UpdateCustomKeyStore`,
      ),
    ],
  },
  {
    reason:
      "It makes a log group or adds events, imports, indexes and queries, and takes no event from a filter",
    actions: [
      ...of(
        "logs",
        `CancelExportTask CancelImportTask CreateImportTask CreateLogGroup CreateLogStream DeleteIndexPolicy
         DeleteQueryDefinition DeleteSyslogConfiguration PutBearerTokenAuthentication PutIndexPolicy
         PutLogEvents PutQueryDefinition PutSyslogConfiguration`,
      ),
    ],
  },
  {
    reason:
      "Deliveries and integrations of other logs: what shares the log group of events names it, and is heard",
    actions: [
      ...of(
        "logs",
        `CreateLogAnomalyDetector CreateLogDelivery DeleteIntegration DeleteLogDelivery
         DisassociateSourceFromS3TableIntegration PutIntegration UpdateLogDelivery`,
      ),
    ],
  },
  {
    reason:
      "A policy of an account by which AWS services may write: the trail writes with a role, and masks and transformations are heard when they are put",
    actions: [...of("logs", "DeleteAccountPolicy DeleteResourcePolicy PutResourcePolicy")],
  },
  {
    reason: "A sink takes what links send, whose making is heard, and telemetry is evaluated elsewhere",
    actions: [
      ...of("oam", "CreateSink DeleteLink DeleteSink PutSinkPolicy"),
      ...of(
        "observabilityadmin",
        `DeleteCentralizationRuleForOrganization DeleteTelemetryPipeline StartTelemetryEnrichment
         StartTelemetryEvaluation StartTelemetryEvaluationForOrganization StopTelemetryEnrichment
         StopTelemetryEvaluation StopTelemetryEvaluationForOrganization`,
      ),
    ],
  },
  {
    reason:
      "Protection from deletion that orgtrail does not switch on: Terraform's and the guardrails' hold instead",
    actions: [...of("logs", "PutLogGroupDeletionProtection")],
  },
  {
    reason: "Who pays whose bill, which gives nobody a right in an account",
    actions: [
      ...of("organizations", "InviteOrganizationToTransferResponsibility UpdateResponsibilityTransfer"),
    ],
  },
  {
    reason: "It closes a way to objects",
    actions: [
      ...of(
        "s3",
        `DeleteAccessGrant DeleteAccessGrantsInstance DeleteAccessGrantsLocation DeleteAccessPoint
         DeleteAccessPointForObjectLambda DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda
         DeleteBucketMetadataTableConfiguration DeleteBucketWebsite DeleteMultiRegionAccessPoint
         DissociateAccessGrantsIdentityCenter`,
      ),
    ],
  },
  {
    reason:
      "S3 asks for it when another call is made, or only a bucket that replicates, which log buckets do not",
    actions: [
      ...of(
        "s3",
        `InitiateReplication ObjectOwnerOverrideToBucketOwner PauseReplication
         PutAccessPointPublicAccessBlock ReplicateObjectAnnotation`,
      ),
    ],
  },
  {
    reason: "A label, note or copy in another class beside an object, whose bytes stay as they are",
    actions: [
      ...of(
        "s3",
        `AbortMultipartUpload DeleteObjectAnnotation DeleteObjectTagging DeleteObjectVersionAnnotation
         DeleteObjectVersionTagging PutObjectAnnotation PutObjectTagging PutObjectVersionAnnotation
         PutObjectVersionTagging RestoreObject`,
      ),
    ],
  },
  {
    reason: "Speed, metrics, sizes and routes of buckets, which open no object",
    actions: [
      ...of(
        "s3",
        `CreateStorageLensGroup PutAccelerateConfiguration PutAnalyticsConfiguration PutMetricsConfiguration
         PutStorageLensConfiguration SubmitMultiRegionAccessPointRoutes`,
      ),
    ],
  },
  {
    reason: "It changes a table of metadata, whose making is heard",
    actions: [
      ...of(
        "s3",
        `UpdateBucketMetadataAnnotationTableConfiguration UpdateBucketMetadataInventoryTableConfiguration
         UpdateBucketMetadataJournalTableConfiguration`,
      ),
    ],
  },
  {
    reason: "The policy of an access-grants instance is taken away, which shuts other accounts out",
    actions: [...of("s3", "DeleteAccessGrantsInstanceResourcePolicy")],
  },
  {
    reason: "Security Hub checks more, tells more or is joined by another account",
    actions: [
      ...of(
        "securityhub",
        `AllowVendedLogDeliveryForResource BatchEnableStandards BatchImportFindings ConnectorRegistrationsV2
         CreateAggregatorV2 CreateConfigurationPolicy CreateConnector CreateConnectorV2
         CreateFindingAggregator CreateMembers EnableImportFindingsForProduct EnableSecurityHub
         EnableSecurityHubFeatureV2 EnableSecurityHubV2 GenerateRecommendedPolicyV2 InviteMembers`,
      ),
    ],
  },
  {
    reason: "Insights, buttons, tickets and invitations, on which no finding and no alarm depends",
    actions: [
      ...of(
        "securityhub",
        `CreateActionTarget CreateInsight DeclineInvitations DeleteActionTarget DeleteInsight
         DeleteInvitations UpdateActionTarget UpdateInsight`,
      ),
    ],
  },
  {
    reason: "A new AWS account, or a console application, beside those of the organization",
    actions: [...of("signin", "CreateAccount CreateTrustedIdentityPropagationApplicationForConsole")],
  },
  {
    reason:
      "A topic is made, used or confirmed by whoever has the address: Subscribe is heard, and the topic's policy says who publishes",
    actions: [...of("sns", "ConfirmSubscription CreateTopic Publish")],
  },
  {
    reason: "Push messages to phones, and numbers that SNS may write to, more of them than before",
    actions: [
      ...of(
        "sns",
        `CreatePlatformApplication CreatePlatformEndpoint CreateSMSSandboxPhoneNumber DeleteEndpoint
         DeletePlatformApplication OptInPhoneNumber SetEndpointAttributes SetPlatformApplicationAttributes
         VerifySMSSandboxPhoneNumber`,
      ),
    ],
  },
  {
    reason:
      "Messages of a queue, of which a trail records nothing as management events: what they tell of stands in the log too",
    actions: [
      ...of("sqs", `CancelMessageMoveTask ChangeMessageVisibility CreateQueue DeleteMessage SendMessage`),
    ],
  },
  {
    reason: "Applications of Identity Center as they are made, which give access to themselves",
    actions: [
      ...of(
        "sso",
        `CreateApplication CreateApplicationInstance CreateApplicationInstanceCertificate
         CreateManagedApplicationInstance DeleteApplicationInstance DeleteApplicationInstanceCertificate
         DeleteManagedApplicationInstance ImportApplicationInstanceServiceProviderMetadata
         UpdateApplicationInstanceActiveCertificate UpdateApplicationInstanceDisplayData
         UpdateApplicationInstanceResponseConfiguration UpdateApplicationInstanceResponseSchemaConfiguration
         UpdateApplicationInstanceSecurityConfiguration UpdateApplicationInstanceServiceProviderConfiguration
         UpdateApplicationInstanceStatus UpdateManagedApplicationInstanceStatus`,
      ),
    ],
  },
  {
    reason: "STS asks for it when a role is assumed, which is a call of its own",
    actions: [...of("sts", "SetContext SetSourceIdentity TagGetWebIdentityToken TagSession")],
  },
  {
    reason: "A token that may do no more than whoever asks for it, and a message that is read",
    actions: [
      ...of(
        "sts",
        `DecodeAuthorizationMessage GetDelegatedAccessToken GetFederationToken GetWebIdentityToken`,
      ),
    ],
  },
];
