import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { organizationText } from "./organization-text";

/** An organization like the reference, watched over. It has one team, so that less is waited for. */
const ORGANIZATION = organizationText(
  `
archive:
  immutability: { kind: mfa-delete }
trail:
  insights: [api-call-rate, api-error-rate]
monitoring:
  notify:
    - { to: security@acme.example }
    - { to: security-oncall@acme.example, severities: [critical] }
  controls:
    security-group-changes: { threshold: 50, periodMinutes: 60 }
`,
  { members: { "payments-production": "444444444444" } },
);

const PAYMENTS = `
team: payments
account: payments-production
region: eu-west-1
destination: central
record:
  - { preset: s3-destructive, buckets: [acme-payments-ledger] }
alarms:
  - name: ledger-deleted
    events: [DeleteObject, DeleteObjects]
    bucket: acme-payments-ledger
    severity: high
    firstStep: Restore the objects from their versions, then ask who deleted them.
notify: [payments-oncall@acme.example]
rules: true
`;

/** Writes the configuration of an organization that is watched over. @returns its folder, to be removed */
export function writeWatchedConfiguration(): string {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-config-"));
  mkdirSync(join(folder, "teams"));
  writeFileSync(join(folder, "organization.yaml"), ORGANIZATION);
  writeFileSync(join(folder, "teams", "payments.yaml"), PAYMENTS);
  return folder;
}
