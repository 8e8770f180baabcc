import {
  accountRoleTrust,
  pipelineRoleTrust,
  type PipelinePurpose,
  type PolicyDocument,
  type TokenPipeline,
} from "../../../modules/policy";
import {
  accountRoot,
  federated,
  FULL_AWS_ACCESS,
  iamUser,
  roleSession,
  type RequestPrincipal,
} from "../../../modules/policy-evaluation";
import type { PolicyTable } from "./mutations-tables";

const ACCOUNT = "222222222222";
const GITHUB = "token.actions.githubusercontent.com";
const ASSUME = "sts:AssumeRoleWithWebIdentity";

export const HUB = {
  kind: "github",
  repository: "acme/audit",
  environments: ["production", "a:b"],
  branches: ["main"],
} as const satisfies TokenPipeline;
export const IMMUTABLE: TokenPipeline = { ...HUB, repository: "acme@123456/audit@456789" };
export const LAB = {
  kind: "gitlab",
  project: "acme/security/audit",
  branches: ["main"],
} as const satisfies TokenPipeline;

/** HCP Terraform says in the subject whether a run plans or applies. */
export const HCP = {
  kind: "oidc",
  issuer: "app.terraform.io",
  audience: "aws.workload.identity",
  plan: ["organization:acme:project:audit:workspace:*:run_phase:plan"],
  deploy: ["organization:acme:project:audit:workspace:trail:run_phase:apply"],
} as const satisfies TokenPipeline;

interface Token {
  readonly issuer?: string;
  readonly sub: string;
  readonly aud?: string;
  /** @default "sts:AssumeRoleWithWebIdentity" */
  readonly action?: string;
}

/** A job by its token, and what it may take the role for. */
type Row = readonly [
  name: string,
  token: Token,
  expected: { readonly plan: boolean; readonly deploy: boolean },
];
const NOBODY = { plan: false, deploy: false };
const PLANS = { plan: true, deploy: false };
const DEPLOYS = { plan: false, deploy: true };

const ISSUERS = { github: GITHUB, gitlab: "gitlab.com", oidc: HCP.issuer };

/** The trust of the pipeline's two roles. */
function tables(name: string, pipeline: TokenPipeline, rows: readonly Row[]): readonly PolicyTable[] {
  const own = ISSUERS[pipeline.kind];
  const providerOf = (issuer: string): string => `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`;
  const table = (purpose: PipelinePurpose): PolicyTable => ({
    kind: "pipeline role trust",
    name: `pipeline role trust of ${name} to ${purpose}`,
    document: pipelineRoleTrust(pipeline, purpose, providerOf(own)),
    attachedTo: "the resource",
    rows: rows.map(([row, { issuer = own, sub, aud = "sts.amazonaws.com", action = ASSUME }, expected]) => ({
      name: row,
      request: {
        principal: federated(providerOf(issuer)),
        action,
        resource: `arn:aws:iam::${ACCOUNT}:role/acme-pipeline-${purpose}`,
        context: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud },
      },
      allowed: expected[purpose],
    })),
  });
  return [table("plan"), table("deploy")];
}

const TAG = "sts:TagSession";
const SUB = "repo:acme/audit";

const GITHUB_ROWS: readonly Row[] = [
  ["of a pull request", { sub: `${SUB}:pull_request` }, PLANS],
  ["of the branch", { sub: `${SUB}:ref:refs/heads/main` }, PLANS],
  ["of another branch", { sub: `${SUB}:ref:refs/heads/mine` }, NOBODY],
  ["of a branch whose name begins so", { sub: `${SUB}:ref:refs/heads/main2` }, NOBODY],
  ["of a tag", { sub: `${SUB}:ref:refs/tags/main` }, NOBODY],
  ["of the environment", { sub: `${SUB}:environment:production` }, DEPLOYS],
  ["of an environment with a colon, which the token encodes", { sub: `${SUB}:environment:a%3Ab` }, DEPLOYS],
  ["of another environment", { sub: `${SUB}:environment:staging` }, NOBODY],
  ["of another repository", { sub: "repo:acme/website:pull_request" }, NOBODY],
  ["of a fork", { sub: "repo:mallory/audit:pull_request" }, NOBODY],
  ["of a fork's environment", { sub: "repo:mallory/audit:environment:production" }, NOBODY],
  ["of a repository whose name begins so", { sub: "repo:acme/audit-tools:pull_request" }, NOBODY],
  ["for another audience", { sub: `${SUB}:pull_request`, aud: "https://github.com/acme" }, NOBODY],
  ["that deploys for another audience", { sub: `${SUB}:environment:production`, aud: "vault" }, NOBODY],
  ["of another issuer", { issuer: "gitlab.com", sub: `${SUB}:pull_request` }, NOBODY],
  ["with tags for the session", { sub: `${SUB}:pull_request`, action: TAG }, NOBODY],
  ["that deploys with tags for the session", { sub: `${SUB}:environment:production`, action: TAG }, NOBODY],
];

const WITH_IDS = "repo:acme@123456/audit@456789";
const IMMUTABLE_ROWS: readonly Row[] = [
  ["with ids in its subject", { sub: `${WITH_IDS}:pull_request` }, PLANS],
  ["with ids, of the branch", { sub: `${WITH_IDS}:ref:refs/heads/main` }, PLANS],
  ["with ids that deploys", { sub: `${WITH_IDS}:environment:production` }, DEPLOYS],
  ["with ids that deploys to the other environment", { sub: `${WITH_IDS}:environment:a%3Ab` }, DEPLOYS],
  ["without the ids that are asked for", { sub: "repo:acme/audit:pull_request" }, NOBODY],
  ["without the ids, that deploys", { sub: "repo:acme/audit:environment:production" }, NOBODY],
  ["of a later owner of the name", { sub: "repo:acme@999999/audit@456789:pull_request" }, NOBODY],
  ["for another audience", { sub: `${WITH_IDS}:pull_request`, aud: "vault" }, NOBODY],
  ["that deploys for another audience", { sub: `${WITH_IDS}:environment:production`, aud: "vault" }, NOBODY],
  ["with tags for the session", { sub: `${WITH_IDS}:pull_request`, action: TAG }, NOBODY],
  [
    "that deploys with tags for the session",
    { sub: `${WITH_IDS}:environment:production`, action: TAG },
    NOBODY,
  ],
];

const onRef = (project: string, ref: string, type = "branch"): Token => ({
  sub: `project_path:${project}:ref_type:${type}:ref:${ref}`,
});
const ON_MAIN = onRef("acme/security/audit", "main");
const GITLAB_ROWS: readonly Row[] = [
  ["of a merge request, on its source branch", onRef("acme/security/audit", "feature/x"), PLANS],
  ["of the protected branch", ON_MAIN, { plan: true, deploy: true }],
  ["of a branch whose name begins so", onRef("acme/security/audit", "main2"), PLANS],
  ["of a tag", onRef("acme/security/audit", "main", "tag"), NOBODY],
  ["of a fork", onRef("mallory/audit", "main"), NOBODY],
  ["of a project of the same name elsewhere", onRef("acme/audit", "main"), NOBODY],
  ["for another audience", { ...ON_MAIN, aud: "https://gitlab.com" }, NOBODY],
  ["of another issuer", { ...ON_MAIN, issuer: "gitlab.example" }, NOBODY],
  ["with tags for the session", { ...ON_MAIN, action: TAG }, NOBODY],
];

const RUN = "organization:acme:project:audit:workspace:trail:run_phase";
const aud = HCP.audience;
const HCP_ROWS: readonly Row[] = [
  ["of a run that plans", { sub: `${RUN}:plan`, aud }, PLANS],
  ["of a run of another workspace that plans", { sub: `${RUN}:plan`.replace("trail", "teams"), aud }, PLANS],
  ["of a run that applies", { sub: `${RUN}:apply`, aud }, DEPLOYS],
  [
    "of a run of another workspace that applies",
    { sub: `${RUN}:apply`.replace("trail", "teams"), aud },
    NOBODY,
  ],
  ["of another organization", { sub: `${RUN}:plan`.replace("acme", "mallory"), aud }, NOBODY],
  ["of another organization that applies", { sub: `${RUN}:apply`.replace("acme", "mallory"), aud }, NOBODY],
  ["of another project", { sub: `${RUN}:plan`.replace(":audit", ":web"), aud }, NOBODY],
  ["for another audience", { sub: `${RUN}:plan` }, NOBODY],
  ["that applies for another audience", { sub: `${RUN}:apply` }, NOBODY],
  ["of another issuer", { issuer: "gitlab.com", sub: `${RUN}:apply`, aud }, NOBODY],
  ["with tags for the session", { sub: `${RUN}:plan`, aud, action: TAG }, NOBODY],
  ["that applies with tags for the session", { sub: `${RUN}:apply`, aud, action: TAG }, NOBODY],
];

const role = (account: string, name: string): RequestPrincipal => roleSession({ account, role: name });
const PLAN_ROLE = role(ACCOUNT, "acme-pipeline-plan");

interface AccountRow {
  readonly name: string;
  readonly principal: RequestPrincipal;
  readonly allowed: boolean;
  /** @default "sts:AssumeRole" */
  readonly action?: string;
  /** The principal's own policies. @default - everything is allowed to it: the trust decides */
  readonly own?: readonly PolicyDocument[];
}

const ACCOUNT_ROWS: readonly AccountRow[] = [
  { name: "by the pipeline's role", principal: PLAN_ROLE, allowed: true },
  {
    name: "by the pipeline's role, whose own policies do not let it",
    principal: PLAN_ROLE,
    allowed: false,
    own: [],
  },
  {
    name: "by the pipeline's role, with tags for the session",
    principal: PLAN_ROLE,
    allowed: false,
    action: TAG,
  },
  { name: "by its role to deploy", principal: role(ACCOUNT, "acme-pipeline-deploy"), allowed: false },
  { name: "by another role of that account", principal: role(ACCOUNT, "Administrator"), allowed: false },
  {
    name: "by a role of that name in another account",
    principal: role("999999999999", "acme-pipeline-plan"),
    allowed: false,
  },
  {
    name: "by a role of that name under a path",
    principal: role(ACCOUNT, "x/acme-pipeline-plan"),
    allowed: false,
  },
  {
    name: "by a user of that name",
    principal: iamUser({ account: ACCOUNT, user: "acme-pipeline-plan" }),
    allowed: false,
  },
  { name: "by the root user", principal: accountRoot({ account: ACCOUNT }), allowed: false },
];

/** The role of another account, or that of the pipeline's own: the same trust, which IAM reads differently. */
function accountRoleTable(where: string, account: string): PolicyTable {
  return {
    kind: "account role trust",
    name: `account role trust ${where}`,
    document: accountRoleTrust("aws", [`arn:aws:iam::${ACCOUNT}:role/acme-pipeline-plan`]),
    attachedTo: "the resource",
    rows: ACCOUNT_ROWS.map(
      ({ name, principal, allowed, action = "sts:AssumeRole", own = [FULL_AWS_ACCESS] }) => ({
        name,
        request: { principal, action, resource: `arn:aws:iam::${account}:role/OrgTrailPlan` },
        beside: { identity: own },
        allowed,
      }),
    ),
  };
}

/** Who takes the pipeline's roles, and then those of the accounts. */
export const PIPELINE_TRUST_TABLES: readonly PolicyTable[] = [
  ...tables("GitHub", HUB, GITHUB_ROWS),
  ...tables("GitHub with ids", IMMUTABLE, IMMUTABLE_ROWS),
  ...tables("GitLab", LAB, GITLAB_ROWS),
  ...tables("HCP Terraform", HCP, HCP_ROWS),
  accountRoleTable("of another account", "444444444444"),
  accountRoleTable("of the pipeline's account", ACCOUNT),
];
