import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  countValues,
  EVENT_PRICES,
  expandPreset,
  listPrice,
  MAX_VALUES,
} from "../../../modules/event-selectors";
import { configurationOf, organizationWithMembers } from "../../support/configurations";

const PAGE = readFileSync(join(__dirname, "../../../docs/choosing-what-to-record.md"), "utf8");
const EXAMPLES = [...PAGE.matchAll(/```yaml\n(record:\n[^`]+)```/g)].map(([, yaml = ""]) => yaml);

describe("docs/choosing-what-to-record.md", () => {
  it("has examples", () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(2);
  });

  it.each(EXAMPLES)("shows what a team may record: %s", (yaml) => {
    const team = `{ team: payments, account: payments, region: us-east-1, destination: central }`;
    const block = `${team.slice(2, -2).replaceAll(", ", "\n")}\n${yaml}`;
    const { teams } = configurationOf(organizationWithMembers("payments"), block);
    expect(teams[0]?.recorded.selectors.length).toBeGreaterThan(0);
  });

  it("tells prices that its numbers follow from", () => {
    expect(listPrice("data", 1000 * 86_400 * 30)).toBeCloseTo(2592);
    expect(listPrice("data", 1e6)).toBeCloseTo(1);
    expect(EVENT_PRICES.managementFurtherCopy.per100k / EVENT_PRICES.data.per100k).toBeCloseTo(20);
  });

  it("says what does not fit beside all data events", () => {
    const selectors = (["all-data-events", "network-activity-denied"] as const).flatMap((preset) =>
      expandPreset({ preset }, "aws"),
    );
    expect(countValues(selectors)).toBeGreaterThan(MAX_VALUES);
  });
});
