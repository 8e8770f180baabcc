import * as z from "zod";
import { BucketName, StateKeyPrefix } from "../../../modules/organization";
import { checked, kindOf, text } from "../scalars";

const PATTERN = /^\d+\.\d+\.\d+$/;

/** The version of a Terraform provider: three numbers. */
function version(description: string): z.ZodType<string, string> {
  return checked<string>(
    (value) =>
      PATTERN.test(value)
        ? undefined
        : {
            what: "is not a version",
            received: value,
            allowed: "three numbers, such as 5.100.0",
            remedy: "write all three numbers",
          },
    { pattern: PATTERN.source, description, examples: ["5.100.0"] },
  );
}

/** `terraform` in organization.yaml. */
export const terraform = z
  .strictObject({
    state: z
      .strictObject({
        bucket: kindOf(BucketName, "The S3 bucket that holds the states.", "acme-terraform-state"),
        region: text("The Region of the state bucket.", "us-east-1"),
        account: text(
          "The account that has the bucket, by its name in organization.accounts; the pipeline's roles stand there too. Default: logArchive.",
        ).default("logArchive"),
        keyPrefix: kindOf(
          StateKeyPrefix,
          "Starts the key of each state. Default: orgtrail.",
          "orgtrail",
        ).default(StateKeyPrefix.of("orgtrail")),
        roleArn: text(
          "The role that reads and writes states, of the account that has the bucket. Default: the caller's own credentials.",
        ).exactOptional(),
        kmsKeyArn: text(
          "The KMS key that encrypts states. Default: the state bucket's own encryption.",
        ).exactOptional(),
      })
      .readonly()
      .meta({ description: "Where Terraform keeps state: one object a stack, locked by a file beside it." }),
    awsProvider: z
      .strictObject({
        atLeast: version("The oldest AWS provider allowed, 5.100.0 or later. Default: 5.100.0.").default(
          "5.100.0",
        ),
        below: version("The AWS provider must be older than this. Default: 7.0.0.").default("7.0.0"),
      })
      .readonly()
      .prefault({})
      .meta({ description: "The versions of the AWS provider that the stacks accept." }),
    destroyProtection: z
      .boolean()
      .default(true)
      .meta({ description: "Whether destroying trails, log buckets and keys is prevented. Default: true." }),
  })
  .readonly()
  .meta({ description: "State, provider versions and protection." });
