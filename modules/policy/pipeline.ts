import type { Partition } from "../organization";
import type { Problem } from "../validation";
import { principalPatternProblem } from "./readers";

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

/**
 * Jobs of whatever else issues tokens: Bitbucket, HCP Terraform, Spacelift, Buildkite. What a subject says is up to the issuer, and
 * so is who shares it: a subject begins with what is yours alone.
 */
export interface OidcPipeline {
  readonly kind: "oidc";
  /** The issuer, without `https://`: `app.terraform.io`. */
  readonly issuer: string;
  /** What the tokens are for. @default "sts.amazonaws.com" */
  readonly audience?: string;
  /** Subjects that may plan; `*` and `?` may stand where jobs differ, behind what is yours alone. */
  readonly plan: readonly string[];
  /** Subjects that may deploy. */
  readonly deploy: readonly string[];
}

/** Roles and users that AWS knows already: a person's role, or that of a machine on which Jenkins or Atlantis runs. */
export interface PrincipalPipeline {
  readonly kind: "principals";
  /** ARNs of those who may plan; the name may hold `*` and `?`, as the roles of IAM Identity Center need. */
  readonly plan: readonly string[];
  /** ARNs of those who may deploy. */
  readonly deploy: readonly string[];
}

/** A pipeline that shows who it is by OpenID Connect. */
export type TokenPipeline = GitHubPipeline | GitLabPipeline | OidcPipeline;

/** A pipeline, by how it shows who it is. */
export type Pipeline = TokenPipeline | PrincipalPipeline;

/** For what a pipeline takes a role. */
export type PipelinePurpose = "plan" | "deploy";

/** The pipeline's issuer of tokens, without `https://`, as conditions name it. */
export function pipelineIssuer({ kind, issuer }: TokenPipeline): string {
  return issuer ?? (kind === "github" ? "token.actions.githubusercontent.com" : "gitlab.com");
}

/** What the pipeline's tokens are for. aws-actions/configure-aws-credentials asks for `sts.amazonaws.com`. */
export function pipelineAudience(pipeline: TokenPipeline): string {
  return (pipeline.kind === "github" ? undefined : pipeline.audience) ?? "sts.amazonaws.com";
}

/**
 * The subjects that may take a role. A branch of GitLab may be any: a merge request's pipeline runs on its source branch, and
 * that of a fork in the fork's project.
 * @see https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function pipelineSubjects(pipeline: TokenPipeline, purpose: PipelinePurpose): readonly string[] {
  if (pipeline.kind === "oidc") return pipeline[purpose];
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

/** What is wrong with a pipeline, and where in it. */
export interface PipelineProblem extends Problem {
  readonly path: readonly (string | number)[];
}

/** Why nobody, or anybody, could take the roles of the pipeline. */
export function pipelineProblems(pipeline: Pipeline): readonly PipelineProblem[] {
  switch (pipeline.kind) {
    case "principals":
      return [...inEach(pipeline, "plan", principalProblem), ...inEach(pipeline, "deploy", principalProblem)];
    case "oidc":
      return [
        ...issuerProblems(pipeline),
        ...inEach(pipeline, "plan", subjectProblem),
        ...inEach(pipeline, "deploy", subjectProblem),
      ];
    case "gitlab":
      return [
        ...at(["project"], PROJECT.test(pipeline.project) ? undefined : noProject(pipeline.project)),
        ...issuerProblems(pipeline),
        ...inEach(pipeline, "branches", patternProblem),
      ];
    case "github": {
      const { repository, branches = [] } = pipeline;
      return [
        ...at(["repository"], REPOSITORY.test(repository) ? undefined : noRepository(repository)),
        ...issuerProblems(pipeline),
        ...inEach(pipeline, "environments", patternProblem),
        ...branches.flatMap((branch, index) => at(["branches", index], patternProblem(branch))),
      ];
    }
  }
}

function at(path: PipelineProblem["path"], problem: Problem | undefined): readonly PipelineProblem[] {
  return problem === undefined ? [] : [{ ...problem, path }];
}

/** What is wrong with each of a list, which may not be empty. */
function inEach<K extends string>(
  lists: Readonly<Record<K, readonly string[]>>,
  key: K,
  problemOf: (one: string) => Problem | undefined,
): readonly PipelineProblem[] {
  const list = lists[key];
  if (list.length === 0) {
    const problem = { what: "is empty", allowed: "at least one", remedy: "name who may take the role" };
    return at([key], problem);
  }
  return list.flatMap((one, index) => at([key, index], problemOf(one)));
}

function issuerProblems(pipeline: TokenPipeline): readonly PipelineProblem[] {
  if (ISSUER.test(pipelineIssuer(pipeline))) return [];
  return at(["issuer"], {
    what: "is no issuer",
    received: pipeline.issuer,
    allowed: "a host, with its path where it has one, without https://",
    remedy: "copy it from the server's .well-known/openid-configuration",
  });
}

const noProject = (received: string): Problem => ({
  what: "names no project",
  received,
  allowed: "GROUP/PROJECT, with all groups above it",
  remedy: "name one, without wildcards",
});

const noRepository = (received: string): Problem => ({
  what: "names no repository",
  received,
  allowed: "OWNER/REPOSITORY, or OWNER@ID/REPOSITORY@ID where its subjects are immutable",
  remedy: "name one, without wildcards",
});

function patternProblem(name: string): Problem | undefined {
  if (name !== "" && !/[*?]/.test(name)) return undefined;
  return {
    what: "is a pattern in place of a name",
    received: name,
    allowed: "names without * and ?",
    remedy: "name each environment and branch",
  };
}

/** A part that is a mere key, such as `organization` in `organization:acme:…`: what it is of comes after it. */
const KEY = /^[a-z_-]+$/i;

/** Issuers are shared: what is not pinned by the first parts of a subject is somebody else's as well. */
function subjectProblem(subject: string): Problem | undefined {
  const parts = subject.split(":");
  const pinned = parts.slice(0, KEY.test(parts[0] ?? "") ? 2 : 1);
  if (pinned.every((part) => part !== "" && !/[*?]/.test(part))) return undefined;
  return {
    what: "is a subject that is anybody's",
    received: subject,
    allowed: "subjects whose first parts are without * and ?, such as organization:acme:project:audit:*",
    remedy: "begin it with the organization, space or repository that is yours",
  };
}

function principalProblem(arn: string): Problem | undefined {
  const partition = (arn.split(":")[1] ?? "") as Partition;
  const problem = principalPatternProblem(partition, arn);
  if (problem !== undefined) return problem;
  if (!/[/:][*?]+$/.test(arn)) return undefined;
  return {
    what: "is anybody of the account",
    received: arn,
    allowed: "ARNs of roles and users, with * and ? in a part of the name",
    remedy: "name the role",
  };
}
