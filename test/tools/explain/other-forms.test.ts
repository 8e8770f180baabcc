import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { explain } from "../../../tools/explain/explain";
import type { Explanation } from "../../../tools/explain/explanation";
import { referenceConfiguration } from "../../support/configurations";
import { managementEvent } from "./events";

const folder = mkdtempSync(join(tmpdir(), "orgtrail-forms-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A new folder with these files. */
function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(folder, "logs-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content);
  return root;
}

async function explained(
  inputs: readonly string[],
  { standardInput = Readable.from([]) }: { standardInput?: Readable } = {},
): Promise<Explanation> {
  return explain(referenceConfiguration(), { inputs, standardInput, top: 3 });
}

describe("files of other forms than CloudTrail's", () => {
  it.each([
    [
      "a notification of S3",
      { Records: [{ eventVersion: "2.1", eventSource: "aws:s3", eventName: "ObjectCreated:Put" }] },
      "it is S3's notification of a file; give that file",
    ],
    [
      "records of Kinesis",
      {
        Records: [{ kinesis: { data: "H4s=" }, eventSource: "aws:kinesis", eventName: "aws:kinesis:record" }],
      },
      "it is a record of Kinesis; unpack it: jq ",
    ],
    [
      "what CloudWatch Logs gives a function",
      { awslogs: { data: "H4s=" } },
      "it is what CloudWatch Logs gives a function; unpack it: jq ",
    ],
  ])("with %s hold no events, and it is said what to do", async (_, value, remedy) => {
    const root = folderOf({ "1.json": JSON.stringify(value) });
    const { events, failures } = await explained([root]);
    expect(events).toBe(0);
    expect(failures.map(({ first }) => first)).toEqual([
      expect.stringContaining(`record 1 is no CloudTrail event: ${remedy}`),
    ]);
  });

  it.each<[string, unknown, string]>([
    [
      "EventBridge's word of a file",
      { source: "aws.s3", "detail-type": "Object Created", detail: { bucket: { name: "b" } } },
      "it is S3's notification of a file; give that file",
    ],
    [
      "S3's question",
      { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "b" },
      "S3 sent it to find out whether anybody is there",
    ],
    [
      "CloudTrail's notification, by SNS and SQS",
      {
        Messages: [
          {
            Body: JSON.stringify({
              Type: "Notification",
              Message: JSON.stringify({ s3Bucket: "b", s3ObjectKey: ["k"] }),
            }),
          },
        ],
      },
      "it is CloudTrail's notification of log files; give those files",
    ],
    [
      "aws kinesis get-records",
      { Records: [{ SequenceNumber: "1", Data: "H4s=", PartitionKey: "p" }] },
      "it is a record of Kinesis; unpack it: jq -r '.Records[].Data' FILE | ",
    ],
    [
      "aws athena get-query-results",
      { ResultSet: { Rows: [] } },
      "it is a table of Athena; give the log files: npx orgtrail logs fetch brings them",
    ],
    [
      "EventBridge's word of what no call made",
      { source: "aws.ec2", "detail-type": "EC2 Instance State-change Notification", detail: { state: "x" } },
      "it is EventBridge's word of something else than a call, and holds nothing; leave it out",
    ],
    [
      "an event of Security Lake",
      { metadata: { product: { name: "CloudTrail" } }, class_uid: 6003 },
      "it is an event in Security Lake's form; give the log files: npx orgtrail logs fetch brings them",
    ],
  ])("with %s hold no events either", async (_, value, remedy) => {
    const { events, failures } = await explained([folderOf({ "1.json": JSON.stringify(value) })]);
    expect(events).toBe(0);
    expect(failures.map(({ first }) => first)).toEqual([
      expect.stringContaining(`record 1 is no CloudTrail event: ${remedy}`),
    ]);
  });

  it.each<[string, unknown, number]>([
    [
      "results of Logs Insights",
      {
        results: [
          [
            { field: "@message", value: JSON.stringify(managementEvent()) },
            { field: "@ptr", value: "x" },
          ],
        ],
        status: "Complete",
      },
      1,
    ],
    [
      "what asks whether Firehose is there",
      { messageType: "CONTROL_MESSAGE", logEvents: [{ message: "CWL CONTROL MESSAGE: Checking health" }] },
      0,
    ],
    ["an answer that found nothing", { Events: [] }, 0],
    ["hits of OpenSearch", { took: 1, hits: { hits: [{ _source: managementEvent() }] } }, 1],
    ["results of Splunk", { preview: false, result: { _raw: JSON.stringify(managementEvent()) } }, 1],
    ["what a channel of CloudTrail Lake carries", { eventData: managementEvent(), metadata: {} }, 1],
  ])("with %s are read", async (_, value, count) => {
    const { events, failures } = await explained([folderOf({ "1.json": JSON.stringify(value) })]);
    expect({ events, failures }).toEqual({ events: count, failures: [] });
  });

  it.each<[string, Buffer, string]>([
    ["UTF-16 without a mark", Buffer.from("{}", "utf16le"), "iconv -f UTF-16LE -t UTF-8"],
    ["a page of HTML", Buffer.from("\n<html>"), "is HTML or XML"],
    ["a zip file", Buffer.from("PK\u0003\u0004"), "unzip -p FILE | npx orgtrail explain -"],
    ["Parquet", Buffer.from("PAR1"), "is Parquet"],
    ["bzip2", Buffer.from("BZh91AY"), "bunzip2 -c FILE | npx orgtrail explain -"],
    ["xz", Buffer.from("\u00fd7zXZ\0", "latin1"), "xz -dc FILE | npx orgtrail explain -"],
    ["zstd", Buffer.from("(\u00b5/\u00fd\u0004", "latin1"), "zstd -dc FILE | npx orgtrail explain -"],
    ["gzip within gzip", gzipSync(gzipSync("{}")), "gunzip -c FILE | npx orgtrail explain -"],
    ["nothing but line ends", Buffer.from(" \r\n\n"), "is empty"],
    ["nothing, compressed", gzipSync(""), "is empty"],
  ])("that are %s are named as such", async (_, bytes, what) => {
    const { failures } = await explained([folderOf({ "1.json": bytes })]);
    expect(failures).toMatchObject([{ count: 1, first: expect.stringContaining(what) as string }]);
  });

  it("keep ten events before garbage behind them, compressed or not", async () => {
    const events = Array.from({ length: 10 }, () => managementEvent());
    const whole = JSON.stringify({ Records: events });
    const lines = events.map((event) => JSON.stringify(event)).join("\n");
    for (const [name, bytes] of Object.entries({
      "a.json": Buffer.from(`${whole}xyz`),
      "b.json": Buffer.concat([Buffer.from(`${lines}\n`), Buffer.from([0xff, 0, 0x7b, 0xe9])]),
      "c.json.gz": Buffer.concat([gzipSync(whole), Buffer.from("xyz")]),
    })) {
      const { events: read, failures } = await explained([folderOf({ [name]: bytes })]);
      expect([name, read, failures.length]).toEqual([name, 10, 1]);
    }
  });

  it("are read once they are unpacked as is said: gzip twice, and an archive", async () => {
    const whole = JSON.stringify({ Records: [managementEvent()] });
    const twice = execFileSync("gunzip", ["-c"], { input: gzipSync(gzipSync(whole)) });
    expect(await explained(["-"], { standardInput: Readable.from([twice]) })).toMatchObject({ events: 1 });
    const root = folderOf({ "1.json": whole });
    const [archive, into] = [join(folderOf({}), "logs.json.gz"), folderOf({})];
    execFileSync("tar", ["-czf", archive, "-C", root, "1.json"]);
    const { events, failures } = await explained([archive]);
    expect([events, failures.map(({ first }) => first)]).toEqual([
      0,
      ["is a tar archive; unpack it: tar -xf FILE -C FOLDER, and give the folder"],
    ]);
    execFileSync("tar", ["-xf", archive, "-C", into]);
    expect(await explained([into])).toMatchObject({ events: 1, failures: [] });
  });

  it("unpacked as is said are read", async () => {
    const data = gzipSync(JSON.stringify({ logEvents: [{ message: JSON.stringify(managementEvent()) }] }));
    const record = { kinesis: { data: data.toString("base64") }, eventSource: "aws:kinesis" };
    const text = JSON.stringify({ Records: [record, record] });
    const root = folderOf({ "kinesis.json": text });
    const { failures } = await explained([join(root, "kinesis.json")]);
    const [, command = ""] =
      /unpack it: jq .+ FILE \| (.*) \| npx orgtrail explain -$/.exec(failures[0]?.first ?? "") ?? [];
    const lines = [record, record].map(({ kinesis }) => `${kinesis.data}\n`).join("");
    const unpacked = execFileSync("bash", ["-c", command], { input: lines });
    expect(await explained(["-"], { standardInput: Readable.from([unpacked]) })).toMatchObject({
      events: 2,
      failures: [],
    });
  });

  it("of SNS in a message of SQS are unwrapped", async () => {
    const detail = { detail: managementEvent() };
    const message = { Type: "Notification", Message: JSON.stringify(detail) };
    const root = folderOf({ "sqs.json": JSON.stringify({ Messages: [], Body: JSON.stringify(message) }) });
    expect(await explained([root])).toMatchObject({ events: 1, failures: [] });
  });

  it.each([
    ["of Athena", '"eventversion","eventtime","eventname"\n"1.08","2026-01-01T00:00:00Z","PutObject"\n'],
    ["of Logs Insights", "@timestamp,@message\n2026-01-01,x\n"],
  ])("that are tables %s are named as such", async (_, text) => {
    const root = folderOf({ result: text });
    const { failures } = await explained([join(root, "result")]);
    expect(failures).toMatchObject([
      { count: 1, first: expect.stringMatching(/^is a table \(CSV\)/) as string },
    ]);
  });
});
