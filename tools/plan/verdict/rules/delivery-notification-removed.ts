import type { StackPlan } from "../../change";
import { at, isKnown, isNothing, shownChange, sidesOf, textAt } from "../attributes";
import type { VerdictRule } from "../verdict";

/** Nobody is told of delivered log files any more, or somebody else. */
export const deliveryNotificationRemoved: VerdictRule = {
  id: "delivery-notification-removed",
  verdict: "review",
  title: "Another topic, or none, is told of delivered log files",
  why: "What reads log files when it hears of them, such as a SIEM, gets none any more.",
  judge: (change, { plan }) => {
    const sides = change.type === "aws_cloudtrail" ? sidesOf(change) : undefined;
    const topic = textAt(sides?.before, "sns_topic_name");
    const after = at(sides?.after, "sns_topic_name");
    if (topic === undefined || !isKnown(after) || named(topic, plan) === named(after, plan)) return [];
    if (isNothing(after))
      return [{ what: `the trail no longer tells topic ${topic} of delivered log files` }];
    return [
      {
        what: `the trail tells another topic of delivered log files (sns_topic_name: ${shownChange(topic, after)})`,
      },
    ];
  },
};

/** A topic of the trail's own account and Region may be written by its name, or by its ARN. */
function named(value: unknown, { account, region }: StackPlan): unknown {
  const start = new RegExp(`^arn:[^:]+:sns:${region}:${account.id}:`);
  return typeof value === "string" ? value.replace(start, "") : value;
}
