import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  compileSelectors,
  expandPreset,
  type CloudTrailEvent,
  type PresetRequest,
} from "../../../modules/event-selectors";

/** Real CloudTrail logs, kept beside the repository and never in it. */
const LOGS = path.resolve(__dirname, "../../../../shared/data/cloudtrail-logs");
const present = existsSync(LOGS);
if (!present) console.warn(`real-logs.test.ts is skipped: there is no ${path.relative(process.cwd(), LOGS)}`);

function readRecords(): readonly CloudTrailEvent[] {
  return readdirSync(LOGS)
    .filter((file) => file.endsWith(".json"))
    .flatMap(
      (file) =>
        (JSON.parse(readFileSync(path.join(LOGS, file), "utf8")) as { Records: CloudTrailEvent[] }).Records,
    );
}

(present ? describe : describe.skip)("over 2,900 events of real logs", () => {
  const records = present ? readRecords() : [];
  const recorded = (...requests: readonly PresetRequest[]): readonly CloudTrailEvent[] => {
    const matcher = compileSelectors({
      kind: "advanced",
      selectors: requests.flatMap((request) => expandPreset(request, "aws")),
    });
    return records.filter((record) => matcher(record) !== undefined);
  };

  it("an organization trail records all of them, since all are management events", () => {
    expect(records).toHaveLength(2900);
    expect(recorded({ preset: "management-all" }, { preset: "s3-write" })).toHaveLength(2900);
  });

  it("a trail of writes records a fifth", () => {
    const writes = recorded({ preset: "management-write" });
    expect(writes).toHaveLength(574);
    expect(writes.every(({ readOnly }) => readOnly === false)).toBe(true);
  });

  it("a trail without KMS misses the KMS events, and no others", () => {
    const kms = records.filter(
      ({ eventSource }) => eventSource === "kms.amazonaws.com" || eventSource === "rdsdata.amazonaws.com",
    );
    expect(kms.length).toBeGreaterThan(0);
    expect(recorded({ preset: "management-without-kms-and-rds-data" })).toHaveLength(2900 - kms.length);
  });

  it("a team's trail of data events records none", () => {
    expect(recorded({ preset: "all-data-events" }, { preset: "network-activity-denied" })).toEqual([]);
  });
});
