import type { JsonObject } from "../../../../../modules/facts";
import { judge } from "../../../../../tools/plan/verdict";
import { everythingConfiguration } from "../../../../support/configurations";
import { planOf, updated } from "../plans";
import { deployedResources } from "./deployed-resources";
import { everyEdit } from "./edits";

jest.setTimeout(900_000);

/** What is told in one step, and is fine in two, with the reason. */
const EXCUSES: Readonly<Record<string, readonly string[]>> = {
  "without a value, the state has what AWS or the provider takes, and the second step starts from that": [
    "aws_cloudtrail include_global_service_events: taken away, flipped",
    "aws_cloudtrail is_multi_region_trail: taken away, flipped",
    "aws_cloudtrail is_organization_trail: taken away, flipped",
    "aws_sqs_queue sqs_managed_sse_enabled: taken away, flipped",
  ],
  "Terraform refuses the first step, or the second": [
    "aws_cloudwatch_log_metric_filter log_group_name: empty, another",
    "aws_cloudwatch_log_metric_filter log_group_name: empty, other",
    "aws_cloudwatch_log_metric_filter log_group_name: taken away, another",
    "aws_cloudwatch_log_metric_filter log_group_name: taken away, other",
  ],
};

/** What an edit that is told becomes by way of another of the same attribute, each of which is fine. */
function fineInTwoSteps(): readonly string[] {
  const [fine, seen] = [new Set<string>(), new Set<string>()];
  const configuration = everythingConfiguration();
  const all = deployedResources(configuration);
  for (const { stack, account, region, type, address, values } of all) {
    // One of each kind, by what it sets.
    const kind = `${type} ${Object.keys(values).sort().join()}`;
    if (seen.has(kind)) continue;
    seen.add(kind);
    const beside = all.filter((other) => other.stack === stack && other.address !== address);
    const unchanged = new Map(beside.map((other) => [other.address, other]));
    const isFine = (before: JsonObject, after: JsonObject): boolean => {
      const changes = [{ ...updated(type, before, after), address }];
      const plan = planOf({ stack, account, region, unchanged, changes });
      return judge(plan, configuration, "2026-03-31").length === 0;
    };
    const edits = everyEdit(values).filter(({ path }) => !/(?:policy|content):/.test(path));
    const firsts = new Set(edits.filter(({ after }) => isFine(values, after)));
    for (const first of firsts) {
      for (const second of edits) {
        const isSame = /^\w+/.exec(first.path)?.[0] === /^\w+/.exec(second.path)?.[0];
        if (isSame && !firsts.has(second) && isFine(first.after, second.after))
          fine.add(`${type} ${second.path}: ${first.how}, ${second.how}`);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(60);
  return [...fine].sort();
}

test("what is told in one step is told in two, but what is excused", () => {
  expect(fineInTwoSteps()).toEqual(Object.values(EXCUSES).flat().sort());
});
