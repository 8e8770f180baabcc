import { Readable } from "node:stream";
import { CONTROL_IDS, type ControlId } from "../../../modules/controls";
import { explain } from "../../../tools/explain/explain";
import { dollarText } from "../../../modules/kernel";
import { explanationLines, failureLines } from "../../../tools/explain/report";
import type { SetOffCount } from "../../../tools/explain/set-off";
import { textOf } from "../../../tools/terminal";
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
  return textOf(explanationLines(await explain(configuration, { inputs: ["-"], standardInput, top: 1 })));
}

process.env["COLUMNS"] = "80"; // the narrowest terminal that people use

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
    expect(textOf(explanationLines(empty))).toContain("There is no event that selectors could choose.");
  });

  const watched = (control: ControlId): SetOffCount => ({
    ...{ kind: "alarm", control, name: `acme-orgtrail-${control}`, severity: "critical", events: 12_345 },
    ...{ account: member(1), region: "ap-northeast-1", threshold: 20, periodMinutes: 5 },
  });
  const reportOf = async (setOff: readonly SetOffCount[]): Promise<string> => {
    const nothing = { inputs: ["-"], standardInput: Readable.from([]), top: 1 };
    return textOf(explanationLines({ ...(await explain(minimalConfiguration(), nothing)), setOff }));
  };

  it("of all that controls set off is a table in 80 columns", async () => {
    // What is told is the most urgent of more.
    for (const some of [CONTROL_IDS.slice(0, 30), CONTROL_IDS.slice(-30)]) {
      const lines = (await reportOf(some.map(watched))).split("\n");
      const table = lines.slice(lines.findIndex((line) => line.startsWith("What it sets off")));
      expect(table[0]).toMatch(/^What it sets off +Kind +Severity +Events/);
      expect(table[1]).toBe(`in ${member(1)}, ap-northeast-1:`);
      expect(table.indexOf("")).toBeGreaterThan(31);
      for (const line of table.slice(0, table.indexOf(""))) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it("of much that is set off shows the most urgent", async () => {
    const report = await reportOf(Array.from({ length: 1042 }, () => watched("root-use")));
    expect(report).toContain("\n… and 1,002 more (--json lists all)\n");
    expect(report.match(/acme-orgtrail-root-use/g)).toHaveLength(40);
  });

  it("of broken files names each, and counts when there are many", () => {
    const failures = Array.from({ length: 45 }, (_, index) => ({
      file: `${index}.json`,
      count: index,
      first: "is broken",
    }));
    const lines = failureLines(failures);
    expect(lines[1]).toBe("1.json: is broken");
    expect(lines[3]).toBe("3.json: is broken; and 2 more in this file");
    expect(lines.at(-1)).toBe("… and 5 more files (--json names all)");
  });
});

it.each([
  [0, "$0.00"],
  [0.000001, "<$0.01"],
  [0.0099, "<$0.01"],
  [0.01, "$0.01"],
  [2592, "$2,592.00"],
])("%d dollars read %s", (dollars, text) => {
  expect(dollarText(dollars)).toBe(text);
});
