import type { SecurityControl } from "../security-control";
import { BUCKET_CONTROLS, DATA_EVENT_CONTROLS } from "./bucket";
import { KEY_CONTROLS } from "./key";
import { MONITORING_CONTROLS } from "./monitoring";
import { RECORDER_CONTROLS } from "./recorder";
import { TRAIL_CONTROLS } from "./trail";

/** The controls of Security Hub that check part of an audit log: trail, buckets, keys and monitoring; and what checks these. */
export const SECURITY_CONTROLS: readonly SecurityControl[] = [
  ...TRAIL_CONTROLS,
  ...BUCKET_CONTROLS,
  ...DATA_EVENT_CONTROLS,
  ...KEY_CONTROLS,
  ...MONITORING_CONTROLS,
  ...RECORDER_CONTROLS,
];

/** The control with this id, such as `CloudTrail.1`. @returns undefined for one that checks no part of an audit log */
export function securityControl(id: string): SecurityControl | undefined {
  return SECURITY_CONTROLS.find((control) => control.id === id);
}
