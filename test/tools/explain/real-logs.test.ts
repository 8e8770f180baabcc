import { existsSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { explain } from "../../../tools/explain/explain";
import type { Explanation } from "../../../tools/explain/explanation";
import { referenceConfiguration } from "../../support/configurations";

/** Real CloudTrail logs, kept beside the repository and never in it. */
const LOGS = path.resolve(__dirname, "../../../../shared/data/cloudtrail-logs");
const present = existsSync(LOGS);
if (!present)
  console.warn(`real-logs.test.ts of explain is skipped: there is no ${path.relative(process.cwd(), LOGS)}`);

(present ? describe : describe.skip)("what the reference organization records of 2,900 real events", () => {
  let explanation: Explanation;
  beforeAll(async () => {
    explanation = await explain(referenceConfiguration(), {
      inputs: [LOGS],
      standardInput: Readable.from([]),
      top: 2,
    });
  });

  it("all of them parse", () => {
    expect(explanation).toMatchObject({
      events: 2900,
      failures: [],
      files: { read: 55, digests: 0 },
      categories: { Management: 2900 },
      accounts: { "123837392027": 2900 },
      notSelected: 0,
    });
  });

  it("the organization trail records all, free of charge, as management events of a member account", () => {
    const [organization] = explanation.trails;
    expect(organization?.selectors).toEqual([
      { name: "Management events selector", events: 2900 },
      { name: "s3-write", events: 0 },
      { name: "lambda-invocations", events: 0 },
      { name: "log-files: deleted, overwritten, re-encrypted, locked or opened", events: 0 },
    ]);
    expect(organization?.cost).toEqual({
      total: 0,
      parts: [{ of: "managementFirstCopy", events: 2900, cost: 0 }],
    });
    expect(organization?.calls).toEqual([
      { call: "kms.amazonaws.com:Decrypt", events: 178 },
      { call: "ec2.amazonaws.com:DescribeRouteTables", events: 163 },
    ]);
  });

  it("each team's trail records none: the events are of another account, and not data events", () => {
    expect(
      explanation.trails.slice(1).map(({ team, events, cost }) => ({ team, events, cost: cost.total })),
    ).toEqual([
      { team: "data", events: 0, cost: 0 },
      { team: "payments", events: 0, cost: 0 },
      { team: "platform", events: 0, cost: 0 },
    ]);
  });

  it("none is left that no trail records", () => {
    expect(explanation.unrecorded.events).toBe(0);
  });
});
