import { OLDEST_PROVIDER } from "../../../modules/event-selectors";
import { compareVersions } from "../../../modules/kernel";
import type { Check } from "../draft";
import type { Fault } from "../fault";

const ROLE = /^arn:([a-z-]+):iam::(\d{12}):role\/[\w+=,.@/-]+$/;
const KEY = /^arn:([a-z-]+):kms:([a-z0-9-]+):\d{12}:(key|alias)\/[\w/-]+$/;

/** The state's role is one of the partition, and its key one of the Region of the state bucket. */
export const stateArns: Check = ({ organization: { file, value } }) => {
  const { partition = "aws" } = value.organization ?? {};
  const { roleArn, kmsKeyArn, region } = value.terraform?.state ?? {};
  const fault = (key: string, received: string, allowed: string): Fault =>
    file.fault(["terraform", "state", key], {
      what: "is not what Terraform can take for it",
      received,
      allowed,
      remedy: "copy the whole ARN",
    });
  const faults: Fault[] = [];
  if (roleArn !== undefined && ROLE.exec(roleArn)?.[1] !== partition) {
    faults.push(fault("roleArn", roleArn, `the ARN of a role of partition ${partition}`));
  }
  if (kmsKeyArn !== undefined) {
    const [, of, keyRegion] = KEY.exec(kmsKeyArn) ?? [];
    if (of !== partition || (region !== undefined && keyRegion !== region)) {
      const place = region === undefined ? "" : ` in ${region}, where the state bucket is`;
      faults.push(fault("kmsKeyArn", kmsKeyArn, `the ARN of a key of partition ${partition}${place}`));
    }
  }
  return faults;
};

/**
 * The state's role is one of the account that has the bucket: the policy that bootstrap gives the bucket lets in nobody of another.
 * Where the file neither names that account nor has a pipeline, whose roles stand there, the bucket may be anybody's.
 */
export const stateRoleReachesBucket: Check = ({ organization: { file, value }, names }) => {
  const { roleArn, account } = value.terraform?.state ?? {};
  const path = ["terraform", "state"];
  const isSaid = value.pipeline !== undefined || file.sourceOf([...path, "account"]) !== undefined;
  const [, , of] = ROLE.exec(roleArn ?? "") ?? [];
  const holder = account === undefined ? undefined : names.accounts.get(account)?.id;
  if (!isSaid || of === undefined || holder === undefined || of === holder) return [];
  return [
    file.fault([...path, "roleArn"], {
      what: `is of account ${of}, and cannot reach the state bucket, which is in account ${holder}, ${account}`,
      received: roleArn,
      allowed: `a role of account ${holder}`,
      remedy: "correct the role, or name the account that has the bucket in terraform.state.account",
    }),
  ];
};

/** The range of AWS providers is not empty, and starts where orgtrail's resources are known to work. */
export const providerVersions: Check = ({ organization: { file, value } }) => {
  const { atLeast, below } = value.terraform?.awsProvider ?? {};
  if (atLeast !== undefined && compareVersions(atLeast, OLDEST_PROVIDER) < 0) {
    return [
      file.fault(["terraform", "awsProvider", "atLeast"], {
        what: "is older than the oldest AWS provider that orgtrail works with",
        received: atLeast,
        allowed: `${OLDEST_PROVIDER} or later`,
        remedy: "raise it",
      }),
    ];
  }
  if (atLeast !== undefined && below !== undefined && compareVersions(atLeast, below) >= 0) {
    return [
      file.fault(["terraform", "awsProvider", "below"], {
        what: `leaves no version at or above ${atLeast}`,
        received: below,
        allowed: `a version above ${atLeast}`,
        remedy: "raise it, or lower atLeast",
      }),
    ];
  }
  return [];
};
