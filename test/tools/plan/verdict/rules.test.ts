import { VERDICT_RULE_IDS } from "../../../../stacks/config";
import { RULES } from "../../../../tools/plan/verdict";
import { referenceConfiguration } from "../../../support/configurations";
import { planOf } from "./plans";
import { ROWS, type Row } from "./tables";

const configuration = referenceConfiguration();

/** The sentences of the row's rule. */
function sentences({ rule, change, beside = [], unchanged, account }: Row): readonly string[] {
  const plan = planOf({
    changes: [change, ...beside],
    ...(unchanged !== undefined && { unchanged }),
    ...(account !== undefined && { account }),
  });
  return RULES.filter(({ id }) => id === rule)
    .flatMap((each) => each.judge(change, { configuration, plan, drift: false }))
    .map(({ what }) => what);
}

describe.each(RULES.map(({ id }) => id))("%s", (id) => {
  it.each(ROWS.filter(({ rule }) => rule === id).map((row) => [row.when, row] as const))("%s", (_, row) => {
    expect(sentences(row)).toEqual(row.says.map((part) => expect.stringContaining(part) as string));
  });
});

describe("the rules", () => {
  it("are those that a configuration may name, each once", () => {
    expect(RULES.map(({ id }) => id).sort()).toEqual([...VERDICT_RULE_IDS].sort());
  });

  it.each(VERDICT_RULE_IDS)("%s is shown in both directions", (id) => {
    const rows = ROWS.filter(({ rule }) => rule === id);
    expect([rows.some(({ says }) => says.length > 0), rows.some(({ says }) => says.length === 0)]).toEqual([
      true,
      true,
    ]);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    "%s says why, in a sentence",
    (_, { why, title }) => {
      expect(why).toMatch(/^[A-Z].*\.$/s);
      expect(title).toMatch(/^[A-Z].*[^.]$/s);
    },
  );
});
