import { deliveryTopicName, topicArn, type Region } from "../../../modules/organization";
import { existingTopicProblem } from "../../../modules/policy";
import type { Check, SoundFiles } from "../draft";
import type { Fault } from "../fault";

/** The topic that hears of each delivered log file: one that orgtrail makes, or one that is there already. */
export interface DeliveryTopic {
  readonly arn: string;
  readonly isMade: boolean;
}

/** An alarm on its silence is a part of monitoring. */
export function deliveryTopicOf({ organization: file, names }: SoundFiles): DeliveryTopic | undefined {
  const { trail, monitoring, organization } = file;
  const { partition, homeRegion, accounts } = organization;
  if (trail.deliveryTopicArn !== undefined) return { arn: trail.deliveryTopicArn, isMade: false };
  if (!(trail.deliveryNotifications ?? monitoring !== undefined)) return undefined;
  const name = deliveryTopicName(names.trail);
  return { arn: topicArn(partition, homeRegion as Region, accounts.management.id, name), isMade: true };
}

/** A topic that is there already can hear of log files, is to hear of them, and hears of nothing else. */
export const soundDeliveryTopic: Check = ({ organization: { file, value }, names }): readonly Fault[] => {
  const { partition = "aws", homeRegion } = value.organization ?? {};
  const { deliveryTopicArn: arn, deliveryNotifications } = value.trail ?? {};
  const account = names.accounts.get("management")?.id;
  if (arn === undefined || homeRegion === undefined || account === undefined || names.trail === undefined)
    return [];
  const fault = (problem: Parameters<typeof file.fault>[1]): Fault =>
    file.fault(["trail", "deliveryTopicArn"], problem);
  const problem = existingTopicProblem(arn, {
    ...{ partition, account, name: names.trail },
    homeRegion: homeRegion as Region,
  });
  return [
    ...(problem === undefined ? [] : [fault(problem)]),
    ...(deliveryNotifications === false
      ? [
          fault({
            what: "names a topic that is to hear of nothing: deliveryNotifications is false",
            received: arn,
            remedy: "leave out the one or the other",
          }),
        ]
      : []),
    ...Object.entries(value.monitoring?.topics ?? {})
      .filter(([, topic]) => topic === arn)
      .map(([severity]) =>
        fault({
          what: `is the topic of alarms too: whoever hears those of severity ${severity} would hear of each log file`,
          received: arn,
          remedy: "name another topic, or leave it out",
        }),
      ),
  ];
};
