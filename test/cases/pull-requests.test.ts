import { readFileSync } from "node:fs";
import { join } from "node:path";
import { blueprintOf } from "../../stacks/blueprint";
import { caseOf, describeCases } from "../support/cases";
import { configurationOf } from "../support/configurations";
import { ROOT } from "../support/run";

/** With Terraform and a state without it: test/sandbox/plan.test.ts. */
describeCases("a pull request that adds a team with logs in the archive", () => {
  it("is planned with what the archive will publish: pull-requests/search.yaml", () => {
    const organization = readFileSync(join(ROOT, "config", "organization.yaml"), "utf8");
    const configuration = configurationOf(
      organization,
      readFileSync(caseOf("pull-requests", "search.yaml"), "utf8"),
    );
    const of = (access: "plan" | "deploy") =>
      blueprintOf({ ...configuration, terraform: { ...configuration.terraform, access } }).teams[0];
    expect(of("plan")?.logArchive?.foreseen?.teamLogs).toEqual({
      search: {
        bucketName: "acme-cloudtrail-222222222222-team-search",
        keyArn: expect.stringMatching(/^arn:aws:kms:us-east-1:222222222222:key\//) as string,
      },
    });
    expect(of("deploy")?.logArchive?.foreseen).toBeUndefined();
  });
});
