import { appliable, planOnly } from "../../../tools/sandbox/plan-only";

const terraform = { backend: { s3: { key: "orgtrail/management.tfstate" } } };

describe("what the emulator cannot make", () => {
  const json = {
    terraform,
    resource: {
      aws_opensearch_domain: { logs: { domain_name: "logs" } },
      aws_opensearch_domain_policy: { logs: { domain_name: "${aws_opensearch_domain.logs.domain_name}" } },
      aws_sns_topic: {
        alarms: { name: "alarms" },
        after: { name: "after", depends_on: ["aws_opensearch_domain_policy.logs"] },
      },
      aws_sns_topic_policy: { alarms: { arn: "${aws_sns_topic.alarms.arn}" } },
    },
  };

  test("is planned only, with all that needs it, and a reason", () => {
    expect(planOnly(json)).toEqual([
      {
        address: "aws_opensearch_domain.logs",
        reason: "the provider waits for ten minutes before it looks whether a domain is there",
      },
      { address: "aws_opensearch_domain_policy.logs", reason: "it needs aws_opensearch_domain.logs" },
    ]);
  });

  test("leaves the rest to be applied", () => {
    const output = {
      alarms: { value: "${aws_sns_topic.alarms.arn}" },
      logs: { value: "${aws_opensearch_domain.logs.arn}" },
      none: { value: {} },
    };
    expect(appliable({ ...json, output }, planOnly(json))).toEqual({
      terraform,
      resource: {
        // It comes after what is not there, and needs nothing of it.
        aws_sns_topic: { alarms: { name: "alarms" }, after: { name: "after", depends_on: [] } },
        aws_sns_topic_policy: { alarms: { arn: "${aws_sns_topic.alarms.arn}" } },
      },
      output: { alarms: { value: "${aws_sns_topic.alarms.arn}" }, none: { value: {} } },
    });
  });

  test("does not take a resource for another whose name begins as its own", () => {
    const similar = {
      terraform,
      resource: {
        aws_opensearch_domain: { logs: {} },
        aws_sns_topic: { alarms: { name: "${aws_opensearch_domain.logs2.arn}" } },
      },
    };
    expect(planOnly(similar).map(({ address }) => address)).toEqual(["aws_opensearch_domain.logs"]);
  });

  test("is nothing in a stack without", () => {
    expect(planOnly({ terraform })).toEqual([]);
    expect(planOnly({ terraform, resource: { aws_sns_topic: { alarms: {} } } })).toEqual([]);
  });
});
