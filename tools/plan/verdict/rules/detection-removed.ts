import type { ResourceChange, StackPlan } from "../../change";
import { at, holdsUnknown, saysSame, shown, shownChange, sidesOf, textAt } from "../attributes";
import { DETECTION } from "../detection";
import type { Observation, VerdictRule } from "../verdict";

const STARTS = ["aws_config_", "aws_securityhub_", "aws_guardduty_", "aws_accessanalyzer_"];

const RECORDING = "aws_config_configuration_recorder_status";

/** The attributes that may name such a resource, the most telling first. */
const NAMES = ["name", "standards_arn", "product_arn", "service_principal", "account_id", "id"];

/** Something that looks for weak settings goes, or looks at less. */
export const detectionRemoved: VerdictRule = {
  id: "detection-removed",
  verdict: "review",
  title: "AWS Config or Security Hub looks at less, or at something else",
  why: "What a rule or standard looked for is found no more; so may be what orgtrail itself protects.",
  judge: (change, { plan }) => {
    const { type, action, before } = change;
    const narrowings = Object.hasOwn(DETECTION, type) ? DETECTION[type] : undefined;
    if (narrowings === undefined && !STARTS.some((start) => type.startsWith(start))) return [];
    if (action === "destroy") {
      const name = NAMES.map((each) => at(before, each)).find((each) => typeof each === "string");
      return [{ what: `${type}${name === undefined ? "" : ` ${shown(name)}`} is removed` }];
    }
    if (action === "create") return newlyDisabled(change, plan);
    const sides = sidesOf(change);
    if (sides === undefined) return [];
    return Object.entries(narrowings ?? {}).flatMap(([name, isNarrowed]) => {
      const [was, is] = [at(sides.before, name), at(sides.after, name)];
      if (holdsUnknown(is) || saysSame(was, is) || !isNarrowed(was, is)) return [];
      const change = `${name}: ${shownChange(was, is)}`;
      return [{ what: type === RECORDING ? `AWS Config records no more (${change})` : change }];
    });
  },
};

/** A control that a standard has had so far is switched off: where the standard is new, nothing was lost. */
function newlyDisabled({ type, after }: ResourceChange, { changes }: StackPlan): readonly Observation[] {
  const isControl = type === "aws_securityhub_standards_control_association";
  if (!isControl || textAt(after, "association_status") !== "DISABLED") return [];
  const standard = textAt(after, "standards_arn");
  const isNew = changes.some(
    (change) =>
      change.type === "aws_securityhub_standards_subscription" &&
      change.action === "create" &&
      textAt(change.after, "standards_arn") === standard,
  );
  return isNew ? [] : [{ what: `control ${shown(at(after, "security_control_id"))} is switched off` }];
}
