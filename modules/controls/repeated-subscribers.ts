import { SEVERITIES, type Severity } from "./severity";
import type { Subscriber } from "./subscriber";

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
