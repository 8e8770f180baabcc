/**
 * Made by bench/paste-policies.ts: the policies of the reference organization as text, with the values of a team in it.
 */

/** What differs between the policies of two teams. */
export interface TeamValues {
  readonly account: string;
  readonly region: string;
  readonly team: string;
}

function document(version: string, statements: readonly string[]): string {
  return `{"Version":"${version}","Statement":[${statements.join(",")}]}`;
}

/** As at log-archive/organization/logs/policy. */
export function organizationBucketPolicy(): string {
  return document("2012-10-17", [
    `{"Sid":"AWSCloudTrailAclCheck","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail"}}}`,
    `{"Sid":"AWSCloudTrailWrite111111111111","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/111111111111/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control","aws:SourceArn":"arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail"}}}`,
    `{"Sid":"AWSCloudTrailOrganizationWrite111111111111","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/o-a1b2c3d4e5/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control","aws:SourceArn":"arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail"}}}`,
    `{"Sid":"AllowReadersList","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":["s3:GetBucketLocation","s3:ListBucket","s3:ListBucketVersions"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::333333333333:role/SecurityAudit"}}}`,
    `{"Sid":"AllowReadersGet","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization/*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::333333333333:role/SecurityAudit"}}}`,
    `{"Sid":"AllowMembersListOwn","Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"StringLike":{"s3:prefix":"AWSLogs/o-a1b2c3d4e5/$\${aws:PrincipalAccount}/*"}}}`,
    `{"Sid":"AllowMembersGetOwn","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/o-a1b2c3d4e5/$\${aws:PrincipalAccount}/*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}`,
    `{"Sid":"DenyWritesByAllButServices","Effect":"Deny","Principal":"*","Action":["s3:PutObject","s3:PutObjectAcl","s3:PutObjectVersionAcl","s3:ReplicateObject","s3:ReplicateTags","s3:UpdateObjectEncryption"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization/*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`,
    `{"Sid":"DenyDeleteWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:BypassGovernanceRetention","s3:DeleteObject","s3:DeleteObjectVersion","s3:PutObjectLegalHold","s3:PutObjectRetention","s3:ReplicateDelete","s3:DeleteBucket"],"Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-organization","arn:aws:s3:::acme-cloudtrail-222222222222-organization/*"],"Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}`,
    `{"Sid":"DenyReconfigureWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:DeleteBucketPolicy","s3:PutBucketAcl","s3:PutBucketLogging","s3:PutBucketObjectLockConfiguration","s3:PutBucketOwnershipControls","s3:PutBucketPolicy","s3:PutBucketPublicAccessBlock","s3:PutBucketRequestPayment","s3:PutEncryptionConfiguration","s3:PutLifecycleConfiguration","s3:PutReplicationConfiguration"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/OrgTrailDeploy"}}}`,
    `{"Sid":"DenyVersioningWithoutMfa","Effect":"Deny","Principal":"*","Action":"s3:PutBucketVersioning","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-organization","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":["arn:aws:iam::222222222222:role/OrgTrailDeploy","arn:aws:iam::222222222222:root"]}}}`,
    `{"Sid":"DenyPlainHttp","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-organization","arn:aws:s3:::acme-cloudtrail-222222222222-organization/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`,
    `{"Sid":"DenyOldTls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-organization","arn:aws:s3:::acme-cloudtrail-222222222222-organization/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}`,
  ]);
}

/** As at log-archive/organization/key/key. */
export function organizationKeyPolicy(): string {
  return document("2012-10-17", [
    `{"Sid":"AllowAccountAdministerKey","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":["kms:CancelKeyDeletion","kms:CreateAlias","kms:DeleteAlias","kms:Describe*","kms:DisableKey","kms:DisableKeyRotation","kms:EnableKey","kms:EnableKeyRotation","kms:Get*","kms:List*","kms:PutKeyPolicy","kms:RevokeGrant","kms:RotateKeyOnDemand","kms:ScheduleKeyDeletion","kms:TagResource","kms:UntagResource","kms:UpdateAlias","kms:UpdateKeyDescription"],"Resource":"*"}`,
    `{"Sid":"DenyDestroyKeyWithoutMfa","Effect":"Deny","Principal":"*","Action":["kms:DisableKey","kms:ScheduleKeyDeletion"],"Resource":"*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}`,
    `{"Sid":"DenyReconfigureKeyWithoutMfa","Effect":"Deny","Principal":"*","Action":["kms:DisableKeyRotation","kms:PutKeyPolicy"],"Resource":"*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":["arn:aws:iam::222222222222:role/OrgTrailDeploy","arn:aws:iam::222222222222:root"]}}}`,
    `{"Sid":"AllowCloudTrailEncryptLogs","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:GenerateDataKey*","Resource":"*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail"},"StringLike":{"kms:EncryptionContext:aws:cloudtrail:arn":"arn:aws:cloudtrail:*:111111111111:trail/*"}}}`,
    `{"Sid":"AllowCloudTrailDescribeKey","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:DescribeKey","Resource":"*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail"}}}`,
    `{"Sid":"AllowCloudTrailDecryptTrail","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail"}}}`,
    `{"Sid":"EnableCloudTrailLogDecryptPermissions","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::333333333333:role/SecurityAudit"},"Null":{"kms:EncryptionContext:aws:cloudtrail:arn":"false"}}}`,
    `{"Sid":"AllowMembersDecryptThroughS3","Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"StringNotEquals":{"aws:PrincipalAccount":"222222222222"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com*"},"Null":{"kms:EncryptionContext:aws:cloudtrail:arn":"false"}}}`,
  ]);
}

/** As at log-archive/access-logs/policy. */
export function centralAccessLogPolicy(): string {
  return document("2012-10-17", [
    `{"Sid":"AllowServerAccessLogs","Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-access/*","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::acme-cloudtrail-222222222222-*"},"StringEquals":{"aws:SourceAccount":"222222222222"}}}`,
    `{"Sid":"AllowReaders","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-access","arn:aws:s3:::acme-cloudtrail-222222222222-access/*"],"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::333333333333:role/SecurityAudit"}}}`,
    `{"Sid":"DenyWritesByAllButServices","Effect":"Deny","Principal":"*","Action":["s3:PutObject","s3:PutObjectAcl","s3:PutObjectVersionAcl","s3:ReplicateObject","s3:ReplicateTags","s3:UpdateObjectEncryption"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-access/*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`,
    `{"Sid":"DenyDeleteWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:BypassGovernanceRetention","s3:DeleteObject","s3:DeleteObjectVersion","s3:PutObjectLegalHold","s3:PutObjectRetention","s3:ReplicateDelete","s3:DeleteBucket"],"Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-access","arn:aws:s3:::acme-cloudtrail-222222222222-access/*"],"Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}`,
    `{"Sid":"DenyReconfigureWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:DeleteBucketPolicy","s3:PutBucketAcl","s3:PutBucketLogging","s3:PutBucketObjectLockConfiguration","s3:PutBucketOwnershipControls","s3:PutBucketPolicy","s3:PutBucketPublicAccessBlock","s3:PutBucketRequestPayment","s3:PutBucketVersioning","s3:PutEncryptionConfiguration","s3:PutLifecycleConfiguration","s3:PutReplicationConfiguration"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-access","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/OrgTrailDeploy"}}}`,
    `{"Sid":"DenyPlainHttp","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-access","arn:aws:s3:::acme-cloudtrail-222222222222-access/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`,
    `{"Sid":"DenyOldTls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-access","arn:aws:s3:::acme-cloudtrail-222222222222-access/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}`,
  ]);
}

/** As at log-archive/team-payments/logs/policy. */
export function centralBucketPolicy({ account, region, team }: TeamValues): string {
  return document("2012-10-17", [
    `{"Sid":"AWSCloudTrailAclCheck","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"}}}`,
    `{"Sid":"AWSCloudTrailWrite${account}","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}/AWSLogs/${account}/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control","aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"}}}`,
    `{"Sid":"AllowReadersList","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":["s3:GetBucketLocation","s3:ListBucket","s3:ListBucketVersions"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::333333333333:role/SecurityAudit"}}}`,
    `{"Sid":"AllowReadersGet","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}/*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::333333333333:role/SecurityAudit"}}}`,
    `{"Sid":"DenyWritesByAllButServices","Effect":"Deny","Principal":"*","Action":["s3:PutObject","s3:PutObjectAcl","s3:PutObjectVersionAcl","s3:ReplicateObject","s3:ReplicateTags","s3:UpdateObjectEncryption"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}/*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`,
    `{"Sid":"DenyDeleteWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:BypassGovernanceRetention","s3:DeleteObject","s3:DeleteObjectVersion","s3:PutObjectLegalHold","s3:PutObjectRetention","s3:ReplicateDelete","s3:DeleteBucket"],"Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}","arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}/*"],"Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}`,
    `{"Sid":"DenyReconfigureWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:DeleteBucketPolicy","s3:PutBucketAcl","s3:PutBucketLogging","s3:PutBucketObjectLockConfiguration","s3:PutBucketOwnershipControls","s3:PutBucketPolicy","s3:PutBucketPublicAccessBlock","s3:PutBucketRequestPayment","s3:PutEncryptionConfiguration","s3:PutLifecycleConfiguration","s3:PutReplicationConfiguration"],"Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/OrgTrailDeploy"}}}`,
    `{"Sid":"DenyVersioningWithoutMfa","Effect":"Deny","Principal":"*","Action":"s3:PutBucketVersioning","Resource":"arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":["arn:aws:iam::222222222222:role/OrgTrailDeploy","arn:aws:iam::222222222222:root"]}}}`,
    `{"Sid":"DenyPlainHttp","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}","arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`,
    `{"Sid":"DenyOldTls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}","arn:aws:s3:::acme-cloudtrail-222222222222-team-${team}/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}`,
  ]);
}

/** As at log-archive/team-payments/key/key. */
export function centralKeyPolicy({ account, region, team }: TeamValues): string {
  return document("2012-10-17", [
    `{"Sid":"AllowAccountAdministerKey","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":["kms:CancelKeyDeletion","kms:CreateAlias","kms:DeleteAlias","kms:Describe*","kms:DisableKey","kms:DisableKeyRotation","kms:EnableKey","kms:EnableKeyRotation","kms:Get*","kms:List*","kms:PutKeyPolicy","kms:RevokeGrant","kms:RotateKeyOnDemand","kms:ScheduleKeyDeletion","kms:TagResource","kms:UntagResource","kms:UpdateAlias","kms:UpdateKeyDescription"],"Resource":"*"}`,
    `{"Sid":"DenyDestroyKeyWithoutMfa","Effect":"Deny","Principal":"*","Action":["kms:DisableKey","kms:ScheduleKeyDeletion"],"Resource":"*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}`,
    `{"Sid":"DenyReconfigureKeyWithoutMfa","Effect":"Deny","Principal":"*","Action":["kms:DisableKeyRotation","kms:PutKeyPolicy"],"Resource":"*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":["arn:aws:iam::222222222222:role/OrgTrailDeploy","arn:aws:iam::222222222222:root"]}}}`,
    `{"Sid":"AllowCloudTrailEncryptLogs","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:GenerateDataKey*","Resource":"*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"},"StringLike":{"kms:EncryptionContext:aws:cloudtrail:arn":"arn:aws:cloudtrail:*:${account}:trail/*"}}}`,
    `{"Sid":"AllowCloudTrailDescribeKey","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:DescribeKey","Resource":"*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"}}}`,
    `{"Sid":"AllowCloudTrailDecryptTrail","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"}}}`,
    `{"Sid":"EnableCloudTrailLogDecryptPermissions","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::333333333333:role/SecurityAudit"},"Null":{"kms:EncryptionContext:aws:cloudtrail:arn":"false"}}}`,
  ]);
}

/** As at team-data/logs/logs/policy. */
export function ownBucketPolicy({ account, region, team }: TeamValues): string {
  return document("2012-10-17", [
    `{"Sid":"AWSCloudTrailAclCheck","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::acme-cloudtrail-${account}-team-${team}","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"}}}`,
    `{"Sid":"AWSCloudTrailWrite${account}","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::acme-cloudtrail-${account}-team-${team}/AWSLogs/${account}/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control","aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"}}}`,
    `{"Sid":"AllowReadersList","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::333333333333:root","arn:aws:iam::${account}:root"]},"Action":["s3:GetBucketLocation","s3:ListBucket","s3:ListBucketVersions"],"Resource":"arn:aws:s3:::acme-cloudtrail-${account}-team-${team}","Condition":{"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::333333333333:role/SecurityAudit","arn:aws:iam::${account}:role/DataSteward"]}}}`,
    `{"Sid":"AllowReadersGet","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::333333333333:root","arn:aws:iam::${account}:root"]},"Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":"arn:aws:s3:::acme-cloudtrail-${account}-team-${team}/*","Condition":{"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::333333333333:role/SecurityAudit","arn:aws:iam::${account}:role/DataSteward"]}}}`,
    `{"Sid":"DenyWritesByAllButServices","Effect":"Deny","Principal":"*","Action":["s3:PutObject","s3:PutObjectAcl","s3:PutObjectVersionAcl","s3:ReplicateObject","s3:ReplicateTags","s3:UpdateObjectEncryption"],"Resource":"arn:aws:s3:::acme-cloudtrail-${account}-team-${team}/*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`,
    `{"Sid":"DenyDeleteWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:BypassGovernanceRetention","s3:DeleteObject","s3:DeleteObjectVersion","s3:PutObjectLegalHold","s3:PutObjectRetention","s3:ReplicateDelete","s3:DeleteBucket"],"Resource":["arn:aws:s3:::acme-cloudtrail-${account}-team-${team}","arn:aws:s3:::acme-cloudtrail-${account}-team-${team}/*"],"Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}`,
    `{"Sid":"DenyReconfigureWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:DeleteBucketPolicy","s3:PutBucketAcl","s3:PutBucketLogging","s3:PutBucketObjectLockConfiguration","s3:PutBucketOwnershipControls","s3:PutBucketPolicy","s3:PutBucketPublicAccessBlock","s3:PutBucketRequestPayment","s3:PutBucketVersioning","s3:PutEncryptionConfiguration","s3:PutLifecycleConfiguration","s3:PutReplicationConfiguration"],"Resource":"arn:aws:s3:::acme-cloudtrail-${account}-team-${team}","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::${account}:role/OrgTrailDeploy"}}}`,
    `{"Sid":"DenyPlainHttp","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-${account}-team-${team}","arn:aws:s3:::acme-cloudtrail-${account}-team-${team}/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`,
    `{"Sid":"DenyOldTls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-${account}-team-${team}","arn:aws:s3:::acme-cloudtrail-${account}-team-${team}/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}`,
  ]);
}

/** As at team-data/logs/key/key. */
export function ownKeyPolicy({ account, region, team }: TeamValues): string {
  return document("2012-10-17", [
    `{"Sid":"AllowAccountAdministerKey","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${account}:root"},"Action":["kms:CancelKeyDeletion","kms:CreateAlias","kms:DeleteAlias","kms:Describe*","kms:DisableKey","kms:DisableKeyRotation","kms:EnableKey","kms:EnableKeyRotation","kms:Get*","kms:List*","kms:PutKeyPolicy","kms:RevokeGrant","kms:RotateKeyOnDemand","kms:ScheduleKeyDeletion","kms:TagResource","kms:UntagResource","kms:UpdateAlias","kms:UpdateKeyDescription"],"Resource":"*"}`,
    `{"Sid":"DenyDestroyKeyWithoutMfa","Effect":"Deny","Principal":"*","Action":["kms:DisableKey","kms:ScheduleKeyDeletion"],"Resource":"*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}`,
    `{"Sid":"DenyReconfigureKeyWithoutMfa","Effect":"Deny","Principal":"*","Action":["kms:DisableKeyRotation","kms:PutKeyPolicy"],"Resource":"*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":["arn:aws:iam::${account}:role/OrgTrailDeploy","arn:aws:iam::${account}:root"]}}}`,
    `{"Sid":"AllowCloudTrailEncryptLogs","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:GenerateDataKey*","Resource":"*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"},"StringLike":{"kms:EncryptionContext:aws:cloudtrail:arn":"arn:aws:cloudtrail:*:${account}:trail/*"}}}`,
    `{"Sid":"AllowCloudTrailDescribeKey","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:DescribeKey","Resource":"*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"}}}`,
    `{"Sid":"AllowCloudTrailDecryptTrail","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:SourceArn":"arn:aws:cloudtrail:${region}:${account}:trail/acme-team-${team}"}}}`,
    `{"Sid":"EnableCloudTrailLogDecryptPermissions","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::333333333333:root","arn:aws:iam::${account}:root"]},"Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::333333333333:role/SecurityAudit","arn:aws:iam::${account}:role/DataSteward"]},"Null":{"kms:EncryptionContext:aws:cloudtrail:arn":"false"}}}`,
  ]);
}

/** As at team-data/access-logs/policy. */
export function ownAccessLogPolicy({ account, team }: TeamValues): string {
  return document("2012-10-17", [
    `{"Sid":"AllowServerAccessLogs","Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::acme-cloudtrail-${account}-access-${team}/*","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::acme-cloudtrail-${account}-team-${team}"},"StringEquals":{"aws:SourceAccount":"${account}"}}}`,
    `{"Sid":"AllowReaders","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::333333333333:root","arn:aws:iam::${account}:root"]},"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::acme-cloudtrail-${account}-access-${team}","arn:aws:s3:::acme-cloudtrail-${account}-access-${team}/*"],"Condition":{"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::333333333333:role/SecurityAudit","arn:aws:iam::${account}:role/DataSteward"]}}}`,
    `{"Sid":"DenyWritesByAllButServices","Effect":"Deny","Principal":"*","Action":["s3:PutObject","s3:PutObjectAcl","s3:PutObjectVersionAcl","s3:ReplicateObject","s3:ReplicateTags","s3:UpdateObjectEncryption"],"Resource":"arn:aws:s3:::acme-cloudtrail-${account}-access-${team}/*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`,
    `{"Sid":"DenyDeleteWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:BypassGovernanceRetention","s3:DeleteObject","s3:DeleteObjectVersion","s3:PutObjectLegalHold","s3:PutObjectRetention","s3:ReplicateDelete","s3:DeleteBucket"],"Resource":["arn:aws:s3:::acme-cloudtrail-${account}-access-${team}","arn:aws:s3:::acme-cloudtrail-${account}-access-${team}/*"],"Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}`,
    `{"Sid":"DenyReconfigureWithoutMfa","Effect":"Deny","Principal":"*","Action":["s3:DeleteBucketPolicy","s3:PutBucketAcl","s3:PutBucketLogging","s3:PutBucketObjectLockConfiguration","s3:PutBucketOwnershipControls","s3:PutBucketPolicy","s3:PutBucketPublicAccessBlock","s3:PutBucketRequestPayment","s3:PutBucketVersioning","s3:PutEncryptionConfiguration","s3:PutLifecycleConfiguration","s3:PutReplicationConfiguration"],"Resource":"arn:aws:s3:::acme-cloudtrail-${account}-access-${team}","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"},"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"},"ArnNotLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::${account}:role/OrgTrailDeploy"}}}`,
    `{"Sid":"DenyPlainHttp","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-${account}-access-${team}","arn:aws:s3:::acme-cloudtrail-${account}-access-${team}/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`,
    `{"Sid":"DenyOldTls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-cloudtrail-${account}-access-${team}","arn:aws:s3:::acme-cloudtrail-${account}-access-${team}/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}`,
  ]);
}

/** As at management/organization/delivery/key. */
export function topicKeyPolicy(): string {
  return document("2012-10-17", [
    `{"Sid":"AllowAccountUseKey","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:*","Resource":"*"}`,
    `{"Sid":"AllowCloudTrailPublish","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail"}}}`,
  ]);
}

/** As at management/organization/delivery/policy. */
export function topicPolicy(): string {
  return document("2012-10-17", [
    `{"Sid":"AWSCloudTrailSNSPolicy20150319","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"SNS:Publish","Resource":"arn:aws:sns:us-east-1:111111111111:acme-organization-trail-delivery","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:111111111111:trail/acme-organization-trail"}}}`,
    `{"Sid":"DenyPublishByAllButServices","Effect":"Deny","Principal":"*","Action":"SNS:Publish","Resource":"arn:aws:sns:us-east-1:111111111111:acme-organization-trail-delivery","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`,
  ]);
}
