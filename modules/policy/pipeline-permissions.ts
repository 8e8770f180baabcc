import { sorted } from "../kernel";
import {
  bucketArn,
  roleArn,
  type AccountId,
  type BucketName,
  type Partition,
  type RoleName,
} from "../organization";
import type { Problem } from "../validation";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";
import type { PipelinePurpose } from "./pipeline";
import { requireTls } from "./tls";

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

/** The policy of the bucket for states: over TLS, and for nobody of another account. */
export function stateBucketPolicy(partition: Partition, bucket: BucketName): PolicyDocument {
  const arn = bucketArn(partition, bucket);
  return policyDocument(...requireTls([arn, `${arn}/*`]));
}

/** The roles of the accounts, as `AccountRoles` makes them. */
export interface RolesOfAccounts {
  readonly partition: Partition;
  /** The accounts whose roles the pipeline takes: all that are deployed to, at least one. */
  readonly accounts: readonly AccountId[];
  /** The role of each account with which Terraform plans: `organization.planRole`. */
  readonly planRole: RoleName;
  /** The role of each account with which Terraform deploys: `organization.deployRole`. */
  readonly deployRole: RoleName;
  /** The deploy roles of accounts in which it has another name, by the account's id. @default - it has one name everywhere */
  readonly otherDeployRoles?: Readonly<Record<string, RoleName>>;
}

/** The ARNs of the roles that the pipeline takes for the purpose, an account each. */
export function rolesTaken(
  { partition, accounts, planRole, deployRole, otherDeployRoles = {} }: RolesOfAccounts,
  purpose: PipelinePurpose,
): readonly string[] {
  return accounts.map((id) =>
    roleArn(partition, id, purpose === "plan" ? planRole : (otherDeployRoles[id] ?? deployRole)),
  );
}

/** Where states of bootstrap begin: no pipeline changes its own roles. */
export const BOOTSTRAP_STATES = "bootstrap";

/** Why the pipeline would reach the states of what bootstrap makes. */
export function pipelineStateProblem(keyPrefix: string): Problem | undefined {
  if (keyPrefix !== BOOTSTRAP_STATES) return undefined;
  return {
    what: "is where the states of bootstrap begin, so that the pipeline could change its own roles",
    received: keyPrefix,
    allowed: "another prefix, such as orgtrail",
    remedy: "choose another",
  };
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
  const arn = bucketArn(partition, bucket);
  const states = `${arn}/${keyPrefix}/*.tfstate`;
  const locks = `${states}.tflock`;
  const deploys = purpose === "deploy";
  return [
    // Terraform lists the whole bucket for workspaces when it initializes.
    { Sid: "AllowListStates", Effect: "Allow", Action: "s3:ListBucket", Resource: arn },
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
            ...keyElements(kmsKeyArn),
          },
        ] as const)),
  ];
}

/**
 * A key by its ARN, or by that of an alias: IAM knows keys by their own ARN alone.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyElements(arn: string): Pick<PolicyStatement, "Resource" | "Condition"> {
  const [, place, alias] = /^(.+):(alias\/.+)$/.exec(arn) ?? [];
  if (place === undefined || alias === undefined) return { Resource: arn };
  return {
    Resource: `${place}:key/*`,
    Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } },
  };
}
