import { readFileSync } from "node:fs";
import path from "node:path";
import { selectorWarnings } from "../../../modules/event-selectors";
import { parseConfiguration } from "../../../stacks/config";
import { edited, faults, TEAM, MEMBERS } from "./faults-of";

const CASES = path.resolve(__dirname, "../../cases/configuration");
const organization = (file: string): string => readFileSync(path.join(CASES, file), "utf8");

/** Configurations that somebody sent in, whose selectors record nothing. */
describe("selectors that match nothing", () => {
  it("selector-cancelled: one of log buckets alone, which are left out of it, is a fault", () => {
    expect(faults(organization("selector-cancelled/organization.yaml"))).toEqual([
      expect.stringMatching(
        /^organization\.yaml:\d+:\d+ trail\.record\[2\]\.resourceArn\.startsWith\[0\]: never matches: it is of log buckets alone/,
      ),
    ]);
  });

  it("contradiction: events that read, among those that write, are faults", () => {
    expect(
      faults(organization("selector-that-matches-nothing/contradiction.yaml")).map(
        (fault) => /received "(\w+)"/.exec(fault)?.[1],
      ),
    ).toEqual(["GetObject", "ListObjects", "HeadObject"]);
  });

  it("names: a service before the name, and another case, are faults that say the name", () => {
    expect(faults(organization("selector-that-matches-nothing/names.yaml"))).toEqual([
      expect.stringMatching(/equals\[0\]: never matches: .*write PutObject$/),
      expect.stringMatching(/equals\[1\]: never matches: case counts.*write PutObject$/),
    ]);
  });

  it("types: those that CloudTrail may not have are warnings", () => {
    const file = {
      file: "organization.yaml",
      text: organization("selector-that-matches-nothing/types.yaml"),
    };
    const { trail } = parseConfiguration({ organization: file, teams: [] });
    expect(selectorWarnings(trail.recorded).map(({ received }) => received)).toEqual([
      "AWS::S3::Bucket",
      "AWS::DynamoDB::Item",
      "AWS::Lambda::Invocation",
    ]);
  });

  it("of a team's trail are faults too, by preset and by basic selectors", () => {
    const log = "acme-cloudtrail-222222222222-organization";
    const preset = edited("{ preset: lambda-invocations }", `{ preset: s3-all, buckets: [${log}] }`, TEAM);
    expect(faults(MEMBERS, preset)).toEqual([
      expect.stringMatching(/^teams\/1\.yaml:\d+:\d+ record\[0\]: never matches: it is of log buckets alone/),
    ]);
    const basic = edited(
      "record: [{ preset: lambda-invocations }]",
      `basicSelectors: [{ dataResources: [{ type: AWS::S3::Object, values: ["arn:aws:s3:::${log}/"] }] }]`,
      TEAM,
    );
    expect(faults(MEMBERS, basic)).toEqual([
      expect.stringMatching(/values\[0\]: never matches: it is of log/),
    ]);
    expect(faults(MEMBERS, `${preset}excludeLogBuckets: false\n`)).toEqual([]);
  });
});
