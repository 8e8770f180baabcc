import { replicationRoleName, roleArn } from "../../organization";
import { allow } from "../allowance";
import type { PolicyStatement } from "../document";
import type { Feature } from "../features";
import type { NameFamilies } from "../guardrail-names";
import { REPLICATION_ROLE_ACTIONS } from "../replica";
import { anyLogFile, findLogs, decryptLogs, type PoliciesOf } from "./feature";

export const REPLICA_POLICIES = {
  // S3 makes a second copy with a role of the account, in whatever other.
  replica: (names, account) => {
    const role = roleArn(names.partition, account, replicationRoleName(names.name));
    return { services: ["s3.amazonaws.com"], bounds: replicationBounds(names, role), writers: [role] };
  },
} as const satisfies Partial<Record<Feature, PoliciesOf>>;

/** Copies log files, from bucket to bucket, as the one role does. */
function replicationBounds(names: NameFamilies, role: string): readonly PolicyStatement[] {
  return [
    findLogs(names),
    decryptLogs(names),
    allow("FindReplication", ["s3:GetReplicationConfiguration"], "*"),
    allow(
      "Replicate",
      REPLICATION_ROLE_ACTIONS,
      [anyLogFile(names), `arn:${names.partition}:kms:*:*:key/*`],
      {
        ArnEquals: { "aws:PrincipalArn": role },
      },
    ),
  ];
}
