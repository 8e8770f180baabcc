import { sorted } from "../kernel";
import { policyDocument, type PolicyDocument } from "./document";
import {
  pipelineAudience,
  pipelineIssuer,
  pipelineSubjects,
  type Pipeline,
  type PipelinePurpose,
} from "./pipeline";
import { pinnedPrincipals } from "./readers";
import type { Partition } from "../organization";

/**
 * Lets the pipeline take a role: jobs of the one repository, for a pull request or branch to plan, for an environment or
 * protected branch to deploy, with a token that was made for AWS.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export function pipelineRoleTrust(
  pipeline: Pipeline,
  purpose: PipelinePurpose,
  providerArn: string,
): PolicyDocument {
  const issuer = pipelineIssuer(pipeline);
  const audience = { [`${issuer}:aud`]: pipelineAudience(pipeline) };
  const subjects = { [`${issuer}:sub`]: sorted(pipelineSubjects(pipeline, purpose)) };
  const anyBranch = pipeline.kind === "gitlab" && purpose === "plan";
  return policyDocument({
    Sid: "AllowPipeline",
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: anyBranch
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
