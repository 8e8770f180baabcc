import { dataEventCoverage } from "../../event-selectors";
import { records } from "../recorded";
import {
  compliant,
  each,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ONLY_PART,
  type BestPracticeRule,
} from "./rule";

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
    each(trails, ({ recorded }) => {
      const recordsObjects = records(recorded, (trail) => {
        const { reads, writes } = dataEventCoverage(trail, "AWS::S3::Object");
        return reads.extent !== "none" || writes.extent !== "none";
      });
      if (recordsObjects === false) return notApplicable("records no data events of S3");
      if (recordsObjects === "unknown") return KNOWN_LATER;
      const found = CHECKS.find((rule) => checks.configRules.includes(rule));
      if (found !== undefined) return compliant(`has its data events checked by ${found}`);
      if (!whole) return ONLY_PART;
      return checks.mayHaveMoreRules
        ? KNOWN_LATER
        : notCompliant("has data events of S3 that no Config rule checks");
    }),
};
