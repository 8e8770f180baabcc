import { pipelineProblems, type Pipeline } from "../../../modules/policy";
import { isAllowed } from "./mutations-tables";
import { HCP, HUB, IMMUTABLE, LAB, PIPELINE_TRUST_TABLES } from "./pipeline-trust-requests";

describe.each(PIPELINE_TRUST_TABLES)("$name", (table) => {
  it.each(table.rows)("is taken $name: $allowed", (row) => {
    expect(isAllowed(table, row)).toBe(row.allowed);
  });
});

const PRINCIPALS = {
  kind: "principals",
  plan: ["arn:aws:iam::222222222222:role/Jenkins"],
  deploy: ["arn:aws:iam::222222222222:role/Atlantis"],
} as const satisfies Pipeline;

describe("a pipeline", () => {
  it.each<[string, Pipeline]>([
    ["of a repository", HUB],
    ["of a repository with ids", IMMUTABLE],
    ["of a project", LAB],
    ["of HCP Terraform", HCP],
    [
      "of Bitbucket, whose subjects begin with the repository",
      {
        kind: "oidc",
        issuer: "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
        audience: "ari:cloud:bitbucket::workspace/9a1b",
        plan: ["{7c2d}:*"],
        deploy: ["{7c2d}:{prod}:*"],
      },
    ],
    [
      "of principals, one of which has an end that nobody chooses",
      {
        ...PRINCIPALS,
        plan: [
          "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Audit_*",
          "arn:aws:iam::222222222222:user/jenkins",
        ],
      },
    ],
    ["of a server of one's own", { ...HUB, issuer: "github.acme.example/_services/token" }],
  ])("%s is none to refuse", (_, pipeline) => {
    expect(pipelineProblems(pipeline)).toEqual([]);
  });

  it.each<[string, Pipeline, string]>([
    ["any repository of an owner", { ...HUB, repository: "acme/*" }, "names no repository"],
    ["an owner", { ...HUB, repository: "acme" }, "names no repository"],
    ["one id of two", { ...HUB, repository: "acme@1/audit" }, "names no repository"],
    ["any project", { ...LAB, project: "acme/*" }, "names no project"],
    ["an issuer with https://", { ...LAB, issuer: "https://gitlab.com" }, "is no issuer"],
    ["no environments", { ...HUB, environments: [] }, "is empty"],
    ["no branches", { ...LAB, branches: [] }, "is empty"],
    ["any environment", { ...HUB, environments: ["*"] }, "is a pattern in place of a name"],
    ["any branch to plan", { ...HUB, branches: ["release/*"] }, "is a pattern in place of a name"],
    ["any branch to deploy", { ...LAB, branches: ["release/?"] }, "is a pattern in place of a name"],
    ["tokens of whoever", { ...HCP, deploy: ["*"] }, "is a subject that is anybody's"],
    ["any organization", { ...HCP, plan: ["organization:*"] }, "is a subject that is anybody's"],
    [
      "an organization by its beginning",
      { ...HCP, plan: ["organization:ac*:x"] },
      "is a subject that is anybody's",
    ],
    ["no text", { ...HCP, plan: [""] }, "is a subject that is anybody's"],
    ["an issuer by its address", { ...HCP, issuer: "https://app.terraform.io" }, "is no issuer"],
    ["no subject to plan", { ...HCP, plan: [] }, "is empty"],
    ["no principal to deploy", { ...PRINCIPALS, deploy: [] }, "is empty"],
    ["an account", { ...PRINCIPALS, plan: ["222222222222"] }, "is not the ARN of an IAM role or user"],
    [
      "all roles",
      { ...PRINCIPALS, deploy: ["arn:aws:iam::222222222222:role/*"] },
      "is anybody of the account",
    ],
    [
      "all below a path",
      { ...PRINCIPALS, deploy: ["arn:aws:iam::222222222222:role/ci/*"] },
      "is anybody of the account",
    ],
  ])("%s is refused", (_, pipeline, what) => {
    expect(pipelineProblems(pipeline)).toMatchObject([{ path: expect.any(Array) as unknown, what }]);
  });
});
