import { at, shown } from "../attributes";
import { switchedOff } from "../switched-off";
import type { VerdictRule } from "../verdict";

const STARTS = ["aws_config_", "aws_securityhub_", "aws_guardduty_", "aws_accessanalyzer_"];

/** The attributes that may name such a resource, the most telling first. */
const NAMES = ["name", "standards_arn", "product_arn", "account_id", "id"];

/** Something that looks for weak settings goes. */
export const detectionRemoved: VerdictRule = {
  id: "detection-removed",
  verdict: "review",
  title: "AWS Config or Security Hub looks at less",
  why: "What a rule or standard looked for is found no more; so may be what orgtrail itself protects.",
  judge: (change) => {
    if (!STARTS.some((start) => change.type.startsWith(start))) return [];
    const { type, action, before } = change;
    if (action === "destroy") {
      const name = NAMES.map((each) => at(before, each)).find((each) => typeof each === "string");
      return [{ what: `${type}${name === undefined ? "" : ` ${shown(name)}`} is removed` }];
    }
    return switchedOff(
      change,
      "aws_config_configuration_recorder_status",
      "is_enabled",
      "AWS Config records no more",
    );
  },
};
