import fc from "fast-check";
import { PARTITIONS } from "../../../modules/organization";
import { guardrailRoleProblem, principalPatternProblem } from "../../../modules/policy";
import { builtInTables } from "../../../tools/prove/built-in";
import { prove } from "../../../tools/prove/prove";
import { variant } from "./configurations";

jest.setTimeout(300_000);

/** Names of roles and users, and patterns of them: what anybody types, and what AWS itself names so. */
const names = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from("aAzZ09_+=,.@/*?-")), minLength: 1, maxLength: 16 }),
  fc.constantFrom(
    ...["*", "?", "**", "*/*", "a*b?c", "/x", "a//b", "a/", "*/", "role/x", "x".repeat(64), "x".repeat(65)],
    ...[`${"x".repeat(60)}*`, `${"x".repeat(64)}*`, `${"x".repeat(70)}*`, `${"?".repeat(64)}*`],
    `${"a/".repeat(200)}x`,
    "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
    "aws-service-role/*",
    "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Audit_0123456789abcdef",
    "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Audit_????????????????",
    ...["OrgTrailDeploy", "AnyAdministrator", "Any*", "Example", "acme-*", "BreakGlass", "*Audit"],
  ),
);
const accounts = fc.constantFrom("111111111111", "222222222222", "444444444444", "999999999999");

it("of people and roles that a configuration may have are proven by every table, without a fault of its own", () => {
  const tables = builtInTables();
  fc.assert(
    fc.property(
      fc.constantFrom(...PARTITIONS),
      fc.uniqueArray(fc.tuple(fc.constantFrom("role", "user"), accounts, names), {
        ...{ minLength: 20, maxLength: 20, selector: (parts) => parts.join("/") },
      }),
      (partition, drawn) => {
        const arns = drawn.map(([kind, account, name]) => `arn:${partition}:iam::${account}:${kind}/${name}`);
        const readers = arns.filter((arn) => principalPatternProblem(partition, arn) === undefined);
        const breakGlass = arns.filter((arn) => guardrailRoleProblem(partition, arn) === undefined);
        const quoted = (list: readonly string[]): readonly string[] => list.map((arn) => JSON.stringify(arn));
        const here = readers.filter((arn) => arn.includes(":222222222222:"));
        const configuration = variant({
          ...(here.length > 0 && { administrators: quoted(here.slice(0, 3)) }),
          partition,
          reader: quoted(readers).join("\n    - ") || `arn:${partition}:iam::333333333333:role/Audit`,
          ...(breakGlass.length > 0 && { breakGlass: quoted(breakGlass.slice(0, 3)) }),
        });
        const { faults, failures } = prove(configuration, tables);
        expect([faults, failures.map(({ place, proof }) => [place, proof.row.name])]).toEqual([[], []]);
      },
    ),
    { numRuns: 12, interruptAfterTimeLimit: 8_000 },
  );
});
