import { join } from "node:path";
import { valuesOf } from "../../../modules/policy";
import { wildcardTest } from "../../../modules/kernel";
import { mutantsOf, type Mutant } from "../../tools/prove/mutations";
import { lists, readSurvivors, statementsOf } from "../../tools/prove/survivors";
import { isAllowed, type PolicyRow, type PolicyTable } from "./mutations-tables";
import { DEPLOY_ROLE_TABLES } from "./pipeline-deploy-requests";
import { PIPELINE_ROLE_TABLES, PLAN_ROLE_TABLE } from "./pipeline-requests";
import { PIPELINE_TRUST_TABLES } from "./pipeline-trust-requests";

const SURVIVORS = readSurvivors(join(__dirname, "survivors.yaml"));

const TABLES: readonly PolicyTable[] = [
  ...PIPELINE_TRUST_TABLES,
  ...PIPELINE_ROLE_TABLES,
  PLAN_ROLE_TABLE,
  ...DEPLOY_ROLE_TABLES,
];

const nameOf = ({ statement, change }: Mutant): string => `${statement}: ${change}`;

/** A test for the requests that a changed statement is about: to all others the policy says what it said. */
function isMeantBy({ before, after }: Mutant): (row: PolicyRow) => boolean {
  const tests = [...valuesOf(before.Action), ...valuesOf(after?.Action)].map((action) =>
    wildcardTest(action.toLowerCase()),
  );
  return ({ request }) => tests.some((matches) => matches(request.action.toLowerCase()));
}

function isKilled(table: PolicyTable, mutant: Mutant): boolean {
  return table.rows
    .filter(isMeantBy(mutant))
    .some((row) => isAllowed(table, row, mutant.document) !== row.allowed);
}

describe("each fault that is put into a policy", () => {
  it.each(TABLES.map((table) => [table.name, table] as const))(
    "is noticed by a request, or explained in survivors.yaml: %s",
    (_, table) => {
      const mutants = mutantsOf(table.document);
      const surviving = mutants.filter((mutant) => !isKilled(table, mutant));
      const listed = mutants.filter((mutant) => SURVIVORS.some((entry) => lists(entry, table, mutant)));
      expect(surviving.map(nameOf)).toEqual(listed.map(nameOf));
      expect(mutants.length).toBeGreaterThan(table.document.Statement.length);
    },
  );

  it("has a reason where it survives, and no entry is about nothing", () => {
    for (const entry of SURVIVORS) {
      expect(entry.why).toMatch(/\.\)?$/);
      const found = TABLES.flatMap((table) =>
        mutantsOf(table.document)
          .filter((mutant) => lists(entry, table, mutant))
          .map(({ statement }) => `${table.kind} ${statement}`),
      );
      expect([...new Set(found)].sort()).toEqual([...statementsOf(entry)].sort());
    }
  });
});

describe("the tables", () => {
  it("are of documents with many ways to fail", () => {
    expect(TABLES.flatMap(({ document }) => mutantsOf(document)).length).toBeGreaterThan(1100);
  });

  it("have names of their own, and so have the requests of each", () => {
    const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);
    expect(twice(TABLES.map(({ name }) => name))).toEqual([]);
    for (const { rows } of TABLES) expect(twice(rows.map(({ name }) => name))).toEqual([]);
  });
});
