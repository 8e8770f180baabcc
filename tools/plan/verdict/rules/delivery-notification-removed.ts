import { isKnown, sidesOf, textAt } from "../attributes";
import type { VerdictRule } from "../verdict";

/** Nobody is told of delivered log files any more. */
export const deliveryNotificationRemoved: VerdictRule = {
  id: "delivery-notification-removed",
  verdict: "review",
  title: "Nobody is told of delivered log files",
  why: "What reads log files when it hears of them, such as a SIEM, gets none any more.",
  judge: (change) => {
    const sides = change.type === "aws_cloudtrail" ? sidesOf(change) : undefined;
    const topic = textAt(sides?.before, "sns_topic_name");
    const after = sides?.after["sns_topic_name"];
    return topic === undefined || !isKnown(after) || (typeof after === "string" && after !== "")
      ? []
      : [{ what: `the trail no longer tells topic ${topic} of delivered log files` }];
  },
};
