import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runProgram } from "../../support/run";
import { inTemporaryFolder, resources, type TerraformJson } from "../../support/synthesized";

/** What the example that users copy synthesizes, by stack. */
function bootstrap(): Readonly<Record<string, TerraformJson>> {
  return inTemporaryFolder((outdir) => {
    const run = runProgram("examples/bootstrap/main.ts", [], {
      CDKTF_OUTDIR: outdir,
      TSX_TSCONFIG_PATH: join(ROOT, "examples", "tsconfig.json"),
    });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    return Object.fromEntries(
      readdirSync(join(outdir, "stacks")).map((stack) => [
        stack,
        JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")) as TerraformJson,
      ]),
    );
  });
}

it("makes the roles of each account, and the pipeline's in one", () => {
  const stacks = bootstrap();
  const roles = Object.fromEntries(
    Object.entries(stacks).map(([stack, json]) => [
      stack,
      resources(json, "aws_iam_role")
        .map(({ name }) => name)
        .sort(),
    ]),
  );
  const own = ["OrgTrailDeploy", "OrgTrailPlan"];
  expect(roles).toEqual({
    "roles-111111111111": own,
    "roles-222222222222": [...own, "acme-pipeline-deploy", "acme-pipeline-plan"],
    "roles-333333333333": own,
    "roles-444444444444": own,
  });
  expect(Object.keys(stacks["roles-222222222222"]?.output ?? {})).toEqual(["deploy-role", "plan-role"]);
});
