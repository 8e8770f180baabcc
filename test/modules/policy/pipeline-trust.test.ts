import {
  accountRoleTrust,
  pipelineProblem,
  pipelineRoleTrust,
  type Pipeline,
  type PipelinePurpose,
} from "../../../modules/policy";
import {
  accountRoot,
  authorize,
  federated,
  FULL_AWS_ACCESS,
  iamUser,
  roleSession,
  type RequestPrincipal,
} from "../../../modules/policy-evaluation";

const ACCOUNT = "222222222222";
const GITHUB = "token.actions.githubusercontent.com";
const providerOf = (issuer: string): string => `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`;

const HUB: Pipeline = {
  kind: "github",
  repository: "acme/audit",
  environments: ["production", "a:b"],
  branches: ["main"],
};
const IMMUTABLE: Pipeline = { ...HUB, repository: "acme@123456/audit@456789" };
const LAB: Pipeline = { kind: "gitlab", project: "acme/security/audit", branches: ["main"] };

interface Token {
  readonly issuer?: string;
  readonly sub: string;
  readonly aud?: string;
}

function takes(pipeline: Pipeline, purpose: PipelinePurpose, { issuer, sub, aud }: Token): boolean {
  const own = pipeline.kind === "github" ? GITHUB : "gitlab.com";
  const from = issuer ?? own;
  return (
    authorize(
      {
        principal: federated(providerOf(from)),
        action: "sts:AssumeRoleWithWebIdentity",
        resource: `arn:aws:iam::${ACCOUNT}:role/acme-pipeline-${purpose}`,
        context: {
          [`${from}:sub`]: sub,
          [`${from}:aud`]: aud ?? "sts.amazonaws.com",
        },
      },
      { resource: pipelineRoleTrust(pipeline, purpose, providerOf(own)) },
    ).verdict === "allowed"
  );
}

type Row = [string, Pipeline, Token, { plan: boolean; deploy: boolean }];
const NOBODY = { plan: false, deploy: false };
const PLANS = { plan: true, deploy: false };
const DEPLOYS = { plan: false, deploy: true };

describe("a GitHub job takes a role", () => {
  it.each<Row>([
    ["of a pull request", HUB, { sub: "repo:acme/audit:pull_request" }, PLANS],
    ["of the branch", HUB, { sub: "repo:acme/audit:ref:refs/heads/main" }, PLANS],
    ["of another branch", HUB, { sub: "repo:acme/audit:ref:refs/heads/mine" }, NOBODY],
    ["of a branch whose name begins so", HUB, { sub: "repo:acme/audit:ref:refs/heads/main2" }, NOBODY],
    ["of a tag", HUB, { sub: "repo:acme/audit:ref:refs/tags/main" }, NOBODY],
    ["of the environment", HUB, { sub: "repo:acme/audit:environment:production" }, DEPLOYS],
    [
      "of an environment with a colon, which the token encodes",
      HUB,
      { sub: "repo:acme/audit:environment:a%3Ab" },
      DEPLOYS,
    ],
    ["of another environment", HUB, { sub: "repo:acme/audit:environment:staging" }, NOBODY],
    ["of another repository", HUB, { sub: "repo:acme/website:pull_request" }, NOBODY],
    ["of a fork", HUB, { sub: "repo:mallory/audit:pull_request" }, NOBODY],
    ["of a fork's environment", HUB, { sub: "repo:mallory/audit:environment:production" }, NOBODY],
    ["of a repository whose name begins so", HUB, { sub: "repo:acme/audit-tools:pull_request" }, NOBODY],
    [
      "for another audience",
      HUB,
      { sub: "repo:acme/audit:pull_request", aud: "https://github.com/acme" },
      NOBODY,
    ],
    [
      "that deploys for another audience",
      HUB,
      { sub: "repo:acme/audit:environment:production", aud: "vault" },
      NOBODY,
    ],
    ["of another issuer", HUB, { issuer: "gitlab.com", sub: "repo:acme/audit:pull_request" }, NOBODY],
    ["with ids in its subject", IMMUTABLE, { sub: "repo:acme@123456/audit@456789:pull_request" }, PLANS],
    [
      "with ids that deploys",
      IMMUTABLE,
      { sub: "repo:acme@123456/audit@456789:environment:production" },
      DEPLOYS,
    ],
    ["without the ids that are asked for", IMMUTABLE, { sub: "repo:acme/audit:pull_request" }, NOBODY],
    [
      "of a later owner of the name",
      IMMUTABLE,
      { sub: "repo:acme@999999/audit@456789:pull_request" },
      NOBODY,
    ],
  ])("%s", (_, pipeline, token, expected) => {
    expect({ plan: takes(pipeline, "plan", token), deploy: takes(pipeline, "deploy", token) }).toEqual(
      expected,
    );
  });
});

describe("a GitLab job takes a role", () => {
  const sub = (project: string, ref: string, type = "branch"): Token => ({
    sub: `project_path:${project}:ref_type:${type}:ref:${ref}`,
  });
  it.each<Row>([
    ["of a merge request, on its source branch", LAB, sub("acme/security/audit", "feature/x"), PLANS],
    ["of the protected branch", LAB, sub("acme/security/audit", "main"), { plan: true, deploy: true }],
    ["of a branch whose name begins so", LAB, sub("acme/security/audit", "main2"), PLANS],
    ["of a tag", LAB, sub("acme/security/audit", "main", "tag"), NOBODY],
    ["of a fork", LAB, sub("mallory/audit", "main"), NOBODY],
    ["of a project of the same name elsewhere", LAB, sub("acme/audit", "main"), NOBODY],
    [
      "for another audience",
      LAB,
      { ...sub("acme/security/audit", "main"), aud: "https://gitlab.com" },
      NOBODY,
    ],
    ["of another issuer", LAB, { ...sub("acme/security/audit", "main"), issuer: "gitlab.example" }, NOBODY],
  ])("%s", (_, pipeline, token, expected) => {
    expect({ plan: takes(pipeline, "plan", token), deploy: takes(pipeline, "deploy", token) }).toEqual(
      expected,
    );
  });
});

describe("an account's role is taken", () => {
  const trust = accountRoleTrust("aws", [`arn:aws:iam::${ACCOUNT}:role/acme-pipeline-plan`]);
  const role = (account: string, name: string) => roleSession({ account, role: name });
  it.each<[string, RequestPrincipal, boolean]>([
    ["by the pipeline's role", role(ACCOUNT, "acme-pipeline-plan"), true],
    ["not by its role to deploy", role(ACCOUNT, "acme-pipeline-deploy"), false],
    ["not by another role of that account", role(ACCOUNT, "Administrator"), false],
    ["not by a role of that name in another account", role("999999999999", "acme-pipeline-plan"), false],
    ["not by a role of that name under a path", role(ACCOUNT, "x/acme-pipeline-plan"), false],
    ["not by a user of that name", iamUser({ account: ACCOUNT, user: "acme-pipeline-plan" }), false],
    ["not by the root user", accountRoot({ account: ACCOUNT }), false],
  ])("%s", (_, principal, expected) => {
    const request = {
      principal,
      action: "sts:AssumeRole",
      resource: "arn:aws:iam::444444444444:role/OrgTrailPlan",
    };
    expect(authorize(request, { identity: [FULL_AWS_ACCESS], resource: trust }).verdict === "allowed").toBe(
      expected,
    );
  });
});

describe("a pipeline", () => {
  it.each<[string, Pipeline]>([
    ["of a repository", HUB],
    ["of a repository with ids", IMMUTABLE],
    ["of a project", LAB],
    ["of a server of one's own", { ...HUB, issuer: "github.acme.example/_services/token" }],
  ])("%s is none to refuse", (_, pipeline) => {
    expect(pipelineProblem(pipeline)).toBeUndefined();
  });

  it.each<[string, Pipeline, string]>([
    ["any repository of an owner", { ...HUB, repository: "acme/*" }, "names no repository"],
    ["an owner", { ...HUB, repository: "acme" }, "names no repository"],
    ["one id of two", { ...HUB, repository: "acme@1/audit" }, "names no repository"],
    ["any project", { ...LAB, project: "acme/*" }, "names no project"],
    ["an issuer with https://", { ...LAB, issuer: "https://gitlab.com" }, "has an issuer that is none"],
    ["no environments", { ...HUB, environments: [] }, "has no environments"],
    ["no branches", { ...LAB, branches: [] }, "has no branches"],
    ["any environment", { ...HUB, environments: ["*"] }, "has a pattern in place of a name"],
    ["any branch to plan", { ...HUB, branches: ["release/*"] }, "has a pattern in place of a name"],
    ["any branch to deploy", { ...LAB, branches: ["release/?"] }, "has a pattern in place of a name"],
  ])("%s is refused", (_, pipeline, what) => {
    expect(pipelineProblem(pipeline)).toMatchObject({ what });
  });
});
