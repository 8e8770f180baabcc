import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configurationOf, MINIMAL_ORGANIZATION } from "../../support/configurations";
import { ROOT } from "../../support/run";

/** The first block of YAML on a page of docs. */
function firstYaml(page: string): string {
  const [, text] = /```yaml\n([^]*?)```/.exec(readFileSync(join(ROOT, "docs", page), "utf8")) ?? [];
  if (text === undefined) throw new Error(`${page} has no YAML`);
  return text;
}

it("each setting that silences an alarm in docs changes what its control is by default", () => {
  const controls = (monitoring: string) =>
    new Map(
      configurationOf(`${MINIMAL_ORGANIZATION}${monitoring}`).monitoring?.management.logGroup?.controls.map(
        (control) => [control.id, control],
      ),
    );
  const example = firstYaml("silence-an-alarm.md");
  const [before, after] = [controls("monitoring: {}\n"), controls(example)];
  const named = [...example.matchAll(/^ {4}([a-z-]+):/gm)].map(([, id = ""]) => id);
  expect(named.length).toBeGreaterThan(2);
  for (const id of named) {
    expect(before.get(id)).toBeDefined();
    expect(after.get(id)).not.toEqual(before.get(id));
  }
});
