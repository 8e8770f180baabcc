import { type ConsumerName, type NamePrefix, RoleName } from "../ids";
import { monitoringNamePrefix } from "./monitoring";

/** Starts the names of the roles, queues and rules of those to whom log files are handed on. */
export function consumerFamily(prefix: NamePrefix): string {
  return `${monitoringNamePrefix(prefix)}consumer-`;
}

/** The role that somebody takes to whom log files are handed on, the queue in which they find what is new, and the rule that tells them. */
export function consumerRoleName(prefix: NamePrefix, consumer: ConsumerName): RoleName {
  return RoleName.of(`${consumerFamily(prefix)}${consumer}`);
}

/** The topic that they subscribe to. Its name is of a family of its own: nobody subscribes to others, which tell of alarms. */
export function consumerTopicName(prefix: NamePrefix, consumer: ConsumerName): string {
  return `${prefix}-consumer-${consumer}`;
}

/** The alias of the key that encrypts these topics. */
export function consumerKeyAlias(prefix: NamePrefix): string {
  return `alias/${monitoringNamePrefix(prefix)}consumers`;
}
