import { INSIGHT_TYPE_NAMES, INSIGHT_TYPES } from "orgtrail/insights";

export default function example(): readonly string[] {
  return INSIGHT_TYPES.map((type) => INSIGHT_TYPE_NAMES[type]); // ApiCallRateInsight, ApiErrorRateInsight
}
