import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyDocument } from "../../modules/policy";
import { authorize, roleSession } from "../../modules/policy-evaluation";
import { policiesOf } from "../../stacks/blueprint";
import { referenceConfiguration } from "../support/configurations";
import { ROOT } from "../support/run";
import { trinoFaults } from "../support/trino";

const PAGE = readFileSync(join(ROOT, "docs", "athena.md"), "utf8");

function blocks(language: string): readonly string[] {
  return [...PAGE.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, of, text = ""]) =>
    of === language ? [text] : [],
  );
}

describe("the page of Athena", () => {
  it.each(blocks("sql"))("has SQL that Athena takes: %s", (sql) => {
    expect(trinoFaults(sql)).toEqual([]);
  });

  it("makes tables of a range, and adds to one", () => {
    const all = blocks("sql").join();
    expect(all).toMatch(/CREATE TABLE [^;]* AS\nSELECT/);
    expect(all).toMatch(/INSERT INTO/);
    expect(trinoFaults("CREATE TABLE x WITH (format = 'PARQUET' AS SELECT 1")).not.toEqual([]);
  });

  describe("the policy of who makes them", () => {
    const [text = "{}"] = blocks("json");
    const document = JSON.parse(text) as PolicyDocument;
    const bucket = policiesOf(referenceConfiguration()).find(
      ({ name }) => name === "log bucket of the organization",
    );
    const principal = roleSession({ account: "222222222222", role: "Tables", organization: "o-a1b2c3d4e5" });
    const asks = (action: string, resource: string) =>
      authorize(
        {
          ...{ principal, action, resource, resourceAccount: "222222222222" },
          context: { "aws:SecureTransport": true, "s3:TlsVersion": "1.3" },
        },
        {
          identity: [document],
          ...(bucket && resource.startsWith(bucket.arn) && { resource: bucket.document }),
        },
      ).verdict;

    it.each([
      ["s3:GetObject", "arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/x.json.gz", "allowed"],
      ["s3:PutObject", "arn:aws:s3:::your-bucket/incident/x", "allowed"],
      ["glue:CreateTable", "arn:aws:glue:us-east-1:222222222222:table/incident/events", "allowed"],
      ["athena:StartQueryExecution", "arn:aws:athena:us-east-1:222222222222:workgroup/incident", "allowed"],
      [
        "s3:PutObject",
        "arn:aws:s3:::acme-cloudtrail-222222222222-organization/AWSLogs/x.json.gz",
        "explicitly denied",
      ],
      [
        "glue:UpdateTable",
        "arn:aws:glue:us-east-1:222222222222:table/acme_orgtrail/organization_events",
        "denied",
      ],
    ])("%s on %s: %s", (action, resource, verdict) => {
      expect(asks(action, resource)).toContain(verdict);
    });
  });
});
