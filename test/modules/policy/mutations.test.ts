import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { configRules } from "../../../modules/config-rules";
import { valuesOf } from "../../../modules/policy";
import { mutantsOf, type Mutant } from "../../tools/prove/mutations";
import { scope, WATCHED } from "../config-rules/fixtures";
import { CONFIG_BUCKET_TABLES } from "./config-bucket-requests";
import { CONFIG_REMEDIATION_TABLES } from "./config-remediation-requests";
import { CONFIG_ROLE_TABLES } from "./config-role-requests";
import { isAllowed, type PolicyRow, type PolicyTable } from "./mutations-tables";
import { DEPLOY_ROLE_TABLES } from "./pipeline-deploy-requests";
import { PIPELINE_ROLE_TABLES, PLAN_ROLE_TABLE } from "./pipeline-requests";
import { PIPELINE_TRUST_TABLES } from "./pipeline-trust-requests";

interface Survivors {
  readonly change: string;
  readonly of: Readonly<Record<string, readonly string[]>>;
  readonly in?: readonly string[];
  readonly why: string;
}

const SURVIVORS = parse(readFileSync(join(__dirname, "survivors.yaml"), "utf8")) as readonly Survivors[];

const TABLES: readonly PolicyTable[] = [
  ...CONFIG_BUCKET_TABLES,
  ...CONFIG_ROLE_TABLES,
  ...CONFIG_REMEDIATION_TABLES,
  ...PIPELINE_TRUST_TABLES,
  ...PIPELINE_ROLE_TABLES,
  PLAN_ROLE_TABLE,
  ...DEPLOY_ROLE_TABLES,
];

const nameOf = ({ statement, change }: Mutant): string => `${statement}: ${change}`;

/** A test for the requests that a changed statement is about: to all others the policy says what it said. */
function isMeantBy({ before, after }: Mutant): (row: PolicyRow) => boolean {
  const patterns = [...valuesOf(before.Action), ...valuesOf(after?.Action)].map(
    (action) => new RegExp(`^${action.replaceAll("*", ".*")}$`, "i"),
  );
  return ({ request }) => patterns.some((pattern) => pattern.test(request.action));
}

function isKilled(table: PolicyTable, mutant: Mutant): boolean {
  return table.rows
    .filter(isMeantBy(mutant))
    .some((row) => isAllowed(table, row, mutant.document) !== row.allowed);
}

function lists(entry: Survivors, { kind, name }: PolicyTable, { change, statement }: Mutant): boolean {
  return (
    entry.change === change &&
    (entry.of[kind] ?? []).includes(statement) &&
    (entry.in?.includes(name) ?? true)
  );
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
      const listed = Object.entries(entry.of).flatMap(([kind, sids]) => sids.map((sid) => `${kind} ${sid}`));
      expect([...new Set(found)].sort()).toEqual([...listed].sort());
    }
  });
});

describe("the tables", () => {
  it("are of documents with many ways to fail", () => {
    expect(TABLES.flatMap(({ document }) => mutantsOf(document)).length).toBeGreaterThan(1500);
  });

  it("have each rule that a runbook mends", () => {
    const mended = configRules(scope(WATCHED)).rules.flatMap(({ id, owner, remediation }) =>
      remediation === undefined ? [] : [`remediation role permissions of ${id} (${owner})`],
    );
    expect(CONFIG_REMEDIATION_TABLES.map(({ name }) => name).sort()).toEqual([...new Set(mended)].sort());
  });

  it("have names of their own, and so have the requests of each", () => {
    const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);
    expect(twice(TABLES.map(({ name }) => name))).toEqual([]);
    for (const { rows } of TABLES) expect(twice(rows.map(({ name }) => name))).toEqual([]);
  });
});
