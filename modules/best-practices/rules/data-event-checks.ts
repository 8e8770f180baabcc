import { compliant, each, notApplicable, notCompliant, ONLY_PART, type BestPracticeRule } from "./rule";

/** Config rules that are about data events of S3. There is none for Lambda. */
const CHECKS = [
  "CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
  "CLOUDTRAIL_ALL_READ_S3_DATA_EVENT_CHECK",
  "CLOUDTRAIL_ALL_WRITE_S3_DATA_EVENT_CHECK",
];

/** @see https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-s3-dataevents-enabled.html */
export const dataEventChecks: BestPracticeRule = {
  id: "data-event-checks",
  practice: 3,
  title: "AWS Config checks that data events of S3 are recorded",
  remedy: "deploy one of these Config rules, or a conformance pack with it: " + CHECKS.join(", "),
  check: ({ trails, checks, whole }) =>
    each(trails, (trail) => {
      if (!trail.recorded.dataTypes.includes("AWS::S3::Object")) {
        return notApplicable("records no data events of S3");
      }
      const found = CHECKS.find((rule) => checks.configRules.includes(rule));
      if (found !== undefined) return compliant(`has its data events checked by ${found}`);
      return whole ? notCompliant("has data events of S3 that no Config rule checks") : ONLY_PART;
    }),
};
