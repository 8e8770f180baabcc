import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Finder } from "./finder";

/** The topics of the Region. */
export const topics: Finder = async (settings) => {
  const { Topics = [] } = await new SNSClient(settings).send(new ListTopicsCommand({}));
  return Topics.map(({ TopicArn = "" }) => ({
    kind: "topic",
    name: TopicArn.slice(TopicArn.lastIndexOf(":") + 1),
    details: [settings.region],
  }));
};
