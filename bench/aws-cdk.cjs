/**
 * The AWS CDK peer: the same trails, buckets and keys, with L2 constructs where AWS has them, in one stack for each stack
 * of orgtrail. Plain JavaScript, so that the types of aws-cdk-lib are not needed to check this repository.
 *
 * Where there is a choice, it is the one that is fast for the CDK: policies are given as text, other stacks' names and
 * ARNs are literal, and the limit of 500 resources in a stack is lifted, which CloudFormation would not do.
 *
 *     CDK_OUTDIR=out node --import tsx bench/aws-cdk.cjs reference|<number of teams>
 */
const { App, CfnOutput, Duration, Stack, Tags } = require("aws-cdk-lib");
const cloudtrail = require("aws-cdk-lib/aws-cloudtrail");
const iam = require("aws-cdk-lib/aws-iam");
const kms = require("aws-cdk-lib/aws-kms");
const s3 = require("aws-cdk-lib/aws-s3");
const sns = require("aws-cdk-lib/aws-sns");
const {
  centralAccessLogPolicy,
  ownAccessLogPolicy,
  topicKeyPolicy,
  topicPolicy,
} = require("./floor/policies");
const { ORGANIZATION_STORE, teamStore } = require("./log-store");
const org = require("./organization");
const { organizationSelectors, teamSelectors } = require("./selectors");

/** The statements of a policy. In Terraform's text a policy variable starts with a second dollar. */
function statements(policy) {
  return JSON.parse(policy.replaceAll("$${", "${")).Statement.map((statement) =>
    iam.PolicyStatement.fromJson(statement),
  );
}

function accountStack(app, name, account, region) {
  const stack = new Stack(app, name, { env: { account, region }, terminationProtection: true });
  const tags = Tags.of(stack);
  tags.add("CostCenter", "security");
  tags.add("ManagedBy", "orgtrail");
  tags.add("Stack", name);
  return stack;
}

/** What every bucket with logs in it has. */
const PRIVATE = {
  versioned: true,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
};

function accessLogs(stack, bucketName, policy) {
  const bucket = new s3.Bucket(stack, "access-logs", {
    ...PRIVATE,
    bucketName,
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [
      {
        id: "expire",
        expiration: Duration.days(400),
        noncurrentVersionExpiration: Duration.days(1),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
  for (const statement of statements(policy)) bucket.addToResourcePolicy(statement);
  return bucket;
}

/** Object Lock for a year, with the lifecycle beside it. */
function lockForAYear() {
  return {
    objectLockEnabled: true,
    objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(365)),
    lifecycleRules: [
      {
        id: "logs",
        transitions: [
          {
            storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
            transitionAfter: Duration.days(90),
          },
        ],
        expiration: Duration.days(730),
        noncurrentVersionExpiration: Duration.days(1),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  };
}

function logStore(stack, id, store, access) {
  const key = new kms.Key(stack, `${id}-key`, {
    alias: store.alias,
    description: `Encrypts the CloudTrail logs in ${store.bucket}`,
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    policy: new iam.PolicyDocument({ statements: statements(store.keyPolicy()) }),
  });
  const bucket = new s3.Bucket(stack, id, {
    ...PRIVATE,
    ...(store.locked && lockForAYear()),
    bucketName: store.bucket,
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
  });
  // By `serverAccessLogsBucket` each bucket would add a statement to the access-log bucket's policy, or an ACL.
  bucket.node.defaultChild.loggingConfiguration = {
    destinationBucketName: access.bucketName,
    logFilePrefix: `${store.bucket}/`,
  };
  for (const statement of statements(store.bucketPolicy())) bucket.addToResourcePolicy(statement);
  return { bucket, key };
}

function logArchiveStack(app, { teams }) {
  const stack = accountStack(app, "log-archive", org.LOG_ARCHIVE, org.HOME_REGION);
  const name = `acme-cloudtrail-${org.LOG_ARCHIVE}-access`;
  const access = accessLogs(stack, name, centralAccessLogPolicy());
  logStore(stack, "organization", ORGANIZATION_STORE, access);
  for (const team of teams) {
    if (!org.ownsLogs(team)) logStore(stack, `team-${team.name}`, teamStore(team), access);
  }
  new CfnOutput(stack, "AccessLogBucketName", { value: access.bucketName });
}

function aliasArn({ alias }) {
  return `arn:aws:kms:${org.HOME_REGION}:${org.LOG_ARCHIVE}:${alias}`;
}

function managementStack(app, organization) {
  const stack = accountStack(app, "management", org.MANAGEMENT, org.HOME_REGION);
  const key = new kms.Key(stack, "delivery-key", {
    description: `Encrypts notifications of ${org.ORGANIZATION_TRAIL}`,
    enableKeyRotation: true,
    policy: new iam.PolicyDocument({ statements: statements(topicKeyPolicy()) }),
  });
  const topicName = `${org.ORGANIZATION_TRAIL}-delivery`;
  const topic = new sns.Topic(stack, "delivery-topic", { topicName, masterKey: key });
  for (const statement of statements(topicPolicy())) topic.addToResourcePolicy(statement);
  const trail = new cloudtrail.CfnTrail(stack, "trail", {
    trailName: org.ORGANIZATION_TRAIL,
    s3BucketName: ORGANIZATION_STORE.bucket,
    kmsKeyId: aliasArn(ORGANIZATION_STORE),
    isLogging: true,
    enableLogFileValidation: true,
    isMultiRegionTrail: true,
    isOrganizationTrail: true,
    includeGlobalServiceEvents: true,
    advancedEventSelectors: selectors(organizationSelectors(organization)),
    insightSelectors: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
    snsTopicName: topic.topicName,
  });
  trail.node.addDependency(topic);
  new CfnOutput(stack, "OrganizationTrailArn", { value: trail.attrArn });
}

/** The selectors as CloudFormation has them. */
function selectors(list) {
  return list.map(({ name, fieldSelector }) => ({ name, fieldSelectors: fieldSelector }));
}

function teamStack(app, team) {
  const stack = accountStack(app, `team-${team.name}`, team.account.id, team.region);
  const store = teamStore(team);
  const own = org.ownsLogs(team) ? ownLogs(stack, team, store) : undefined;
  const allRegions = team.purpose === "platform";
  const trail = new cloudtrail.CfnTrail(stack, "trail", {
    trailName: `acme-team-${team.name}`,
    s3BucketName: own?.bucket.bucketName ?? store.bucket,
    kmsKeyId: own?.key.keyArn ?? aliasArn(store),
    isLogging: true,
    enableLogFileValidation: true,
    isMultiRegionTrail: allRegions,
    isOrganizationTrail: false,
    includeGlobalServiceEvents: allRegions,
    advancedEventSelectors: selectors(teamSelectors(team)),
  });
  if (own !== undefined) trail.node.addDependency(own.bucket.policy);
  new CfnOutput(stack, "TrailArn", { value: trail.attrArn });
}

function ownLogs(stack, team, store) {
  const policy = ownAccessLogPolicy({ account: team.account.id, region: team.region, team: team.name });
  return logStore(stack, "logs", store, accessLogs(stack, org.accessLogBucket(team), policy));
}

const organization = org.organizationNamed(process.argv[2] ?? "reference");
const app = new App({
  outdir: process.env.CDK_OUTDIR ?? "cdk.out",
  analyticsReporting: false,
  context: { "@aws-cdk/core:stackResourceLimit": 0 },
});
logArchiveStack(app, organization);
managementStack(app, organization);
for (const team of organization.teams) teamStack(app, team);
app.synth();
