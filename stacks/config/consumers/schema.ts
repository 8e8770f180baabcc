import * as z from "zod";
import { AccountId, ConsumerName } from "../../../modules/organization";
import { checked, kindOf, text } from "../scalars";
import { externalIdProblem } from "../../../modules/policy";

/** A part of a key of a log file is none of a policy's wildcards. */
const FOLDER = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/;

const prefix = checked<string>(
  (value) =>
    FOLDER.test(value) && value.length <= 200
      ? undefined
      : {
          what: "is no folder of log files",
          received: value,
          allowed:
            "up to 200 letters, digits, _ and -, and single slashes between them: 444444444444/CloudTrail",
          remedy: "correct it, or leave it out",
        },
  {
    pattern: "^(?=.{1,200}$)[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$",
    description:
      "The one folder that is handed on, as it stands after AWSLogs/O-ID/. Default: those of accounts, or all.",
    examples: ["444444444444/CloudTrail"],
  },
);

/** One of `archive.consumers`. */
export const consumer = z
  .strictObject({
    name: kindOf(
      ConsumerName,
      "What it is called: part of the names of its role, and of its queue or topic.",
      "panther",
    ),
    account: kindOf(
      AccountId,
      "The account from which it takes its role. Default: that of role.",
      "111122223333",
    ).exactOptional(),
    role: text(
      "The ARN of its role, where no other of its account is to take the role here; its name may hold * and ?.",
      "arn:aws:iam::111122223333:role/PantherLogProcessing",
    ).exactOptional(),
    externalId: checked<string>(externalIdProblem, {
      pattern: "^[\\w+=,.@:/-]{2,1224}$",
      description:
        "The external id that it was told, or shows, for this organization alone. Needed for an account that is none of the configuration's.",
      examples: ["4f1c0a52-7d3b-4a91-9a7e-b0c5d2e8f613"],
    }).exactOptional(),
    notify: z.enum(["sqs", "sns", "eventbridge"]).exactOptional().meta({
      description:
        "How it hears of new log files: a queue that it reads with its role, a topic to which its account subscribes, or its event bus. Default: it looks for itself.",
    }),
    eventBusArn: text(
      "The ARN of its event bus, of its account, with notify: eventbridge. The bus has to let the log-archive account put events.",
      "arn:aws:events:eu-central-1:111122223333:event-bus/logs",
    ).exactOptional(),
    accounts: z
      .array(kindOf(AccountId, "The account's id.", "444444444444"))
      .min(1)
      .readonly()
      .exactOptional()
      .meta({ description: "The accounts whose log files are handed on. Default: all of the organization." }),
    prefix: prefix.exactOptional(),
  })
  .readonly();

/** `archive.consumers` in organization.yaml. */
export const consumers = z.array(consumer).readonly().default([]).meta({
  description:
    "To whom the organization's log files are handed on, such as a SIEM: each takes a role of its own, which reads these files and no others. Default: nobody.",
});

/** The same, as the file has it. */
export type ConsumerFile = z.output<typeof consumer>;
