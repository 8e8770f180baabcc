import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONTROL_IDS } from "../../modules/controls";

/** The controls that are watched: few, so that less is waited for. */
const WATCHED: readonly string[] = ["root-use", "cloudtrail-changes", "key-deletion"];

const OTHER_CONTROLS = CONTROL_IDS.filter((id) => !WATCHED.includes(id))
  .map((id) => `    ${id}: { enabled: false }`)
  .join("\n");

/** A small organization: an archive that is locked, alarms, a team with central logs, and one with logs of its own. */
const ORGANIZATION = `# An organization.
organization:
  name: acme
  id: o-a1b2c3d4e5
  homeRegion: us-east-1
  accounts:
    management: { id: "111111111111" }
    logArchive: { id: "222222222222" }
    security: { id: "333333333333" }
    members:
      payments-production: { id: "444444444444" }
      data-production: { id: "555555555555" }
  deployRole: OrgTrailDeploy
terraform:
  state: { bucket: acme-terraform-state, region: us-east-1, keyPrefix: orgtrail }
archive:
  immutability: { kind: object-lock, mode: governance, days: 365, lifecycle: { expireAfterDays: 730 } }
  readers: [arn:aws:iam::333333333333:role/SecurityAudit]
  memberAccess: true
trail:
  insights: [api-call-rate, api-error-rate]
  record:
    - { preset: s3-write }
monitoring:
  retentionDays: 400
  notify:
    - { to: security@acme.example }
    - { to: oncall@acme.example, severities: [critical] }
  rules: { enabled: false }
  controls:
    root-use: { threshold: 1 }
${OTHER_CONTROLS}
tags:
  CostCenter: security
`;

const PAYMENTS = `
team: payments
account: payments-production
region: us-east-1
allRegions: true
destination: central
immutability: { kind: mfa-delete }
record:
  - { preset: s3-destructive, buckets: [acme-ledger, acme-statements] }
alarms:
  - name: ledger-deleted
    events: [DeleteObject, DeleteObjects]
    bucket: acme-ledger
    severity: high
    firstStep: Restore the objects from their versions, then ask who deleted them.
notify: [payments@acme.example]
`;

/** Writes the organization that is deployed. @returns its folder, to be removed */
export function writePlannedConfiguration(): string {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-config-"));
  mkdirSync(join(folder, "teams"));
  writeFileSync(join(folder, "organization.yaml"), ORGANIZATION);
  writeFileSync(join(folder, "teams", "payments.yaml"), PAYMENTS);
  return folder;
}

/** An edit of a file: a text becomes another, which must be there; without either, the file goes, or comes. */
export interface FileEdit {
  /** @default "organization.yaml" */
  readonly file?: string;
  /** @default - the file is made anew */
  readonly from?: string | RegExp;
  /** @default - the file is removed */
  readonly to?: string;
}

/** A copy of the organization with edits. */
export function editedConfiguration(base: string, folder: string, edits: readonly FileEdit[]): string {
  cpSync(base, folder, { recursive: true });
  for (const { file = "organization.yaml", from, to } of edits) {
    const path = join(folder, file);
    if (to === undefined) {
      rmSync(path);
      continue;
    }
    const text = from === undefined ? to : readFileSync(path, "utf8");
    const edited = from === undefined ? to : text.replace(from, to);
    if (from !== undefined && edited === text) throw new Error(`${file} has no ${String(from)}`);
    writeFileSync(path, edited);
  }
  return folder;
}
