import { JUDGEMENT_IDS } from "../../../../modules/facts";
import { PLAN_JUDGEMENTS } from "../../../../tools/plan/verdict";
import { referenceConfiguration } from "../../../support/configurations";
import { planOf } from "./plans";
import { ROWS, type Row } from "./tables";
import { HARMLESS_EDITS } from "./tables/harmless";

const configuration = referenceConfiguration();

/** The sentences of the row's judgement. */
function sentences({ rule, change, beside = [], unchanged, account, asides }: Row): readonly string[] {
  const plan = planOf({
    changes: [change, ...beside],
    ...(unchanged !== undefined && { unchanged }),
    ...(account !== undefined && { account }),
  });
  const context = { configuration, plan: { ...plan, ...(asides && { asides }) }, drift: false };
  return PLAN_JUDGEMENTS.filter(({ id }) => id === rule)
    .flatMap((each) => each.judge(change, context))
    .map(({ what }) => what);
}

describe.each(PLAN_JUDGEMENTS.map(({ id }) => id))("%s", (id) => {
  it.each(ROWS.filter(({ rule }) => rule === id).map((row) => [row.when, row] as const))("%s", (_, row) => {
    expect(sentences(row)).toEqual(row.says.map((part) => expect.stringContaining(part) as string));
  });
});

describe("the judgements", () => {
  it("are those that a configuration may name, each once", () => {
    expect(PLAN_JUDGEMENTS.map(({ id }) => id).sort()).toEqual([...JUDGEMENT_IDS].sort());
  });

  it.each(JUDGEMENT_IDS)("%s is shown in both directions", (id) => {
    const rows = ROWS.filter(({ rule }) => rule === id);
    expect([rows.some(({ says }) => says.length > 0), rows.some(({ says }) => says.length === 0)]).toEqual([
      true,
      true,
    ]);
  });

  it.each(PLAN_JUDGEMENTS.map((rule) => [rule.id, rule] as const))(
    "%s says why, in a sentence",
    (_, { why, title }) => {
      expect(why).toMatch(/^[A-Z].*\.$/s);
      expect(title).toMatch(/^[A-Z].*[^.]$/s);
    },
  );
});

test.each(HARMLESS_EDITS.map((row) => [row.when, row] as const))("nothing is said of it: %s", (_, row) => {
  expect(JUDGEMENT_IDS.flatMap((rule) => sentences({ ...row, rule }))).toEqual([]);
});
