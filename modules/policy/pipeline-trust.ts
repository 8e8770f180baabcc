import { sorted } from "../kernel";
import { oidcProviderArn, type AccountId, type Partition } from "../organization";
import { policyDocument, type PolicyDocument } from "./document";
import {
  pipelineAudience,
  pipelineIssuer,
  pipelineSubjects,
  type Pipeline,
  type PipelinePurpose,
  type TokenPipeline,
} from "./pipeline";
import { pinnedPrincipals } from "./readers";

/**
 * Who takes a role of the pipeline, whichever kind of pipeline it is.
 * @param providerArn the ARN of the account's provider for the issuer, where tokens are shown
 */
export function pipelineTrust(
  pipeline: Pipeline,
  purpose: PipelinePurpose,
  { partition, account }: { readonly partition: Partition; readonly account: AccountId },
  providerArn?: string,
): PolicyDocument {
  if (pipeline.kind === "principals") return accountRoleTrust(partition, pipeline[purpose]);
  const provider = providerArn ?? oidcProviderArn(partition, account, pipelineIssuer(pipeline));
  return pipelineRoleTrust(pipeline, purpose, provider);
}

/**
 * Lets the pipeline take a role: jobs with the subjects of the purpose, such as those of the one repository for a pull request or
 * branch to plan, for an environment or protected branch to deploy, with a token that was made for AWS.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export function pipelineRoleTrust(
  pipeline: TokenPipeline,
  purpose: PipelinePurpose,
  providerArn: string,
): PolicyDocument {
  const issuer = pipelineIssuer(pipeline);
  const audience = { [`${issuer}:aud`]: pipelineAudience(pipeline) };
  const named = sorted(pipelineSubjects(pipeline, purpose));
  const subjects = { [`${issuer}:sub`]: named };
  const arePatterns = named.some((subject) => /[*?]/.test(subject));
  return policyDocument({
    Sid: "AllowPipeline",
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: arePatterns
      ? { StringEquals: audience, StringLike: subjects }
      : { StringEquals: { ...audience, ...subjects } },
  });
}

/** Lets roles of other accounts take an account's role. */
export function accountRoleTrust(partition: Partition, roleArns: readonly string[]): PolicyDocument {
  return policyDocument({
    Sid: "AllowPipelineRoles",
    Effect: "Allow",
    Action: "sts:AssumeRole",
    ...pinnedPrincipals(partition, roleArns),
  });
}
