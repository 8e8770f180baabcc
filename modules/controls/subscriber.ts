import type { Problem } from "../validation";
import type { Severity } from "./severity";

/** The ways in which SNS tells somebody. @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const SUBSCRIBER_PROTOCOLS = ["email", "https", "lambda", "sms", "sqs"] as const;

/** Who hears of alarms. */
export interface Subscriber {
  readonly protocol: (typeof SUBSCRIBER_PROTOCOLS)[number];
  /** An e-mail address, a URL, a phone number, or the ARN of a queue or function. An address must confirm. */
  readonly endpoint: string;
  /** @default - of every severity */
  readonly severities?: readonly Severity[];
}

const FORMS: Readonly<Record<Subscriber["protocol"], RegExp>> = {
  email: /^[^\s@]+@[^\s@.]+\.[^\s@]+$/,
  https: /^https:\/\/\S+$/,
  lambda: /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:\S+$/,
  sms: /^\+\d{7,15}$/,
  sqs: /^arn:[a-z-]+:sqs:[a-z0-9-]+:\d{12}:\S+$/,
};

/** How SNS reaches an address, by its form. */
export function protocolOf(endpoint: string): Subscriber["protocol"] | undefined {
  return SUBSCRIBER_PROTOCOLS.find((protocol) => FORMS[protocol].test(endpoint));
}

/** Why the text is nothing that SNS reaches. */
export function subscriberProblem(endpoint: string): Problem | undefined {
  if (protocolOf(endpoint) !== undefined) return undefined;
  return {
    what: "is nothing to which notifications go",
    received: endpoint,
    allowed:
      "an e-mail address, an https:// address, a phone number with its +, or the ARN of a queue or function",
    remedy: "correct the address",
  };
}
