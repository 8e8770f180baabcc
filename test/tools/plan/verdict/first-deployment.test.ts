import type { JsonObject, JsonValue, ResourceChange, StackPlan } from "../../../../tools/plan/change";
import { UNKNOWN } from "../../../../tools/plan/change";
import { askedOf } from "../../../../tools/plan/running/asked";
import { judge } from "../../../../tools/plan/verdict";
import type { Configuration } from "../../../../stacks/config";
import { blueprintOf, stacksOf } from "../../../../stacks/blueprint";
import { everyConfiguration } from "../../../support/configurations";
import { inTemporaryFolder, synthesized } from "../../../support/synthesized";
import { planOf, sourcesIn } from "./plans";

jest.setTimeout(300_000);

/** What Terraform takes from other resources is not known before the apply. */
function planned(value: unknown): JsonValue {
  if (typeof value === "string") return /(?<!\$)\$\{/.test(value) ? UNKNOWN : value.replaceAll("$${", "${");
  if (Array.isArray(value)) return value.map(planned);
  if (typeof value !== "object" || value === null) return value as JsonValue;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, planned(part)]));
}

/** What Terraform reads for itself. */
const OF_TERRAFORM = ["//", "depends_on", "lifecycle", "provider"];

/** The plans of a first deployment, in which everything is made. */
function firstPlans(configuration: Configuration): readonly StackPlan[] {
  const stacks = stacksOf(blueprintOf(configuration));
  const names = stacks.map(({ name }) => name);
  const asked = inTemporaryFolder((folder) => askedOf(configuration, names, folder, "deploy"));
  return Object.entries(synthesized(configuration)).map(([stack, { resource = {} }]) => {
    const place = stacks.find(({ name }) => name === stack);
    const changes = Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, whole]): ResourceChange => {
        const block = Object.fromEntries(
          Object.entries(whole).filter(([each]) => !OF_TERRAFORM.includes(each)),
        );
        return {
          address: `${type}.${name}`,
          type,
          action: "create",
          after: planned(block) as JsonObject,
          attributes: Object.keys(block).map((path) => ({ path, replaces: false })),
          references: Object.fromEntries(
            Object.entries(block).map(([attribute, value]) => [attribute, sourcesIn(value)]),
          ),
        };
      }),
    );
    const plan = planOf({
      stack,
      ...(place && { account: place.account.id, region: place.region }),
      changes,
    });
    return { ...plan, asked: asked.get(stack)?.resources ?? new Map() };
  });
}

/** What is told of a first deployment, too: what it costs, and what somebody chose. */
const CHOSEN = ["delegated-administrator-added", "detection-removed", "more-events"];

describe.each(everyConfiguration())("the first deployment of %s", (_, configuration) => {
  it("makes nothing that is weak, open, or heard by whom nobody named", () => {
    const found = firstPlans(configuration).flatMap((plan) => judge(plan, configuration, "2026-01-01"));
    expect(
      found
        .filter(({ rule }) => !CHOSEN.includes(rule))
        .map(({ rule, what, address }) => `${rule} ${address}: ${what}`),
    ).toEqual([]);
  });
});
