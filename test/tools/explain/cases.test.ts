import { readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { explain } from "../../../tools/explain/explain";
import type { Explanation } from "../../../tools/explain/explanation";
import { referenceConfiguration } from "../../support/configurations";

jest.setTimeout(60_000);

/** Events that somebody sent in, a line each, by the name of their file. */
function caseOf(name: string): readonly string[] {
  const text = readFileSync(path.resolve(__dirname, "../../cases/events", `${name}.ndjson`), "utf8");
  return text.trim().split("\n");
}

function explained(...lines: readonly string[]): Promise<Explanation> {
  const standardInput = Readable.from([Buffer.from(lines.join("\n"))]);
  return explain(referenceConfiguration(), { inputs: ["-"], standardInput, top: 1 });
}

async function setOff(line: string): Promise<readonly string[]> {
  const { setOff: heard = [] } = await explained(line);
  return heard.map(({ kind, control, account }) => `${kind} ${control} ${account}`);
}

describe("events that somebody sent in", () => {
  it("putrolepolicy-omitted-vs-normal: the one without the role's name sets off what the other does", async () => {
    const [omitted = "", normal = ""] = caseOf("putrolepolicy-omitted-vs-normal");
    expect(await setOff(normal)).toContain("alarm delivery-role-changed 111111111111");
    // And besides what is about other roles: without its name it may be any of them.
    expect(await setOff(omitted)).toEqual(expect.arrayContaining([...(await setOff(normal))]));
    expect(await setOff(omitted)).toContain("alarm privileged-role-changed 111111111111");
  });

  it("dellog: a log file that is deleted is recorded by the organization trail, and rings", async () => {
    const [deleted = ""] = caseOf("dellog");
    const { trails } = await explained(deleted);
    expect(trails.filter(({ selectors }) => selectors.some(({ events }) => events > 0))).toHaveLength(1);
    expect(await setOff(deleted)).toEqual([
      "alarm log-file-deleted 111111111111",
      "rule log-file-deleted 222222222222",
    ]);
  });
});
