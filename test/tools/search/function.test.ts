import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { functionCode } from "../../../stacks/function-code";
import { inTemporaryFolder } from "../../support/synthesized";

/** An SDK that Lambda gives by NODE_PATH, and that takes the second record of each batch the second time alone. */
const SDK = `
const fs = require("node:fs");
exports.PutRecordBatchCommand = class { constructor(input) { this.input = input; } };
exports.FirehoseClient = class {
  constructor(config) { this.config = config; this.middlewareStack = { add() {} }; }
  async send({ input: { DeliveryStreamName, Records } }) {
    const texts = Records.map(({ Data }) => Buffer.from(Data).toString());
    fs.appendFileSync(process.env.SEEN, JSON.stringify([this.config.region, DeliveryStreamName, texts.map((text) => JSON.parse(text).eventID)]) + "\\n");
    return { RequestResponses: Records.map((_, index) => (index === 1 ? { ErrorCode: "ServiceUnavailableException" } : { RecordId: "x" })) };
  }
};
`;

const RUN = `
require("./index.js").makeDocuments(JSON.parse(process.env.ASKED)).then((answer) => console.log("ANSWER" + JSON.stringify(answer.records.map(({ recordId, result }) => [recordId, result]))));
`;

it("runs where Lambda runs it, with the SDK that is there, and puts documents into the stream that asks", () => {
  inTemporaryFolder((folder) => {
    const { path = "" } = functionCode("log-search") ?? {};
    const script = unzipSync(readFileSync(path))["index.js"];
    const sdk = join(folder, "runtime", "@aws-sdk", "client-firehose");
    mkdirSync(sdk, { recursive: true });
    writeFileSync(join(sdk, "index.js"), SDK);
    writeFileSync(join(folder, "index.js"), script ?? "");
    writeFileSync(join(folder, "run.js"), RUN);
    const message = (eventID: string): object => ({ message: JSON.stringify({ eventID }) });
    const data = gzipSync(
      JSON.stringify({ messageType: "DATA_MESSAGE", logEvents: ["1", "2", "3"].map(message) }),
    ).toString("base64");
    const deliveryStreamArn = "arn:aws:firehose:eu-west-1:222222222222:deliverystream/acme-orgtrail-search";
    const out = execFileSync(process.execPath, ["run.js"], {
      cwd: folder,
      encoding: "utf8",
      env: {
        NODE_PATH: join(folder, "runtime"),
        AWS_REGION: "eu-west-1",
        SEEN: join(folder, "seen"),
        ASKED: JSON.stringify({ deliveryStreamArn, records: [{ recordId: "a", data }] }),
      },
    });
    expect(out).toContain('ANSWER[["a","Dropped"]]');
    expect(
      readFileSync(join(folder, "seen"), "utf8")
        .trim()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      ["eu-west-1", "acme-orgtrail-search", ["1", "2", "3"]],
      ["eu-west-1", "acme-orgtrail-search", ["2"]],
    ]);
  });
});
