import type { AskedFor, ResourceChange } from "../../../../../tools/plan/change";
import { askedOf } from "../../../../../tools/plan/running/asked";
import { LOOKED_AT } from "../../../../../tools/plan/reading/other-than-asked";
import { judge } from "../../../../../tools/plan/verdict";
import { everyConfiguration } from "../../../../support/configurations";
import { inTemporaryFolder } from "../../../../support/synthesized";
import { created, planOf, referring, sourcesIn, updated } from "../plans";
import { deployedResources } from "./deployed-resources";
import { everyEdit } from "./edits";

jest.setTimeout(900_000);

/** What each attribute is taken from, but for one that is edited, and so written out. */
function references(
  asked: AskedFor | undefined,
  address: string,
  edited: string,
): Readonly<Record<string, readonly string[]>> {
  const values = Object.entries(asked?.get(address)?.values ?? {});
  return Object.fromEntries(values.map(([name, value]) => [name, name === edited ? [] : sourcesIn(value)]));
}

/** The edits of each resource that are told where it changes, and that are fine in a new one. */
function fineWhereNew(): readonly string[] {
  const [fine, seen] = [new Set<string>(), new Set<string>()];
  for (const [, configuration] of everyConfiguration()) {
    const all = deployedResources(configuration);
    const stacks = [...new Set(all.map(({ stack }) => stack))];
    const asked = inTemporaryFolder((folder) => askedOf(configuration, stacks, folder, "deploy"));
    for (const { stack, account, region, type, address, values } of all) {
      const beside = all.filter((other) => other.stack === stack && other.address !== address);
      const unchanged = new Map(beside.map((other) => [other.address, other]));
      for (const { path, how, after } of everyEdit(values)) {
        // What is in policies is compared with what orgtrail writes, by tables of their own.
        if (/(?:policy|content):/.test(path)) continue;
        if (seen.has(`${type} ${path} ${how}`)) continue;
        seen.add(`${type} ${path} ${how}`);
        const own = asked.get(stack)?.resources;
        const from = references(own, address, /^\w+/.exec(path)?.[0] ?? "");
        const isFine = (change: ResourceChange): boolean => {
          const plan = planOf({ stack, account, region, unchanged, changes: [{ ...change, address }] });
          return judge({ ...plan, ...(own && { asked: own }) }, configuration, "2026-03-31").length === 0;
        };
        // What is there is made anew under another name, and what is new was asked for under one.
        const isName =
          /^aws_s3_bucket bucket$|^\w+ name$/.test(`${type} ${path}`) && !LOOKED_AT.includes(type);
        if (
          isFine(referring(created(type, after), from)) &&
          (isName || !isFine(updated(type, values, after)))
        )
          fine.add(`${type} ${path}: ${how}`);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(1000);
  return [...fine].sort();
}

test("nothing that is told where it changes is fine in something new", () => {
  expect(fineWhereNew()).toEqual([]);
});
