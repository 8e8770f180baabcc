import { deployedOrganization } from "./deployed-organization";
import { searchedText } from "./organization-text";
import { describeWithTerraform } from "./requirements";
import { editedOwn, plannedChanges, stackNamed, synthesizeApart, terraformOk } from "./terraform-runs";

jest.setTimeout(1_200_000);

const LOG_ARCHIVE = "222222222222";
const ORGANIZATION = searchedText(`{ domain: "arn:aws:es:us-east-1:${LOG_ARCHIVE}:domain/audit" }`);

describeWithTerraform("events on their way to OpenSearch, in the sandbox", () => {
  const { sandbox, deployed, stacks } = deployedOrganization(ORGANIZATION);

  test("what brings them is deployed after the log archive, and before the log group that sends", () => {
    const order = deployed().map(({ stack }) => stack);
    expect(order).toEqual(["log-archive", "search", "management"]);
    expect(deployed().flatMap(({ plannedOnly }) => plannedOnly)).toEqual([]);
  });

  test("a second plan of every stack is empty", async () => {
    for (const { name: stack, folder } of stacks()) {
      expect({ stack, changes: await plannedChanges(sandbox(), folder) }).toEqual({ stack, changes: [] });
    }
  });

  test("a collection of OpenSearch Serverless takes the domain's place, and a second plan is empty", async () => {
    const config = editedOwn(sandbox(), [
      "organization.yaml",
      `domain: "arn:aws:es:us-east-1:${LOG_ARCHIVE}:domain/audit"`,
      `collection: { arn: "arn:aws:aoss:us-east-1:${LOG_ARCHIVE}:collection/0a1b2c", endpoint: "https://0a1b2c.us-east-1.aoss.amazonaws.com" }`,
    ]);
    const { folder } = stackNamed(await synthesizeApart(sandbox(), config), "search");
    await terraformOk(sandbox(), folder, "init", "-no-color");
    expect(await plannedChanges(sandbox(), folder)).toEqual(
      expect.arrayContaining([expect.stringContaining("aws_kinesis_firehose_delivery_stream")]),
    );
    await terraformOk(sandbox(), folder, "apply", "-auto-approve", "-no-color");
    expect(await plannedChanges(sandbox(), folder)).toEqual([]);
  });
});
