import type { ResourceChange } from "../../../../../tools/plan/change";
import { judge } from "../../../../../tools/plan/verdict";
import { everyConfiguration } from "../../../../support/configurations";
import { destroyed, forgotten, planOf, replaced, updated } from "../plans";
import { deployedResources, type Deployed } from "./deployed-resources";
import { everyEdit } from "./edits";
import { EXCUSES } from "./excuses";

jest.setTimeout(900_000);

const TODAY = "2026-03-31";

/** Types of which each resource is another kind of thing, and not one of many alike. */
const EACH_ITS_OWN = /^aws_(?:s3_bucket|kms|cloudtrail$|sns_topic$|sqs|iam_role$|organizations)/;

/** What is inside of a policy. */
const IN_POLICY = /(?:policy|content):/;

type Kind = "changes" | "drift";
type Edited = readonly [edit: string, change: ResourceChange, kinds: readonly Kind[]];

/** Every edit of the resource: of each of its values, and of the whole of it. */
function editsOf({ type, values }: Deployed): readonly Edited[] {
  return [
    ...everyEdit(values)
      .filter(({ path }) => !IN_POLICY.test(path))
      .map(({ path, how, after }): Edited => [
        `${type} ${path}: ${how}`,
        updated(type, values, after),
        ["changes", "drift"],
      ]),
    [`${type}: destroyed`, destroyed(type, values), ["changes", "drift"]],
    [`${type}: forgotten`, forgotten(type, values), ["changes"]],
    [`${type}: replaced`, replaced(type, values, {}), ["changes"]],
  ];
}

/** The edits that are fine: planned, or made in AWS. */
function fineEdits(): readonly string[] {
  const fine = new Set<string>();
  const seen = new Set<string>();
  for (const [, configuration] of everyConfiguration()) {
    const all = deployedResources(configuration);
    for (const resource of all) {
      const { stack, account, region, type, address } = resource;
      const beside = all.filter((other) => other.stack === stack && other.address !== address);
      const unchanged = new Map(beside.map((other) => [other.address, other]));
      for (const [edit, change, kinds] of editsOf(resource)) {
        const once = EACH_ITS_OWN.test(type) ? `${address} ${edit}` : edit;
        if (seen.has(once)) continue;
        seen.add(once);
        for (const kind of kinds) {
          const plan = planOf({ stack, account, region, unchanged, [kind]: [{ ...change, address }] });
          if (judge(plan, configuration, TODAY).length === 0) fine.add(edit);
        }
      }
    }
  }
  expect(seen.size).toBeGreaterThan(1500);
  return [...fine];
}

/** Whether an excuse is about the edit. */
function isAbout(excuse: string, edit: string): boolean {
  const [, place = "", how] = /^(.*?)(?:: ([^:]*))?$/.exec(excuse) ?? [];
  const [, itsPlace = "", itsHow = ""] = /^(.*): ([^:]*)$/.exec(edit) ?? [];
  const isPlace = place.endsWith("*") ? itsPlace.startsWith(place.slice(0, -1)) : itsPlace === place;
  return isPlace && (how === undefined || how.split(", ").includes(itsHow));
}

const ALL_EXCUSES = Object.values(EXCUSES).flat();

test("nothing that orgtrail makes becomes another or goes and is fine, but what is excused", () => {
  const fine = fineEdits();
  const unexcused = fine.filter((edit) => !ALL_EXCUSES.some((excuse) => isAbout(excuse, edit)));
  const unused = ALL_EXCUSES.filter((excuse) => !fine.some((edit) => isAbout(excuse, edit)));
  expect({ unexcused, unused }).toEqual({ unexcused: [], unused: [] });
});
