import { switchedOff } from "../switched-off";
import type { VerdictRule } from "../verdict";

/** A trail no longer records every Region. */
export const multiRegionOff: VerdictRule = {
  id: "multi-region-off",
  verdict: "blocked",
  title: "A trail no longer records every Region",
  why: "Whoever wants to act unseen goes to a Region that is not recorded.",
  judge: (change) =>
    switchedOff(change, "aws_cloudtrail", "is_multi_region_trail", "the trail records its home Region alone"),
};
