import type * as z from "zod";
import { checked } from "../scalars";

/** What it is, and the form of its id: 8 or 17 digits. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
const KINDS = {
  subnet: ["subnet", /^subnet-[0-9a-f]{8}(?:[0-9a-f]{9})?$/],
  sg: ["security group", /^sg-[0-9a-f]{8}(?:[0-9a-f]{9})?$/],
  vpc: ["VPC", /^vpc-[0-9a-f]{8}(?:[0-9a-f]{9})?$/],
} as const;

/** The id of something in a VPC. */
export function networkId(kind: keyof typeof KINDS, description: string): z.ZodType<string, string> {
  const [noun, pattern] = KINDS[kind];
  return checked(
    (received) =>
      pattern.test(received)
        ? undefined
        : {
            what: `is not the id of a ${noun}`,
            received,
            allowed: `${kind}- and 8 or 17 of 0-9 and a-f`,
            remedy: "write the id that the VPC console shows",
          },
    { pattern: pattern.source, description, examples: [`${kind}-0a1b2c3d4e5f67890`] },
  );
}
