import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from "../../../../../modules/facts";
import { judge } from "../../../../../tools/plan/verdict";
import { everythingConfiguration } from "../../../../support/configurations";
import { planOf, updated } from "../plans";
import { deployedResources } from "./deployed-resources";
import { everyEdit, type Edit } from "./edits";

jest.setTimeout(600_000);

/** How many of each are taken of a policy: of all, over 5,000 pairs were tried, and none was fine. */
const [FIRSTS, SECONDS] = [2, 3];

type Statements = readonly JsonObject[];

/** Edits that may be fine by themselves, and make room for a second one. */
function firstSteps(statements: Statements): readonly Statements[] {
  const plus = (more: JsonObject): Statements => [...statements, more];
  return [
    [...statements].reverse(),
    plus({ Sid: "Other", Effect: "Deny", Action: "ec2:RunInstances", Resource: "*" }),
    ...statements.flatMap((statement): readonly Statements[] => {
      const { Effect, Condition } = statement;
      const [first, ...others] = actionsOf(statement);
      const inPlace = (...more: Statements): Statements =>
        statements.flatMap((each) => (each === statement ? more : [each]));
      const stranger = { AWS: "arn:aws:iam::999999999999:root" };
      const narrower = {
        ...(isJsonObject(Condition) && Condition),
        StringEquals: { "aws:RequestedRegion": "eu-west-1" },
      };
      return [
        plus({ ...statement, Sid: "Copy" }),
        plus({ ...statement, Sid: "Flipped", Effect: Effect === "Deny" ? "Allow" : "Deny" }),
        plus({ ...statement, Sid: "Stranger", Effect: "Allow", Principal: stranger }),
        plus({ ...statement, Sid: "Narrower", Condition: narrower }),
        inPlace({ ...statement, Action: actionsOf(statement).map((action) => action.toLowerCase()) }),
        ...(first === undefined || others.length === 0
          ? []
          : [inPlace({ ...statement, Action: [first] }, { ...statement, Sid: "Rest", Action: others })]),
      ];
    }),
  ];
}

function actionsOf({ Action }: JsonObject): readonly string[] {
  const actions: readonly (JsonValue | undefined)[] = isJsonList(Action) ? Action : [Action];
  return actions.filter((action) => typeof action === "string");
}

/** So many of a list, spread over it. */
function some<T>(all: readonly T[], count: number, start: number): readonly T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % step === start % step).slice(0, count);
}

/** Which policy of a resource it is, and of which kind: rules, topics and teams have many alike. */
function policyOf(type: string, address: string, values: JsonObject) {
  const attribute = Object.keys(values).find((name) => /(?<!redrive_)policy$|^content$/.test(name)) ?? "";
  const text = values[attribute];
  const kind = address
    .slice(type.length + 1)
    .replace(/_[0-9A-F]{8}$/, "")
    .replace(/topics_.*|role-.*/, "")
    .replace(/^team-[a-z]+|\d+/g, "");
  if (typeof text !== "string" || !text.startsWith("{")) return undefined;
  const document = JSON.parse(text) as JsonObject & { readonly Statement: Statements };
  return { attribute, document, kind: `${type} ${kind}` };
}

/** What a policy becomes by way of another one, each of which is fine, though it is told in one step. */
function fineInTwoSteps(): { readonly fine: readonly string[]; readonly pairs: number } {
  const [seen, fine] = [new Set<string>(), new Set<string>()];
  let pairs = 0;
  const configuration = everythingConfiguration();
  const all = deployedResources(configuration);
  for (const { stack, account, region, type, address, values } of all) {
    const policy = policyOf(type, address, values);
    if (policy === undefined || seen.has(policy.kind)) continue;
    seen.add(policy.kind);
    const { attribute, document, kind } = policy;
    const beside = all.filter((other) => other.stack === stack && other.address !== address);
    const unchanged = new Map(beside.map((other) => [other.address, other]));
    const isFine = (before: JsonObject, after: JsonObject): boolean => {
      const changes = [{ ...updated(type, before, after), address }];
      return (
        judge(planOf({ stack, account, region, unchanged, changes }), configuration, "2026-03-31").length ===
        0
      );
    };
    const edited = (from: JsonObject): readonly Edit[] =>
      everyEdit(from).filter(({ path }) => /(?:policy|content):/.test(path) && !/Sid$|Version$/.test(path));
    const seconds = some(edited(values), SECONDS, seen.size).filter(({ after }) => !isFine(values, after));
    const firsts = some(firstSteps(document.Statement), FIRSTS * 2, seen.size)
      .map((Statement) => ({ ...values, [attribute]: JSON.stringify({ ...document, Statement }) }))
      .filter((between) => isFine(values, between))
      .slice(0, FIRSTS);
    for (const between of firsts) {
      const next = new Map(edited(between).map((edit) => [`${edit.path} ${edit.how}`, edit.after]));
      for (const { path, how, after } of seconds) {
        // To what is told, or to the same with the first edit in it.
        for (const last of [after, next.get(`${path} ${how}`)]) {
          if (last === undefined) continue;
          pairs += 1;
          if (isFine(between, last) && !isFine(values, last)) fine.add(`${kind}: ${path} ${how}`);
        }
      }
    }
  }
  return { fine: [...fine], pairs };
}

test("what an edit of a policy does in one step is told in two", () => {
  const { fine, pairs } = fineInTwoSteps();
  expect(fine).toEqual([]);
  expect(pairs).toBeGreaterThan(200);
});
