import type { TerraformStack } from "cdktf";
import { Guardrails } from "orgtrail/guardrails";
import { AccountId, NamePrefix, OrganizationId } from "orgtrail/organization";

export default function example(stack: TerraformStack): void {
  new Guardrails(stack, "guardrails", {
    targets: ["ou-ab12-34cd56ef"],
    names: {
      partition: "aws",
      organization: OrganizationId.of("o-a1b2c3d4e5"),
      name: NamePrefix.of("acme"),
      logArchive: AccountId.of("222222222222"),
      exempt: ["arn:aws:iam::*:role/OrgTrailDeploy", "arn:aws:iam::*:role/BreakGlass"],
    },
  });
}
