import { Readable, Writable } from "node:stream";
import { explain } from "../../../tools/explain/explain";
import { Progress } from "../../../tools/explain/progress";
import { failureText, reportText } from "../../../tools/explain/report";
import { configurationOf, minimalConfiguration, organizationWithMembers } from "../../support/configurations";
import { logText, objectEvent } from "./events";

const member = (index: number): string => String(300000000000 + index);

async function reportOfTeams(count: number): Promise<string> {
  const names = Array.from({ length: count }, (_, index) => `m${index}`);
  const configuration = configurationOf(
    organizationWithMembers(...names),
    ...names.map(
      (name) =>
        `{ team: ${name}, account: ${name}, region: eu-west-1, destination: central, record: [{ preset: s3-all }] }`,
    ),
  );
  const event = objectEvent("GetObject", "a/b", { recipientAccountId: member(count - 1) });
  const standardInput = Readable.from([Buffer.from(logText(event))]);
  return reportText(await explain(configuration, { inputs: ["-"], standardInput, top: 1 }));
}

describe("the report", () => {
  it("of many teams shows the organization trail, and the trails that record most", async () => {
    const report = await reportOfTeams(60);
    expect(report).toContain("… and 21 more trails (--json lists all)");
    expect(report).toMatch(/\nacme-organization-trail +0 /);
    expect(report).toMatch(/\nacme-team-m59 +1 /);
  });

  it("of nothing claims nothing", async () => {
    const configuration = minimalConfiguration();
    const empty = await explain(configuration, { inputs: ["-"], standardInput: Readable.from([]), top: 1 });
    expect(reportText(empty)).toContain("There is no event that selectors could choose.");
  });

  it("of broken files names each, and counts when there are many", () => {
    const failures = Array.from({ length: 45 }, (_, index) => ({
      file: `${index}.json`,
      count: index,
      first: "is broken",
    }));
    const lines = failureText(failures).split("\n");
    expect(lines[1]).toBe("1.json: is broken");
    expect(lines[3]).toBe("3.json: is broken; and 2 more in this file");
    expect(lines.at(-1)).toBe("… and 5 more files (--json names all)");
  });
});

describe("progress", () => {
  const told = (isTTY: boolean): string => {
    let text = "";
    const terminal = Object.assign(
      new Writable({
        write: (chunk: Buffer, _, done) => {
          text += chunk.toString();
          done();
        },
      }),
      { isTTY },
    );
    jest.useFakeTimers({ now: 0 });
    const progress = new Progress(terminal);
    progress.update(1, 1, 1e6);
    jest.setSystemTime(600);
    progress.update(2900, 55, 3.7e6);
    progress.update(3000, 56, 3.8e6);
    progress.clear();
    jest.useRealTimers();
    return text;
  };

  it("is told on a terminal, not more often than can be read, and wiped at the end", () => {
    expect(told(true)).toBe("\r\u001b[K2,900 events, 55 files, 4 MB\r\u001b[K");
  });

  it("is not told elsewhere", () => {
    expect(told(false)).toBe("");
  });
});
