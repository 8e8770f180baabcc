import { Readable } from "node:stream";
import { explain } from "../../tools/explain/explain";
import { caseOf, casesIn, describeCases } from "../support/cases";
import { referenceConfiguration } from "../support/configurations";

/** How many events each file has. */
const EVENTS: Readonly<Record<string, number>> = {
  "cw-export.gz": 2,
  "eventbridge.json": 1,
  "filter-log-events.json": 1,
  "firehose.json": 4,
  "lake-result.json": 1,
  "lookup-events.json": 2,
  "utf16.json": 0,
};

describeCases("a log that came another way than from CloudTrail's bucket", () => {
  it.each(casesIn("logs"))("is read, or named with what makes it one that is: %s", async (file) => {
    const { events, failures } = await explain(referenceConfiguration(), {
      ...{ inputs: [caseOf("logs", file)], standardInput: Readable.from([]), top: 1 },
    });
    expect([file, events]).toEqual([file, EVENTS[file]]);
    expect(failures.map(({ first }) => first)).toEqual(
      file === "utf16.json" ? [expect.stringContaining("iconv -f UTF-16 -t UTF-8")] : [],
    );
  });
});
