import type { AccountId, Partition, Region } from "../organization";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "./document";

/** Where a runbook runs. */
export interface RunbookPlace {
  readonly partition: Partition;
  readonly region: Region;
  readonly account: AccountId;
}

function executions({ partition, region, account }: RunbookPlace): string {
  return `arn:${partition}:ssm:${region}:${account}:automation-execution/*`;
}

/**
 * Lets Systems Manager take the role with which a runbook runs, for runs of this account and Region.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
 */
export function remediationRoleTrust(place: RunbookPlace): PolicyDocument {
  return policyDocument({
    Sid: "AllowAutomationAssumeRole",
    Effect: "Allow",
    Principal: { Service: "ssm.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      ArnLike: { "aws:SourceArn": executions(place) },
      StringEquals: { "aws:SourceAccount": place.account },
    },
  });
}

/** What that role may do: run the one runbook, which AWS owns, and what the runbook does. */
export function remediationRolePolicy(
  place: RunbookPlace,
  runbook: string,
  permissions: readonly PolicyStatement[],
): PolicyDocument {
  const { partition, region } = place;
  return policyDocument(
    {
      Sid: "AllowStartRunbook",
      Effect: "Allow",
      Action: "ssm:StartAutomationExecution",
      Resource: [
        `arn:${partition}:ssm:${region}::automation-definition/${runbook}:*`,
        `arn:${partition}:ssm:${region}::document/${runbook}`,
      ],
    },
    {
      Sid: "AllowFollowRunbook",
      Effect: "Allow",
      Action: "ssm:GetAutomationExecution",
      Resource: executions(place),
    },
    permissions,
  );
}
