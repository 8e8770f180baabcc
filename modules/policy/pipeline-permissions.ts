import { sorted } from "../kernel";
import type { BucketName, Partition } from "../organization";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import type { PipelinePurpose } from "./pipeline";

/** Where Terraform's states are, and who may get there. */
export interface PipelineState {
  readonly bucket: BucketName;
  /** Starts the key of each state. */
  readonly keyPrefix: string;
  /** The key that encrypts states. @default - the bucket's own encryption, for which nothing is asked */
  readonly kmsKeyArn?: string;
  /** The role with which states are read and written. @default - the pipeline's own role reads and writes them */
  readonly roleArn?: string;
}

/**
 * What the pipeline's own role may do: reach the states, and take the roles of the accounts. To plan it writes nothing, the lock
 * file included: plan with `-lock=false`.
 * @param accountRoles their ARNs
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function pipelineRolePolicy(
  partition: Partition,
  purpose: PipelinePurpose,
  accountRoles: readonly string[],
  state: PipelineState,
): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowAssumeAccountRoles",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: [...sorted(accountRoles), ...(state.roleArn === undefined ? [] : [state.roleArn])],
    },
    state.roleArn === undefined ? stateStatements(partition, purpose, state) : [],
  );
}

function stateStatements(
  partition: Partition,
  purpose: PipelinePurpose,
  { bucket, keyPrefix, kmsKeyArn }: PipelineState,
): readonly PolicyStatement[] {
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const states = `${bucketArn}/${keyPrefix}/*.tfstate`;
  const locks = `${states}.tflock`;
  const deploys = purpose === "deploy";
  return [
    // Terraform lists the whole bucket for workspaces when it initializes.
    { Sid: "AllowListStates", Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
    {
      Sid: "AllowReadStates",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: deploys ? [states, locks] : states,
    },
    ...(deploys
      ? ([
          { Sid: "AllowWriteStates", Effect: "Allow", Action: "s3:PutObject", Resource: [states, locks] },
          { Sid: "AllowUnlockStates", Effect: "Allow", Action: "s3:DeleteObject", Resource: locks },
        ] as const)
      : []),
    ...(kmsKeyArn === undefined
      ? []
      : ([
          {
            Sid: "AllowUseStateKey",
            Effect: "Allow",
            Action: deploys ? ["kms:Decrypt", "kms:GenerateDataKey"] : "kms:Decrypt",
            Resource: kmsKeyArn,
          },
        ] as const)),
  ];
}
