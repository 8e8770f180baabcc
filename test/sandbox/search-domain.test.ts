import { surveyAccounts } from "../../tools/sandbox/summary";
import { deployedOrganization } from "./deployed-organization";
import { emptyBuckets } from "./empty-buckets";
import { searchedText } from "./organization-text";
import { describeWithTerraform } from "./requirements";
import { stateOf } from "./states";
import { plannedChanges, terraformOk } from "./terraform-runs";

jest.setTimeout(1_200_000);

const LOG_ARCHIVE = "222222222222";
const ORGANIZATION = searchedText(
  `
    newDomain:
      vpcId: vpc-0a1b2c3d
      subnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d, subnet-2a1b2c3d]
      reachedFrom: { cidrs: [10.0.0.0/16] }
      masterRole: arn:aws:iam::${LOG_ARCHIVE}:role/SearchMaster
      readers: [arn:aws:iam::${LOG_ARCHIVE}:role/Audit]`,
  false,
);

describeWithTerraform("a domain of OpenSearch, in the sandbox", () => {
  const { sandbox, deployed, stacks, folderOf } = deployedOrganization(ORGANIZATION);
  const DEPLOYED = ["log-archive", "search", "management"];

  test("what brings them is deployed after the log archive, and before the log group that sends", () => {
    const order = deployed().map(({ stack }) => stack);
    expect(order).toEqual(DEPLOYED);
    // The provider waits for ten minutes before it looks whether a domain is there: it is planned by it, and the rest is made.
    const planned = deployed().flatMap(({ plannedOnly }) => plannedOnly.map(({ address }) => address));
    expect(planned.map((address) => address.slice(0, address.indexOf(".")))).toEqual([
      "aws_opensearch_domain",
    ]);
  });

  test("a second plan of every stack is empty, but for the domain", async () => {
    for (const { name: stack, folder } of stacks()) {
      const changes = stack === "search" ? ["create aws_opensearch_domain"] : [];
      expect({ stack, changes: await plannedChanges(sandbox(), folder) }).toEqual({ stack, changes });
    }
  });

  test("all of it goes again", async () => {
    await emptyBuckets(await sandbox().clientSettings(LOG_ARCHIVE));
    for (const stack of [...DEPLOYED].reverse()) {
      await terraformOk(sandbox(), folderOf(stack), "destroy", "-auto-approve", "-no-color");
      expect({ stack, left: (await stateOf(sandbox(), stack)).resources }).toEqual({ stack, left: [] });
    }
    const survey = await surveyAccounts(sandbox());
    expect(survey.flatMap(({ found }) => found)).toEqual([]);
  });
});
