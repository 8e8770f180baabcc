import { policyArn, roleArn, type AccountId } from "../../../modules/organization";
import type { SoundFiles } from "../draft";
import { certain } from "../names/names";

/** An account that orgtrail deploys to. */
export interface Account {
  /** Its name in organization.accounts. */
  readonly name: string;
  readonly id: AccountId;
  /** The role that Terraform assumes. @default - the caller's own credentials serve */
  readonly deployRoleArn?: string;
  /** The role that Terraform assumes where it only plans. @default - deployRoleArn */
  readonly planRoleArn?: string;
  /** The policy that bounds every role that is made there. @default - none */
  readonly permissionsBoundaryArn?: string;
}

/** The account with this name, which the checks have shown to be there. */
export function accountNamed({ organization: { organization }, names }: SoundFiles, name: string): Account {
  const { id: known, deployRole } = certain(names.accounts.get(name));
  const id = certain(known);
  const { partition, planRole, permissionsBoundary } = organization;
  return {
    name,
    id,
    ...(deployRole !== undefined && { deployRoleArn: roleArn(partition, id, deployRole) }),
    ...(planRole !== undefined && { planRoleArn: roleArn(partition, id, planRole) }),
    ...(permissionsBoundary !== undefined && {
      permissionsBoundaryArn: policyArn(partition, id, permissionsBoundary),
    }),
  };
}
