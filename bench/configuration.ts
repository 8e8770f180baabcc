import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AUDITOR,
  HOME_REGION,
  LOG_ARCHIVE,
  MANAGEMENT,
  ORGANIZATION_ID,
  ORGANIZATION_TRAIL,
  SECURITY,
  type Organization,
  type Team,
} from "./organization";

/** What watches over an organization. The programs that orgtrail is compared with make none of it. */
export const WATCHED = `
monitoring: { notify: [{ to: security@example.com }] }
configRules: { buckets: tagged }
guardrails: { targets: [r-a1b2] }
securityHub: {}
`;

/** Writes the organization as the YAML that orgtrail reads, in the style of config/, with more in organization.yaml. */
export function writeConfiguration(folder: string, organization: Organization, more = ""): void {
  mkdirSync(join(folder, "teams"), { recursive: true });
  writeFileSync(join(folder, "organization.yaml"), `${organizationYaml(organization)}${more}`);
  for (const team of organization.teams) {
    writeFileSync(join(folder, "teams", `${team.name}.yaml`), teamYaml(team));
  }
}

function organizationYaml({ members }: Organization): string {
  return `organization:
  name: acme
  id: ${ORGANIZATION_ID}
  homeRegion: ${HOME_REGION}
  partition: aws
  accounts:
    management: { id: "${MANAGEMENT}" }
    logArchive: { id: "${LOG_ARCHIVE}" }
    security: { id: "${SECURITY}" }
    members:
${members.map(({ name, id }) => `      ${name}: { id: "${id}" }\n`).join("")}  deployRole: OrgTrailDeploy

terraform:
  state:
    bucket: acme-terraform-state
    region: us-east-1
    keyPrefix: orgtrail

archive:
  immutability: { kind: mfa-delete }
  readers:
    - ${AUDITOR}
  memberAccess: true

trail:
  name: ${ORGANIZATION_TRAIL}
  insights: [api-call-rate, api-error-rate]
  record:
    - { preset: s3-write }
    - { preset: lambda-invocations }
  deliveryNotifications: true
  delegatedAdministrator: security

tags:
  CostCenter: security
`;
}

function teamYaml(team: Team): string {
  return `# One of many teams, as the benchmark generates them.

team: ${team.name}
account: ${team.account.name}
region: ${team.region}
${purposeYaml(team)}`;
}

function purposeYaml({ purpose, name, account }: Team): string {
  switch (purpose) {
    case "payments":
      return `destination: central
record:
  - { preset: s3-destructive, buckets: [acme-${name}-ledger, acme-${name}-statements] }
`;
    case "data":
      return `destination: own
immutability:
  kind: object-lock
  mode: governance
  days: 365
  lifecycle:
    transitions:
      - { afterDays: 90, storageClass: GLACIER_IR }
    expireAfterDays: 730
readers:
  - arn:aws:iam::${account.id}:role/DataSteward
record:
  - { preset: s3-read, bucketPrefix: acme-lake- }
`;
    case "platform":
      return `allRegions: true
destination: central
record:
  - { preset: lambda-invocations }
  - { preset: s3-destructive, bucketPrefix: acme-${name}- }
`;
  }
}
