import { compliant, each, KNOWN_LATER, notApplicable, notCompliant, type BestPracticeRule } from "./rule";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html */
export const advancedEventSelectors: BestPracticeRule = {
  id: "advanced-event-selectors",
  practice: 8,
  title: "Advanced event selectors say what is recorded",
  remedy: "write the same in advanced_event_selector, which filters by name, ARN, reading and writing",
  check: ({ trails }) =>
    each(trails, ({ recorded }) => {
      switch (recorded.kind) {
        case "advanced":
          return compliant("has advanced event selectors");
        case "basic":
          return notCompliant("has event selectors of the older kind");
        case "default":
          return notApplicable("has no selectors: it records management events alone");
        case "unknown":
          return KNOWN_LATER;
      }
    }),
};
