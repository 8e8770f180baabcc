import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfiguration, parseConfiguration, type Configuration, type Sources } from "../../stacks/config";

/** Configurations that tests share. */

/** The reference organization in config/. */
export function referenceConfiguration(): Configuration {
  return loadConfiguration(join(__dirname, "..", "..", "config"));
}

/** The least that makes a configuration. */
export const MINIMAL_ORGANIZATION = `
organization:
  name: acme
  id: o-a1b2c3d4e5
  homeRegion: us-east-1
  accounts:
    management: { id: "111111111111" }
    logArchive: { id: "222222222222" }
  deployRole: OrgTrailDeploy
terraform:
  state: { bucket: acme-terraform-state, region: us-east-1 }
archive:
  immutability: { kind: mfa-delete }
`;

/** Every optional key of both files is used. */
export const EVERYTHING_ORGANIZATION = `
organization:
  name: acme
  id: o-a1b2c3d4e5
  homeRegion: eu-west-1
  partition: aws
  accounts:
    management: { id: "111111111111", deployRole: ops/Deploy }
    logArchive: { id: "222222222222" }
    security: { id: "333333333333" }
    members:
      payments: { id: "444444444444" }
      data: { id: "055555555555", organizationalUnit: Workloads/Data }
      log-replica: { id: "666666666666" }
  deployRole: OrgTrailDeploy
  planRole: OrgTrailPlan
  permissionsBoundary: acme-pipeline-deploy-boundary
terraform:
  state:
    bucket: acme-terraform-state
    region: us-east-1
    account: security
    keyPrefix: security/orgtrail
    roleArn: arn:aws:iam::333333333333:role/State
    kmsKeyArn: arn:aws:kms:us-east-1:999999999999:key/11111111-2222-3333-4444-555555555555
  awsProvider: { atLeast: 6.2.0, below: 6.30.0 }
  destroyProtection: false
pipeline:
  kind: github
  repository: acme/audit
  environments: [production]
  branches: [main]
  issuer: github.acme.example/_services/token
  provider: existing
archive:
  immutability:
    kind: object-lock
    mode: compliance
    days: 400
    lifecycle:
      transitions:
        - { afterDays: 30, storageClass: STANDARD_IA }
        - { afterDays: 90, storageClass: GLACIER_IR }
      expireAfterDays: 2557
  bucketName: acme-audit-logs
  prefix: org/trail
  readers:
    - arn:aws:iam::333333333333:role/SecurityAudit
    - arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Audit_*
  administrators: [arn:aws:iam::222222222222:role/BreakGlass]
  memberAccess: true
  minimumTlsVersion: "1.3"
  stacks: 2
  accessLogs: { bucketName: acme-audit-access, expireAfterDays: 90 }
  validation: { lastHours: 12, shards: 3 }
  policyStatements:
    bucket:
      - Sid: OwnAuditorsLook
        Effect: Allow
        Principal: { AWS: "333333333333" }
        Action: [s3:GetBucketPolicy, s3:GetBucketTagging]
        Resource: arn:aws:s3:::acme-audit-logs
        Condition: { ArnLike: { "aws:PrincipalArn": arn:aws:iam::333333333333:role/Look* } }
    key:
      - Sid: OwnDenyElsewhere
        Effect: Deny
        Principal: { AWS: "444444444444" }
        Action: "kms:List*"
        Condition: { StringNotEquals: { "aws:RequestedRegion": [eu-west-1, eu-central-1] } }
  consumers:
    - name: panther
      role: "arn:aws:iam::777777777777:role/PantherLogProcessing*"
      externalId: 4f1c0a52-7d3b-4a91-9a7e-b0c5d2e8f613
      notify: sqs
      accounts: ["444444444444", "055555555555"]
    - name: soc
      account: "333333333333"
      notify: sns
      prefix: 111111111111/CloudTrail
    - name: lake
      account: "888888888888"
      externalId: lake:7f3a
      notify: eventbridge
      eventBusArn: arn:aws:events:eu-central-1:888888888888:event-bus/logs
  replica:
    account: log-replica
    region: eu-central-1
    administrators: [arn:aws:iam::666666666666:role/BreakGlass]
    readers: [arn:aws:iam::333333333333:role/SecurityAudit]
trail:
  name: acme-audit
  insights: [api-error-rate, api-call-rate]
  record:
    - { preset: management-all }
    - { preset: s3-all }
    - { preset: lambda-invocations }
    - { preset: network-activity-denied, eventSources: [s3.amazonaws.com] }
    - { category: Data, resourceType: AWS::DynamoDB::Table, eventName: { startsWith: [Delete] } }
  recordLogFileChanges: true
  deliveryNotifications: true
  delegatedAdministrator: security
monitoring:
  logGroupName: /acme/audit
  retentionDays: 365
  notify:
    - { to: security@acme.example }
    - { to: https://pager.example/acme, severities: [critical, high] }
    - { to: "+4915112345678", severities: [critical] }
  topics: { low: "arn:aws:sns:eu-west-1:111111111111:noise" }
  controls:
    vpc-changes: { enabled: false }
    root-use: { severity: high, threshold: 2, periodMinutes: 60 }
  dashboard: true
  rules:
    enabled: true
    targets:
      - { id: respond, arn: "arn:aws:lambda:eu-west-1:333333333333:function:respond" }
      - id: stream
        arn: arn:aws:kinesis:eu-west-1:333333333333:stream/events
        roleArn: arn:aws:iam::333333333333:role/Stream
    forwardToSecurity: true
configRules:
  deployAs: conformance-pack
  buckets: organization
  disabled: [bucket-public-read]
  everyAccount: [alarm-actions]
  excludedAccounts: ["666666666666"]
  evaluateEveryHours: 12
  registerDelegatedAdministrator: false
  aggregate: true
  recorders: { accounts: [management, logArchive, security], recordEverything: true }
  remediation:
    manual: [trail-validated, key-rotation]
    automatic: [bucket-versioning, bucket-public-access]
    attempts: 3
    retrySeconds: 120
    concurrentPercent: 20
    errorPercent: 10
securityHub:
  standards: { cis: "3.0.0", foundationalBestPractices: true }
  organization: { manage: true, autoEnable: true, defaultStandards: true }
  aggregate: [eu-central-1]
  notify: [security@acme.example]
  enabledAlready: [management]
  registerDelegatedAdministrator: false
analytics:
  athena:
    readers: [arn:aws:iam::333333333333:role/SecurityAudit]
    accounts: ["777777777777"]
    regions: [eu-west-1, eu-central-1]
    since: "2025-01-01"
    scanLimitGb: 500
    resultsExpireAfterDays: 7
  openSearch:
    newDomain:
      vpcId: vpc-0a1b2c3d
      subnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d, subnet-2a1b2c3d]
      reachedFrom: { securityGroupIds: [sg-0a1b2c3d], cidrs: [10.20.0.0/16] }
      masterRole: arn:aws:iam::222222222222:role/SearchMaster
      readers: [arn:aws:iam::333333333333:role/SecurityAudit]
      engineVersion: OpenSearch_2.17
      instanceType: r7g.large.search
      instancesPerSubnet: 2
      volumeGb: 500
    indexRotation: week
    keepDays: 180
    failedRecordsExpireAfterDays: 30
guardrails:
  targets: [r-ab12, ou-ab12-34cd56ef]
  breakGlass: ["arn:aws:iam::*:role/BreakGlass"]
  serviceControl: true
  resourceControl: true
acceptedChanges:
  - rule: logs-expire-sooner
    stack: log-archive
    resource: aws_s3_bucket_lifecycle_configuration.*
    reason: The board has shortened retention on 2 March.
    until: "2026-03-31"
tags: { CostCenter: security }
`;

export const EVERYTHING_CENTRAL_TEAM = `
team: payments
account: payments
region: eu-west-1
allRegions: true
destination: central
archiveStack: 2
trailName: payments-audit
bucketName: acme-payments-audit
immutability: { kind: mfa-delete }
readers: [arn:aws:iam::444444444444:role/Ledger]
policyStatements:
  bucket: []
  key: [{ Sid: OwnLook, Effect: Allow, Principal: { AWS: "444444444444" }, Action: kms:DescribeKey }]
record: [{ preset: management-write }, { preset: s3-destructive, buckets: [acme-ledger], prefix: 2026/ }]
logGroup: { name: /acme/payments-audit, retentionDays: 30 }
alarms:
  - { name: policy-changed, events: [PutBucketPolicy, "DeleteBucket*"], bucket: acme-ledger }
  - name: function-changed
    events: [UpdateFunctionCode20150331v2]
    function: pay
    principal: arn:aws:iam::444444444444:role/Developer
    severity: low
    threshold: 3
    periodMinutes: 60
    firstStep: Roll back.
notify: [payments@acme.example, "arn:aws:sqs:eu-west-1:444444444444:alarms"]
rules: true
`;

export const EVERYTHING_OWN_TEAM = `
team: data
account: data
region: eu-central-1
destination: own
bucketName: acme-data-audit
immutability: { kind: object-lock, mode: governance, days: 30 }
policyStatements: { accessLogs: [] }
readers: [arn:aws:iam::055555555555:role/Steward]
record: [{ preset: s3-read }]
`;

/** A configuration from the texts of its files. */
export function configurationOf(organization: string, ...teams: readonly string[]): Configuration {
  return parseConfiguration({
    organization: { file: "config/organization.yaml", text: organization },
    teams: teams.map((text, index) => ({ file: `config/teams/${index + 1}.yaml`, text })),
  });
}

/** The minimal organization with member accounts. */
export function organizationWithMembers(...names: readonly string[]): string {
  const members = names.map((name, index) => `      ${name}: { id: "${String(300000000000 + index)}" }`);
  return MINIMAL_ORGANIZATION.replace("  deployRole:", `    members:\n${members.join("\n")}\n  deployRole:`);
}

/** Every optional key is used, in both files. */
export function everythingConfiguration(): Configuration {
  return configurationOf(EVERYTHING_ORGANIZATION, EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM);
}

/** No optional key is used. */
export function minimalConfiguration(): Configuration {
  return configurationOf(MINIMAL_ORGANIZATION);
}

const OPTIONS = join(__dirname, "options");

/**
 * What the organization with everything on has something else for: each file of `options` is one such option, by the title in its first
 * line. It is found here, and walked by all tests that walk configurations.
 */
export const OPTION_TEXTS: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(OPTIONS).map((file) => {
    const text = readFileSync(join(OPTIONS, file), "utf8");
    return [text.slice(2, text.indexOf("\n")), text];
  }),
);

/** What an option may name beside. */
export const OPTION_DOCUMENTS: NonNullable<Sources["documents"]> = [
  { file: "config/idp.xml", text: '<EntityDescriptor entityID="https://idp.example"/>' },
];

/** The least with each option, by its title. */
export const OPTION_SOURCES: Readonly<Record<string, Sources>> = Object.fromEntries(
  Object.entries(OPTION_TEXTS).map(([title, option]) => {
    const text = `${MINIMAL_ORGANIZATION}monitoring: { rules: {} }\n${option}`;
    const organization = { file: "config/organization.yaml", text };
    return [title, { organization, teams: [], documents: OPTION_DOCUMENTS }];
  }),
);

/** The same as configurations. */
export function optionConfigurations(): readonly (readonly [title: string, configuration: Configuration])[] {
  return Object.entries(OPTION_SOURCES).map(([title, sources]) => [title, parseConfiguration(sources)]);
}

/** Configurations that between them have every resource that is made. */
export function everyConfiguration(): readonly (readonly [title: string, configuration: Configuration])[] {
  return [
    ["everything on", everythingConfiguration()],
    ...optionConfigurations(),
    ["the reference organization", referenceConfiguration()],
    ["the least", minimalConfiguration()],
  ];
}
