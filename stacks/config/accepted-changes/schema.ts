import { isDay } from "../../../modules/kernel";
import * as z from "zod";
import { JUDGEMENT_IDS, type JudgementId } from "../../../modules/facts";
import { checked, text } from "../scalars";

/** A reason of fewer words tells the next reader nothing. */
const FEWEST_WORDS = 3;

const reason = checked<string>(
  (value) =>
    value.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length >= FEWEST_WORDS
      ? undefined
      : {
          what: "says too little",
          received: value,
          allowed: `${FEWEST_WORDS} words or more`,
          remedy: "say why the change is wanted, and who has decided it",
        },
  {
    description: "Why the change is wanted, and who has decided it, in three words or more.",
    examples: ["The security board moved audit logs to 300 days on 2 March."],
  },
);

const DATE = "^\\d{4}-\\d{2}-\\d{2}$";

const until = checked<string>(
  (value) =>
    isDay(value)
      ? undefined
      : {
          what: "is no day of the calendar",
          received: value,
          allowed: "YYYY-MM-DD, such as 2026-03-31",
          remedy: "correct the date",
        },
  {
    pattern: DATE,
    description:
      "The last day, in UTC, on which the change is accepted: YYYY-MM-DD. `orgtrail plan` takes no day that is more than 90 days ahead.",
    examples: ["2026-03-31"],
  },
);

/** One change that somebody has decided on. */
const acceptedChange = z
  .strictObject({
    rule: z.enum(JUDGEMENT_IDS).meta({ description: "The rule's id, as `orgtrail plan` tells it." }),
    stack: text("The stack in which the change is made.", "log-archive"),
    resource: text(
      "The resource's address; * stands for any characters. Default: every resource of the stack.",
      "aws_s3_bucket_lifecycle_configuration.*",
    ).exactOptional(),
    reason,
    until,
  })
  .readonly();

/** `acceptedChanges` in organization.yaml. */
export const acceptedChanges = z.array(acceptedChange).readonly().default([]).meta({
  description:
    "Changes that `orgtrail plan` would block, made on purpose: such a finding asks for a review instead. Default: none.",
});

/** A change that somebody has decided on, although `orgtrail plan` blocks it. Whether it still counts, the tool says. */
export interface AcceptedChange {
  readonly rule: JudgementId;
  /** The stack in which the change is made. */
  readonly stack: string;
  /** The resource's address, in which `*` stands for any characters. @default - every resource of the stack */
  readonly resource?: string;
  /** Why the change is wanted. */
  readonly reason: string;
  /** The last day, in UTC, on which the change is accepted: YYYY-MM-DD; at most 90 days ahead, or it does not count. */
  readonly until: string;
}
