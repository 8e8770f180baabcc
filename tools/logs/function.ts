import type { ValidationJob } from "../../modules/log-validation";
import { awsSentence, S3Reader } from "../aws";
import { printJson } from "../terminal";
import { BucketFiles } from "./bucket-files";
import { AskedKeys } from "./public-keys";
import { validateRecent } from "./recent";

/** The function of AWS Lambda that `modules/log-validation` deploys: the rule's target says what is validated. */
export async function handler(job: ValidationJob): Promise<void> {
  const now = Date.now();
  const settings = { region: process.env["AWS_REGION"] ?? "us-east-1" };
  const asked = new AskedKeys(
    "the hourly validation",
    {},
    {
      from: now - job.lastHours * 3_600_000,
      to: now,
    },
  );
  const keysOf = async (region: string): ReturnType<AskedKeys["of"]> => {
    try {
      return await asked.of(region);
    } catch (error) {
      // Its digests are findings then: of their keys none is known.
      printJson({ region, keys: awsSentence(error) }, 0);
      return [];
    }
  };
  await validateRecent(job, { store: new BucketFiles(new S3Reader(settings)), keysOf }, now, (line) => {
    printJson(line, 0);
  });
}
