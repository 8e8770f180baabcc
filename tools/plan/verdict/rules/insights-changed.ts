import { blocksAt, sidesOf, textAt } from "../attributes";
import type { JsonValue } from "../../change";
import type { VerdictRule } from "../verdict";

/** What is commonly told; AWS's price list was not at hand. */
const PRICE =
  "about $0.35 per 100,000 management events analysed, for each kind (a price that is not verified)";

function kindsOf(trail: JsonValue | undefined): readonly string[] {
  return blocksAt(trail, "insight_selector").flatMap((block) => textAt(block, "insight_type") ?? []);
}

/** CloudTrail looks for less, or for more, unusual activity. */
export const insightsChanged: VerdictRule = {
  id: "insights-changed",
  verdict: "review",
  title: "CloudTrail Insights looks for less, or for more",
  why: "Insights finds what no alarm was written for; each event that it analyses is billed.",
  judge: (change) => {
    const sides = change.type === "aws_cloudtrail" ? sidesOf(change) : undefined;
    if (sides === undefined) return [];
    const [before, after] = [kindsOf(sides.before), kindsOf(sides.after)];
    const less = before.filter((kind) => !after.includes(kind));
    const more = after.filter((kind) => !before.includes(kind));
    return [
      ...(less.length > 0 ? [{ what: `Insights no longer looks for ${less.join(", ")}` }] : []),
      ...(more.length > 0 ? [{ what: `Insights looks for ${more.join(", ")} too`, estimate: PRICE }] : []),
    ];
  },
};
