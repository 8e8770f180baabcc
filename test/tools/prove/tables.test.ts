import { readFileSync } from "node:fs";
import { REMEDIABLE_RULE_IDS } from "../../../modules/config-rules";
import { PARTITIONS } from "../../../modules/organization";
import { faultText, type Configuration } from "../../../stacks/config";
import { builtInStatements, builtInTables } from "../../../tools/prove/built-in";
import { policiesOf } from "../../../stacks/blueprint";
import type { Answer } from "../../../tools/prove/prove";
import { prove } from "../../../tools/prove/prove";
import { requestsOf } from "../../../tools/prove/requests-of";
import { tableFaults, type PlacedRow } from "../../../tools/prove/request-file";
import {
  optionConfigurations,
  everythingConfiguration,
  minimalConfiguration,
} from "../../support/configurations";
import { variant, type Variation } from "./configurations";
import { coveredRows } from "./covered-rows";

const TABLES = builtInTables();

const failure = ({ proof, decisive: { request }, authorization }: Answer): string =>
  [
    proof.row.name,
    proof.subject.name,
    proof.actor.title,
    `${request.action} on ${request.resource}`,
    `expected ${proof.row.expect}, got ${authorization.verdict}: ${authorization.reason}`,
  ].join(" | ");

function failures(configuration: Configuration): readonly string[] {
  const { failures: failed, faults } = prove(configuration, TABLES);
  return [...failed.slice(0, 20).map(failure), ...faults.map(faultText)];
}

const both = [true, false] as const;

/** Every kind of policy is there. */
const ALL_KINDS: Variation = {
  watchedEverywhere: true,
  guarded: true,
  mended: true,
  validated: true,
  asked: true,
  searched: "made",
  handedOn: true,
  copied: "account",
  pipeline: "github",
};

/** Every combination of what a policy depends on, and the two kinds of immutability. */
const VARIATIONS: readonly Variation[] = PARTITIONS.flatMap((partition) =>
  both.flatMap((memberAccess) =>
    [undefined, "audit/logs"].flatMap((prefix) =>
      (["mfa-delete", "object-lock"] as const).map((immutability) => ({
        partition,
        memberAccess,
        immutability,
        ...(prefix !== undefined && { prefix }),
        // The pairs that matter with these are covered by one of the halves each.
        destroyProtection: immutability === "mfa-delete",
        minimumTlsVersion: memberAccess ? ("1.2" as const) : ("1.3" as const),
        watchedEverywhere: !memberAccess,
        mended: memberAccess,
        guarded: prefix !== undefined && immutability === "mfa-delete",
      })),
    ),
  ),
);

describe("the request tables", () => {
  it("are sound", () => {
    expect(tableFaults(variant(), TABLES).map(faultText)).toEqual([]);
  });

  it("put requests to every kind of policy, some that are allowed and some that are denied", () => {
    const configuration = variant(ALL_KINDS);
    const subjects = policiesOf(configuration);
    const proofs = TABLES.flatMap(({ rows }) => rows).flatMap(({ row }) =>
      requestsOf(row, configuration, subjects),
    );
    const requests = new Set(
      proofs.flatMap(({ row, asked }) =>
        asked.map(({ request }) => JSON.stringify([request, row.identityPolicy])),
      ),
    );
    expect(requests.size).toBeGreaterThan(1500);
    const asked = new Set(
      proofs.map(({ subject, row }) => `${subject.kind}: ${row.expect === "allowed" ? "allowed" : "denied"}`),
    );
    const kinds = [...new Set(subjects.map(({ kind }) => kind))];
    expect(kinds.length).toBeGreaterThan(50);
    expect(
      kinds.flatMap((kind) => [`${kind}: allowed`, `${kind}: denied`]).filter((each) => !asked.has(each)),
    ).toEqual([]);
  });

  it("have no row that statements, which are proven, decide already, but a few examples to read", () => {
    const configurations = [
      variant(ALL_KINDS),
      variant({ everything: false, pipeline: "principals" }),
      variant({
        prefix: "x",
        destroyProtection: false,
        memberAccess: false,
        administrators: ["arn:aws:iam::222222222222:role/Second"],
      }),
      everythingConfiguration(),
      minimalConfiguration(),
    ];
    const { statements } = builtInStatements();
    const answers = configurations.map((each) => coveredRows(each, TABLES, statements));
    const isDecided = (row: PlacedRow): boolean => {
      const told = answers.flatMap((each) => each.get(row) ?? []);
      return told.length > 0 && told.every((covered) => covered);
    };
    // What pages tell people to run is asked for as they tell it, and statements are about other things than commands.
    const tables = TABLES.filter(({ file }) => !file.endsWith("manual-steps.yaml"));
    const decided = tables.flatMap(({ rows }) => rows.filter(isDecided));
    const texts = new Map(tables.map(({ file }) => [file, readFileSync(file, "utf8").split("\n")]));
    const isExample = ({ place }: PlacedRow): boolean =>
      texts.get(place.file)?.[place.line - 2]?.trim().startsWith("# An example:") === true;
    expect(decided.filter((row) => !isExample(row)).map(({ row }) => row.name)).toEqual([]);
    expect(decided.length).toBeGreaterThan(10);
    // Two for each kind of policy, one that is allowed and one that is denied, are enough, and many kinds share one.
    expect(decided.length).toBeLessThan(60);
  });

  it("have no row that is about nothing in every configuration", () => {
    const idle = [
      variant(),
      variant({ destroyProtection: false, memberAccess: false }),
      variant({ ...ALL_KINDS, prefix: "x", minimumTlsVersion: "1.3" }),
      variant({ everything: false, pipeline: "principals" }),
    ].map((configuration) => new Set(prove(configuration, TABLES).idle.map(({ row }) => row.name)));
    const [first = new Set<string>(), ...others] = idle;
    expect([...first].filter((name) => others.every((other) => other.has(name)))).toEqual([]);
  });

  it("ask the role of each rule that a runbook mends, of what it mends and of what it does not", () => {
    const configuration = variant({ mended: true });
    const subjects = policiesOf(configuration).filter(({ kind }) => kind === "remediation role permissions");
    expect([...new Set(subjects.map(({ mends }) => mends?.rule))].sort()).toEqual(
      [...REMEDIABLE_RULE_IDS].sort(),
    );
    const rows = TABLES.flatMap((table) => table.rows);
    for (const subject of subjects) {
      const verdicts = rows
        .flatMap(({ row }) => requestsOf(row, configuration, [subject]))
        .map(({ row }) => row.expect);
      expect([...new Set(verdicts)].sort()).toEqual(["allowed", "denied"]);
    }
  });

  it.each(VARIATIONS.map((variation) => [JSON.stringify(variation), variation] as const))(
    "hold for the reference organization with %s",
    (_, variation) => {
      expect(failures(variant(variation))).toEqual([]);
    },
  );

  it("hold where events of all accounts come together in the security account", () => {
    expect(failures(variant({ watchedEverywhere: true }))).toEqual([]);
  });

  it.each<readonly [string, Configuration]>([
    ["everything on", everythingConfiguration()],
    ...optionConfigurations(),
    ["what makes a configuration, and no more", minimalConfiguration()],
  ])("hold with %s", (_, configuration) => {
    expect(failures(configuration)).toEqual([]);
  });

  it("hold where there are no readers, teams, notifications and monitoring", () => {
    expect(failures(variant({ everything: false }))).toEqual([]);
  });

  it("hold where several roles deploy and read, by patterns too", () => {
    const administrators = [
      "arn:aws:iam::222222222222:role/Second",
      "arn:aws:iam::222222222222:role/deployers/Team*",
      "arn:aws:iam::555555555555:role/DataDeploy",
    ];
    expect(failures(variant({ administrators }))).toEqual([]);
  });

  it.each([
    "arn:aws:iam::333333333333:role/*",
    "arn:aws:iam::333333333333:user/auditor",
    "arn:aws:iam::222222222222:role/LocalAudit",
    "arn:aws:iam::222222222222:role/OrgTrailDeploy",
    "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Audit_*",
  ])("hold whoever reads: %s", (reader) => {
    expect(failures(variant({ reader }))).toEqual([]);
  });
});
