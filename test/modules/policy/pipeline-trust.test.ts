import { pipelineProblem, type Pipeline } from "../../../modules/policy";
import { isAllowed } from "./mutations-tables";
import { HUB, IMMUTABLE, LAB, PIPELINE_TRUST_TABLES } from "./pipeline-trust-requests";

describe.each(PIPELINE_TRUST_TABLES)("$name", (table) => {
  it.each(table.rows)("is taken $name: $allowed", (row) => {
    expect(isAllowed(table, row)).toBe(row.allowed);
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
