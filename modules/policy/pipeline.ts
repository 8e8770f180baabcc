import type { Problem } from "../validation";

/** The GitHub Actions workflows of one repository. */
export interface GitHubPipeline {
  readonly kind: "github";
  /**
   * `acme/audit`; of a repository whose subjects are immutable, those made since 15 July 2026 among them, with the ids:
   * `acme@123456/audit@456789`.
   * @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
   */
  readonly repository: string;
  /** Environments whose jobs may deploy. Who may start such a job is up to GitHub's rules of the environment. */
  readonly environments: readonly string[];
  /** Branches whose jobs may plan, besides those of pull requests: for a plan each night. @default - none */
  readonly branches?: readonly string[];
  /** The issuer, without `https://`. @default "token.actions.githubusercontent.com" */
  readonly issuer?: string;
}

/** The GitLab CI jobs of one project. */
export interface GitLabPipeline {
  readonly kind: "gitlab";
  /** `acme/security/audit` */
  readonly project: string;
  /** Branches whose jobs may deploy: protected ones, since anybody who may push to one deploys. */
  readonly branches: readonly string[];
  /** The issuer, without `https://`. @default "gitlab.com" */
  readonly issuer?: string;
  /** What the jobs ask their tokens for: `aud` of `id_tokens`. @default "sts.amazonaws.com" */
  readonly audience?: string;
}

/** A pipeline, as it shows who it is: by OpenID Connect. */
export type Pipeline = GitHubPipeline | GitLabPipeline;

/** For what a pipeline takes a role. */
export type PipelinePurpose = "plan" | "deploy";

/** The pipeline's issuer of tokens, without `https://`, as conditions name it. */
export function pipelineIssuer({ kind, issuer }: Pipeline): string {
  return issuer ?? (kind === "github" ? "token.actions.githubusercontent.com" : "gitlab.com");
}

/** What the pipeline's tokens are for. aws-actions/configure-aws-credentials asks for `sts.amazonaws.com`. */
export function pipelineAudience(pipeline: Pipeline): string {
  return (pipeline.kind === "gitlab" ? pipeline.audience : undefined) ?? "sts.amazonaws.com";
}

/**
 * The subjects that may take a role. A branch of GitLab may be any: a merge request's pipeline runs on its source branch, and
 * that of a fork in the fork's project.
 * @see https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function pipelineSubjects(pipeline: Pipeline, purpose: PipelinePurpose): readonly string[] {
  if (pipeline.kind === "gitlab") {
    const branches = purpose === "plan" ? ["*"] : pipeline.branches;
    return branches.map((branch) => `project_path:${pipeline.project}:ref_type:branch:ref:${branch}`);
  }
  const { repository, environments, branches = [] } = pipeline;
  return purpose === "plan"
    ? [
        `repo:${repository}:pull_request`,
        ...branches.map((branch) => `repo:${repository}:ref:refs/heads/${branch}`),
      ]
    : environments.map((name) => `repo:${repository}:environment:${name.replaceAll(":", "%3A")}`);
}

const REPOSITORY = /^[\w.-]+\/[\w.-]+$|^[\w.-]+@\d+\/[\w.-]+@\d+$/;
const PROJECT = /^[\w.-]+(\/[\w.-]+)+$/;
const ISSUER = /^[a-z0-9.-]+(\/[\w.-]+)*$/;

/** Why nobody, or anybody, could take the roles of the pipeline. */
export function pipelineProblem(pipeline: Pipeline): Problem | undefined {
  const named = pipeline.kind === "github" ? pipeline.repository : pipeline.project;
  if (!(pipeline.kind === "github" ? REPOSITORY : PROJECT).test(named)) {
    return {
      what: pipeline.kind === "github" ? "names no repository" : "names no project",
      received: named,
      allowed:
        pipeline.kind === "github"
          ? "OWNER/REPOSITORY, or OWNER@ID/REPOSITORY@ID where its subjects are immutable"
          : "GROUP/PROJECT, with all groups above it",
      remedy: "name one, without wildcards",
    };
  }
  if (!ISSUER.test(pipelineIssuer(pipeline))) {
    return {
      what: "has an issuer that is none",
      received: pipeline.issuer,
      allowed: "a host, with its path where it has one, without https://",
      remedy: "copy it from the server's .well-known/openid-configuration",
    };
  }
  const deploying = pipeline.kind === "github" ? pipeline.environments : pipeline.branches;
  if (deploying.length === 0) {
    return {
      what: pipeline.kind === "github" ? "has no environments" : "has no branches",
      allowed: "at least one",
      remedy: `name ${pipeline.kind === "github" ? "the environments" : "the protected branches"} that deploy`,
    };
  }
  const open = [...deploying, ...(pipeline.branches ?? [])].find((name) => name === "" || /[*?]/.test(name));
  if (open === undefined) return undefined;
  return {
    what: "has a pattern in place of a name",
    received: open,
    allowed: "names without * and ?",
    remedy: "name each environment and branch",
  };
}
