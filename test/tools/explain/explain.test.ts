import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import type { Configuration } from "../../../stacks/config";
import { explain } from "../../../tools/explain/explain";
import type { Explanation } from "../../../tools/explain/explanation";
import {
  configurationOf,
  organizationWithMembers,
  referenceConfiguration,
} from "../../support/configurations";
import {
  deniedNetworkEvent,
  insightEvent,
  invocation,
  logText,
  managementEvent,
  objectEvent,
  type Event,
} from "./events";

const folder = mkdtempSync(join(tmpdir(), "orgtrail-explain-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A new folder with these files. */
function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(folder, "logs-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

async function explained(
  inputs: readonly string[],
  {
    standardInput = Readable.from([]),
    configuration = referenceConfiguration(),
  }: { standardInput?: Readable; configuration?: Configuration } = {},
): Promise<Explanation> {
  return explain(configuration, { inputs, standardInput, top: 3 });
}

async function explainedEvents(
  events: readonly Event[],
  configuration?: Configuration,
): Promise<Explanation> {
  const standardInput = Readable.from([Buffer.from(logText(...events))]);
  return explained(["-"], { standardInput, ...(configuration && { configuration }) });
}

const many = (count: number, event: Event): readonly Event[] => Array.from({ length: count }, () => event);

describe("what is counted", () => {
  it("is which trail records what, by which selector, and what none does", async () => {
    const explanation = await explainedEvents([
      ...many(3, managementEvent()),
      ...many(2, objectEvent("DeleteObject", "acme-payments-ledger/1")),
      objectEvent("PutObject", "acme-payments-ledger/1"),
      ...many(4, objectEvent("GetObject", "acme-payments-ledger/1")),
      invocation("666666666666", "eu-west-1"),
      deniedNetworkEvent(),
      insightEvent(),
    ]);
    expect(explanation).toMatchObject({
      events: 13,
      categories: { Management: 3, Data: 8, NetworkActivity: 1, Insight: 1 },
      accounts: { "444444444444": 12, "666666666666": 1 },
      regions: { "eu-west-1": 12, "us-east-1": 1 },
      period: { from: "2026-11-01T10:00:00Z", to: "2026-11-01T12:00:00Z" },
      notSelected: 1,
      failures: [],
    });
    const counts = explanation.trails.map(({ name, events, selectors }) => [
      name,
      events,
      selectors.map((each) => each.events),
    ]);
    expect(counts).toEqual([
      ["acme-organization-trail", 7, [3, 3, 1, 0]],
      ["acme-team-data", 0, [0]],
      ["acme-team-payments", 2, [2]],
      ["acme-team-platform", 1, [1, 0]],
    ]);
    expect(explanation.trails[0]?.categories).toEqual({ Management: 3, Data: 4, NetworkActivity: 0 });
    expect(explanation.unrecorded).toEqual({
      events: 5,
      categories: { Management: 0, Data: 4, NetworkActivity: 1 },
      calls: [
        { call: "s3.amazonaws.com:GetObject", events: 4 },
        { call: "s3.amazonaws.com:PutObject", events: 1 },
      ],
    });
  });

  it("names the most frequent calls only", async () => {
    const { trails } = await explainedEvents(
      ["A", "B", "B", "C", "D", "D"].map((eventName) => managementEvent({ eventName })),
    );
    expect(trails[0]?.calls.map(({ call }) => call)).toEqual(
      ["B", "D", "A"].map((name) => `ec2.amazonaws.com:${name}`),
    );
  });
});

describe("costs", () => {
  const MANAGEMENT_TEAM =
    "{ team: payments, account: m0, region: eu-west-1, destination: central, record: [{ preset: management-all }] }";
  const ofMember = managementEvent({ recipientAccountId: "300000000000" });

  it("are those of data events in every trail that records them", async () => {
    const { trails } = await explainedEvents(
      many(1000, objectEvent("DeleteObject", "acme-payments-ledger/1")),
    );
    expect(trails.map(({ cost }) => cost.total)).toEqual([0.001, 0, 0.001, 0]);
    expect(trails[0]?.cost.parts).toEqual([{ of: "data", events: 1000, cost: 0.001 }]);
  });

  it("are nothing for the first copy of management events, and $2.00 per 100,000 for a further one", async () => {
    const configuration = configurationOf(organizationWithMembers("m0"), MANAGEMENT_TEAM);
    const { trails } = await explainedEvents(many(1000, ofMember), configuration);
    expect(trails.map(({ cost }) => cost)).toEqual([
      { total: 0, parts: [{ of: "managementFirstCopy", events: 1000, cost: 0 }] },
      { total: 0.02, parts: [{ of: "managementFurtherCopy", events: 1000, cost: 0.02 }] },
    ]);
  });

  it("are nothing for a team's copy where it is the first", async () => {
    const configuration = configurationOf(
      `${organizationWithMembers("m0")}trail: { record: [{ preset: management-write }] }\n`,
      MANAGEMENT_TEAM,
    );
    const { trails } = await explainedEvents(
      [...many(10, ofMember), ...many(5, { ...ofMember, readOnly: false })],
      configuration,
    );
    expect(trails[1]?.cost.parts).toEqual([
      { of: "managementFirstCopy", events: 10, cost: 0 },
      { of: "managementFurtherCopy", events: 5, cost: 0.0001 },
    ]);
  });

  it("say that the price of network activity is not verified", async () => {
    const configuration = configurationOf(
      `${organizationWithMembers("m0")}trail: { record: [{ preset: management-all }, { preset: network-activity-all, eventSources: [s3.amazonaws.com] }] }\n`,
    );
    const { trails, prices } = await explainedEvents(many(100, deniedNetworkEvent()), configuration);
    expect(trails[0]?.cost.parts).toEqual([{ of: "networkActivity", events: 100, cost: 0.0001 }]);
    expect(prices.networkActivity.verified).toBe(false);
  });

  it("of 30 days are told when the logs are of a day or more", async () => {
    const call = objectEvent("DeleteObject", "acme-payments-ledger/1");
    const over = async (to: string): Promise<number | undefined> =>
      (await explainedEvents([...many(999, call), { ...call, eventTime: to }])).trails[0]?.cost.per30Days;
    expect(await over("2026-11-02T09:59:59Z")).toBeUndefined();
    expect(await over("2026-11-02T10:00:00Z")).toBe(0.03);
    expect(await over("2026-11-16T10:00:00Z")).toBe(0.002);
  });
});

describe("files", () => {
  const one = logText(managementEvent());

  it("are read in folders below folders, compressed or not, whatever their names say", async () => {
    const root = folderOf({
      "a/1.json": one,
      "a/b/2.json.gz": gzipSync(one),
      "a/b/3.gz": gzipSync(one),
      "a/plain.json.gz": one,
      "a/compressed.json": gzipSync(one),
      "two-members.json.gz": Buffer.concat([gzipSync(one), gzipSync(one)]),
      "lines.jsonl": `${JSON.stringify(managementEvent())}\n${JSON.stringify(managementEvent())}\n`,
      "event.json": JSON.stringify(managementEvent(), null, 2),
      LICENSE: "MIT",
    });
    const { events, files, failures } = await explained([root]);
    expect({ events, failures }).toEqual({ events: 10, failures: [] });
    expect(files).toMatchObject({ read: 8, others: 1 });
  });

  it("are read whatever their names when they are named, and from standard input", async () => {
    const root = folderOf({ LOG: one });
    const standardInput = Readable.from([...gzipSync(one)].map((byte) => Buffer.from([byte])));
    expect(await explained([join(root, "LOG"), "-"], { standardInput })).toMatchObject({
      events: 2,
      failures: [],
    });
  });

  it("with digests are passed over", async () => {
    const digest = JSON.stringify({
      awsAccountId: "1",
      digestStartTime: "2026-11-01T10:00:00Z",
      logFiles: [],
    });
    const root = folderOf({
      "AWSLogs/o-1/1/CloudTrail-Digest/us-east-1/1_CloudTrail-Digest_1.json.gz": gzipSync(digest),
      "AWSLogs/o-1/1/CloudTrail/us-east-1/1.json.gz": gzipSync(one),
      "digest.json": digest,
    });
    expect(await explained([root])).toMatchObject({ events: 1, files: { digests: 2 }, failures: [] });
  });

  it("that are links are read, and links to folders not followed", async () => {
    const root = folderOf({ "1.json": one });
    symlinkSync(join(root, "1.json"), join(root, "2.json"));
    symlinkSync(root, join(root, "circle.json"));
    expect(await explained([root])).toMatchObject({
      events: 1,
      files: { read: 1, again: 1, others: 1 },
      failures: [],
    });
  });

  it("count once, by whatever names and however often they are given", async () => {
    const root = folderOf({ "1.json": one, "x/2.json": one });
    linkSync(join(root, "1.json"), join(root, "hard.json"));
    const inputs = [join(root, "1.json"), root, join(root, "x"), join(root, "x", "..", "1.json")];
    expect(await explained(inputs)).toMatchObject({ events: 2, files: { read: 2, again: 4 }, failures: [] });
  });

  it("that are pipes with a name are not waited for", async () => {
    const root = folderOf({ "1.json": one });
    execFileSync("mkfifo", [join(root, "pipe.json")]);
    for (const input of [root, join(root, "pipe.json")]) {
      const { failures } = await explained([input]);
      expect(failures).toEqual([
        {
          file: join(root, "pipe.json"),
          count: 1,
          first: "is a named pipe, and not a file; write what comes from it to a file, or move it away",
        },
      ]);
    }
  });

  it("with a time that is none keep their other events, and the period that those have", async () => {
    const [early, wrong] = [managementEvent(), { ...managementEvent(), eventTime: "yesterday" }];
    const root = folderOf({ "1.json": logText(early, wrong, early) });
    const { events, period, failures } = await explained([root]);
    expect({ events, period }).toEqual({
      events: 3,
      period: { from: early["eventTime"], to: early["eventTime"] },
    });
    expect(failures.map(({ first }) => first)).toEqual(["record 2 has no time in its eventTime"]);
  });

  it("that are broken are named and counted, and stop nothing", async () => {
    const broken = gzipSync(one);
    const root = folderOf({
      "a.json": `${JSON.stringify(managementEvent())}\n{oops}\n12\n${JSON.stringify(managementEvent())}\n`,
      "b.json.gz": broken.subarray(0, broken.length - 12),
      "c.json.gz": Buffer.concat([broken.subarray(0, 12), Buffer.alloc(100, 0xff)]),
      "d.json": '{"message":"hello"}',
      "e.json": "",
      "f.json": one.slice(0, -3),
      "g.json": one,
    });
    const { events, failures } = await explained([root]);
    expect(events).toBeGreaterThanOrEqual(3);
    expect(failures.map(({ file, count, first }) => [file.slice(root.length + 1), count, first])).toEqual([
      ["a.json", 2, expect.stringMatching(/^record 2 is not JSON: /)],
      ["b.json.gz", 1, "is cut short: its gzip has no end; fetch it again"],
      ["c.json.gz", 1, "is damaged: its gzip does not hold together; fetch it again"],
      ["d.json", 1, "record 1 is no CloudTrail event: it has no eventVersion"],
      ["e.json", 1, "is empty: whatever was to write it wrote nothing"],
      ["f.json", 1, expect.stringMatching(/^record \d /)],
    ]);
  });

  it("that are not there, in a folder, are said", async () => {
    const root = folderOf({ "README.md": "" });
    const { failures } = await explained([root]);
    expect(failures).toEqual([
      { file: root, count: 1, first: expect.stringContaining("holds no log files") as string },
    ]);
  });

  it("that expand far are streamed", async () => {
    // 80 MB of text in less than 1 MB.
    const text = Buffer.from(`${JSON.stringify(managementEvent())}\n`.repeat(160_000));
    const root = folderOf({ "large.json.gz": gzipSync(text) });
    expect(await explained([root])).toMatchObject({
      events: 160_000,
      failures: [],
      files: { bytes: text.length },
    });
  });
});
