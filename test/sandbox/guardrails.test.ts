import {
  DescribePolicyCommand,
  ListPoliciesForTargetCommand,
  OrganizationsClient,
  type PolicyType,
} from "@aws-sdk/client-organizations";
import { renderPolicy, resourceControlPolicies, serviceControlPolicies } from "../../modules/policy";
import { parseConfiguration } from "../../stacks/config";
import { deployedOrganization } from "./deployed-organization";
import { organizationText } from "./organization-text";
import { describeWithTerraform } from "./requirements";
import { plannedChanges } from "./terraform-runs";

jest.setTimeout(1_200_000);

const TARGETS = ["ou-ab12-34cd56ef", "r-ab12"];

/** An organization whose members are kept from the audit log, with a reader in an account that nothing deploys to. */
const ORGANIZATION = organizationText(`
archive:
  immutability: { kind: mfa-delete }
  readers: [arn:aws:iam::777777777777:role/SecurityAudit]
guardrails:
  targets: [${TARGETS.join(", ")}]
  breakGlass: ["arn:aws:iam::*:role/BreakGlass"]
`);

const NAMES = parseConfiguration({
  organization: { file: "organization.yaml", text: ORGANIZATION },
  teams: [],
}).guardrails?.names;

describeWithTerraform("guardrails in the sandbox", () => {
  const { sandbox, stacks } = deployedOrganization(ORGANIZATION);

  test("a second plan of every stack is empty", async () => {
    expect(stacks().map(({ name }) => name)).toEqual(["log-archive", "management"]);
    for (const { name: stack, folder } of stacks()) {
      expect({ stack, changes: await plannedChanges(sandbox(), folder) }).toEqual({ stack, changes: [] });
    }
  });

  test.each(TARGETS)("%s has the policies, beside AWS's own that allows everything", async (target) => {
    if (NAMES === undefined) throw new Error("the configuration has no guardrails");
    const organizations = new OrganizationsClient(await sandbox().clientSettings("111111111111"));
    const contents = async (Filter: PolicyType): Promise<readonly (string | undefined)[]> => {
      const { Policies = [] } = await organizations.send(
        new ListPoliciesForTargetCommand({ TargetId: target, Filter }),
      );
      const own = Policies.filter(({ AwsManaged }) => AwsManaged !== true);
      expect(Policies.length).toBe(own.length + 1);
      return Promise.all(
        own.map(async ({ Id }) => {
          const { Policy } = await organizations.send(new DescribePolicyCommand({ PolicyId: Id ?? "" }));
          return Policy?.Content;
        }),
      );
    };
    expect((await contents("SERVICE_CONTROL_POLICY")).map(parsed).sort()).toEqual(
      serviceControlPolicies(NAMES).map(renderPolicy).map(parsed).sort(),
    );
    expect((await contents("RESOURCE_CONTROL_POLICY")).map(parsed)).toEqual(
      resourceControlPolicies(NAMES).map(renderPolicy).map(parsed),
    );
  });
});

/** The document without regard to white space and the order of its keys. */
function parsed(content: string | undefined): string {
  return JSON.stringify(JSON.parse(content ?? "{}"));
}
