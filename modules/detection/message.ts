import type { Control } from "../controls";

/** What a person reads of an event, made of the event by EventBridge. */
export interface MessageTemplate {
  /** Where in the event each word comes from. */
  readonly inputPaths: Readonly<Record<string, string>>;
  /** A JSON string with the words in angle brackets. */
  readonly inputTemplate: string;
}

const CALL = {
  account: "$.account",
  region: "$.region",
  time: "$.time",
  call: "$.detail.eventName",
  service: "$.detail.eventSource",
  who: "$.detail.userIdentity.arn",
  address: "$.detail.sourceIPAddress",
  id: "$.detail.eventID",
} as const;

const INSIGHT = {
  account: "$.account",
  region: "$.region",
  time: "$.time",
  call: "$.detail.insightDetails.eventName",
  service: "$.detail.insightDetails.eventSource",
  kind: "$.detail.insightDetails.insightType",
  id: "$.detail.eventID",
} as const;

/**
 * The message of a control's rule. A word that an event lacks is left out by EventBridge.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function messageTemplate({ about, title, severity, happened, firstStep }: Control): MessageTemplate {
  const insight = about === "insight";
  const event = insight
    ? "<kind> of <call> (<service>) in account <account>, <region>, at <time>. Event <id>."
    : "<call> (<service>) by <who> from <address> in account <account>, <region>, at <time>. Event <id>.";
  return {
    inputPaths: insight ? INSIGHT : CALL,
    inputTemplate: JSON.stringify(`${title} (${severity}). ${event} ${happened} First: ${firstStep}`),
  };
}
