import { FirehoseStream } from "../aws";
import { printJson } from "../terminal";
import { inBatches } from "./batches";
import { transformed, type StreamRecord, type TransformedRecord } from "./records";

/** What Firehose asks the function. */
interface Asked {
  readonly deliveryStreamArn: string;
  readonly records: readonly StreamRecord[];
}

/** The function of AWS Lambda that `modules/log-search` deploys: Firehose has it make documents of what CloudWatch Logs delivers. */
export async function makeDocuments({
  deliveryStreamArn,
  records,
}: Asked): Promise<{ readonly records: readonly TransformedRecord[] }> {
  const stream = new FirehoseStream(
    { region: process.env["AWS_REGION"] ?? "us-east-1" },
    deliveryStreamArn.slice(deliveryStreamArn.indexOf("/") + 1),
  );
  const put = inBatches((batch) => stream.put(batch));
  return {
    records: await transformed(records, put, (failed) => {
      printJson({ failed }, 0);
    }),
  };
}
