import * as z from "zod";
import { INSIGHT_TYPES } from "../../../modules/insights";
import { TrailName } from "../../../modules/organization";
import { kindOf, text } from "../scalars";
import { basicSelectors, record } from "./record";

/** `trail` in organization.yaml. */
export const trail = z
  .strictObject({
    name: kindOf(
      TrailName,
      "The organization trail's name. Default: <name>-organization-trail.",
    ).exactOptional(),
    insights: z.array(z.enum(INSIGHT_TYPES)).readonly().default([]).meta({
      description: "The kinds of unusual activity to report; each analysed event is billed. Default: none.",
    }),
    record: record
      .default([])
      .meta({ description: "What is recorded besides all management events. Default: nothing." }),
    basicSelectors: basicSelectors.exactOptional(),
    excludeLogBuckets: z.boolean().default(true).meta({
      description:
        "Whether log buckets are left out of what is recorded. Recording them writes logs about writing logs, each billed. Default: true.",
    }),
    recordLogFileChanges: z.boolean().default(true).meta({
      description:
        "Whether it is recorded that files in log buckets are deleted, overwritten by a copy, re-encrypted, locked otherwise or opened. It makes no loop, and costs next to nothing. Basic selectors cannot say it. Default: true.",
    }),
    deliveryNotifications: z.boolean().exactOptional().meta({
      description:
        "Whether an SNS topic hears of each delivered log file, and with monitoring an alarm of its silence. Default: whether there is monitoring.",
    }),
    deliveryTopicArn: text(
      "The ARN of a topic of yours that hears of it, of the management account in the home Region. Its policy is its owner's; orgtrail prove --needs prints what it has to allow. Default: a topic that orgtrail makes.",
      "arn:aws:sns:us-east-1:111111111111:log-files",
    ).exactOptional(),
    delegatedAdministrator: z.string().exactOptional().meta({
      description: "The name of the account that may manage the trail besides the management account.",
    }),
  })
  .readonly()
  .prefault({})
  .meta({ description: "The organization trail." });
