import type { Problem } from "../validation";
import { SEVERITIES, type Severity } from "./severity";

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
  // A FIFO queue hears of no topic but a FIFO one, to which no alarm and no rule publishes.
  sqs: /^arn:[a-z-]+:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/,
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
      "an e-mail address, an https:// address, a phone number with its +, or the ARN of a queue (but FIFO) or function",
    remedy: "correct the address",
  };
}

/** An entry of a list of subscribers that an earlier entry makes needless. */
export interface RepeatedSubscriber {
  /** Its place in the list, from 0. */
  readonly index: number;
  /** The place of the earlier one, which hears of these severities too. */
  readonly first: number;
  readonly severities: readonly Severity[];
}

/**
 * The subscribers of whom an earlier one has the address, for a severity that both hear of. SNS keeps one subscription of
 * an address to a topic: two in Terraform would be one that both own.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 * @param subscribers places without one are passed over
 */
export function repeatedSubscribers(
  subscribers: readonly (Subscriber | undefined)[],
): readonly RepeatedSubscriber[] {
  return subscribers.flatMap((subscriber, index) => {
    if (subscriber === undefined) return [];
    const { protocol, endpoint } = subscriber;
    const common = (other: Subscriber | undefined): readonly Severity[] =>
      other?.protocol === protocol && other.endpoint === endpoint
        ? SEVERITIES.filter((severity) => hears(other, severity) && hears(subscriber, severity))
        : [];
    const first = subscribers.slice(0, index).findIndex((other) => common(other).length > 0);
    return first === -1 ? [] : [{ index, first, severities: common(subscribers[first]) }];
  });
}

/** Whether the subscriber hears of the severity. */
export function hears({ severities = SEVERITIES }: Subscriber, severity: Severity): boolean {
  return severities.includes(severity);
}
