import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "../../stacks/app";
import type { AccessMode, Configuration } from "../../stacks/config";
import { configurationOf, everythingConfiguration, MINIMAL_ORGANIZATION } from "../support/configurations";
import { runProgram } from "../support/run";
import { inTemporaryFolder, type Block } from "../support/synthesized";

const WITH_PLAN_ROLE = MINIMAL_ORGANIZATION.replace(
  "  deployRole: OrgTrailDeploy",
  "  deployRole: OrgTrailDeploy\n  planRole: ops/OrgTrailPlan",
);
const WITHOUT_DEPLOY_ROLE = `${WITH_PLAN_ROLE.replace("  deployRole: OrgTrailDeploy\n", "")}  administrators: ["arn:aws:iam::222222222222:role/Admin"]\n`;

function texts(configuration: Configuration, access?: AccessMode): Readonly<Record<string, string>> {
  return inTemporaryFolder((outdir) => {
    const { app, stacks } = buildApp(configuration, { outdir, ...(access && { access }) });
    app.synth();
    return Object.fromEntries(
      stacks.map(({ stackName }) => [
        stackName,
        readFileSync(join(outdir, "stacks", stackName, "cdk.tf.json"), "utf8"),
      ]),
    );
  });
}

/** The role that the provider of each stack assumes. */
function roles(configuration: Configuration, access?: AccessMode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(texts(configuration, access)).map(([stack, text]) => {
      const { provider } = JSON.parse(text) as { provider: { aws: { assume_role?: Block[] }[] } };
      return [stack, provider.aws[0]?.assume_role?.[0]?.["role_arn"]];
    }),
  );
}

const role = (name: string): Readonly<Record<string, string>> => ({
  "log-archive": `arn:aws:iam::222222222222:role/${name}`,
  management: `arn:aws:iam::111111111111:role/${name}`,
});

it.each<[string, string, AccessMode | undefined, Readonly<Record<string, unknown>>]>([
  ["the deploy role unless told otherwise", WITH_PLAN_ROLE, undefined, role("OrgTrailDeploy")],
  ["the deploy role to deploy", WITH_PLAN_ROLE, "deploy", role("OrgTrailDeploy")],
  ["the plan role to plan", WITH_PLAN_ROLE, "plan", role("ops/OrgTrailPlan")],
  ["the deploy role to plan where there is no other", MINIMAL_ORGANIZATION, "plan", role("OrgTrailDeploy")],
  ["the plan role although nothing else is assumed", WITHOUT_DEPLOY_ROLE, "plan", role("ops/OrgTrailPlan")],
  [
    "none to deploy with the caller's own",
    WITHOUT_DEPLOY_ROLE,
    "deploy",
    { "log-archive": undefined, management: undefined },
  ],
])("Terraform assumes %s", (_, organization, access, expected) => {
  expect(roles(configurationOf(organization), access)).toEqual(expected);
});

/** What is taken for published where it is not yet. */
const FORESEEN = /\btry\((data\.terraform_remote_state\.[^,]+), \\"([^"\\]+)\\"\)/g;

it("changes nothing else but that a plan foresees what is not published yet", () => {
  const configuration = configurationOf(WITH_PLAN_ROLE);
  const planned = texts(configuration, "plan");
  expect(
    Object.fromEntries(
      Object.entries(planned).map(([stack, text]) => [
        stack,
        text.replaceAll("ops/OrgTrailPlan", "OrgTrailDeploy").replace(FORESEEN, "$1"),
      ]),
    ),
  ).toEqual(texts(configuration, "deploy"));
});

it("foresees whatever one stack reads of another", () => {
  const planned = texts(everythingConfiguration(), "plan");
  const read = Object.values(planned).flatMap((text) => text.match(/data\.terraform_remote_state\./g) ?? []);
  const foreseen = Object.values(planned).flatMap((text) => [...text.matchAll(FORESEEN)]);
  expect(foreseen).toHaveLength(read.length);
  expect(new Set(foreseen.map(([, , value]) => value))).toMatchSnapshot();
});

it("is asked for by an environment variable, which takes no other value", () => {
  const run = runProgram("tools/cli/orgtrail.cjs", ["app"], { ORGTRAIL_ACCESS: "read" });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('ORGTRAIL_ACCESS is "read"; allowed: deploy, plan');
});
