export {
  DeadLetterQueue,
  UNDELIVERED_ALARM,
  undeliveredEvents,
  type DeadLetterQueueProps,
} from "./dead-letter-queue";
export { DetectionRules, type DetectionRulesProps, type RetrySettings } from "./detection-rules";
export { EventForwarding, type EventForwardingProps } from "./event-forwarding";
export { MAX_RULE_NAME_LENGTH, MAX_TARGETS, type EventTarget } from "../controls";
export { SecurityEventBus, type SecurityEventBusProps } from "./security-event-bus";
