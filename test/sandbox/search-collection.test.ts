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
    newCollection:
      vpcId: vpc-0a1b2c3d
      subnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d]
      reachedFrom: { cidrs: [10.0.0.0/16] }
      adminRole: arn:aws:iam::${LOG_ARCHIVE}:role/SearchAdmin
      readers: [arn:aws:iam::${LOG_ARCHIVE}:role/Audit]`,
  false,
);

describeWithTerraform("a collection of OpenSearch Serverless, in the sandbox", () => {
  const { sandbox, deployed, stacks, folderOf } = deployedOrganization(ORGANIZATION);
  const DEPLOYED = ["log-archive", "search", "management"];

  test("is made with all that brings events to it, after the log archive, and before the log group that sends", () => {
    expect(deployed().map(({ stack }) => stack)).toEqual(DEPLOYED);
    expect(deployed().flatMap(({ plannedOnly }) => plannedOnly)).toEqual([]);
  });

  test("a second plan of every stack is empty", async () => {
    for (const { name: stack, folder } of stacks()) {
      expect({ stack, changes: await plannedChanges(sandbox(), folder) }).toEqual({ stack, changes: [] });
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
