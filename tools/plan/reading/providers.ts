import { isJsonList, isJsonObject, textAt, type JsonObject, type JsonValue } from "../../../modules/facts";
import type { WholeAside } from "./aside";
import type { PlanJson } from "./plan-json";
import { entriesOf, settingsAside, settingsOtherwise, withoutNotes } from "./settings";

/** The settings of a provider that say where it deploys, as whom, and what stops it elsewhere. What else it may have, others tell. */
const PLACE = /^(allowed_account_ids|region|assume_role(\[\d+\])?\.role_arn)$/;

/** The provider that all resources of a stack have. */
const OWN = "aws";

/** Where the stack is deployed, and by whom. */
export function providersOtherwise(
  plan: PlanJson,
  terraform: JsonObject,
  asked: JsonObject,
): readonly WholeAside[] {
  const [own, wanted] = [providersOf(plan, terraform), providersIn(asked)];
  const settings = settingsOtherwise(wanted.get(OWN), own.get(OWN)).filter(({ name }) => PLACE.test(name));
  const others = [...own].filter(([name]) => name.startsWith(`${OWN}.`) && !wanted.has(name));
  return [
    ...settingsAside(
      "deployed-elsewhere",
      `provider.${OWN}`,
      "it deploys elsewhere, or as another",
      settings,
    ),
    ...others.flatMap(([name, set]) =>
      settingsAside(
        "plan-not-known",
        `provider.${name}`,
        "it is one more provider than the stack has",
        settingsOtherwise({}, { ...set, alias: name.slice(OWN.length + 1) }),
      ),
    ),
    ...madeElsewhere(plan, terraform, asked),
  ];
}

/** The resources that the configuration has made by the stack's provider, and that another one makes. */
function madeElsewhere(
  { configuration }: PlanJson,
  { resource }: JsonObject,
  asked: JsonObject,
): readonly WholeAside[] {
  const planned = new Map(
    (configuration?.root_module?.resources ?? []).map((each) => [each.address, each.provider_config_key]),
  );
  return entriesOf(asked["resource"]).flatMap(([type, blocks]) =>
    entriesOf(blocks).flatMap(([name, block]): readonly WholeAside[] => {
      const address = `${type}.${name}`;
      const wanted = textAt(block, "provider") ?? OWN;
      const given = textAt(resource, type, name, "provider") ?? OWN;
      const by = given === wanted ? (planned.get(address) ?? wanted) : given;
      const what = `provider ${by} makes it, and not the stack's`;
      return by === wanted ? [] : [{ rule: "deployed-elsewhere", address, what, whole: [address, by] }];
    }),
  );
}

type Providers = ReadonlyMap<string, JsonObject>;

/** By name, with the alias: `aws`, `aws.other`. */
function providersOf({ configuration }: PlanJson, terraform: JsonObject): Providers {
  const planned = Object.entries(configuration?.provider_config ?? {});
  return planned.length === 0
    ? providersIn(terraform)
    : new Map(
        planned.map(([name, { expressions = {} }]) => [
          name,
          valuesIn(expressions as JsonObject) as JsonObject,
        ]),
      );
}

function providersIn({ provider }: JsonObject): Providers {
  return new Map(
    entriesOf(provider).flatMap(([name, blocks]) =>
      (isJsonList(blocks) ? blocks : [blocks]).map((block) => {
        const { alias, ...set } = withoutNotes(block);
        return [typeof alias === "string" ? `${name}.${alias}` : name, set] as const;
      }),
    ),
  );
}

/** What a plan's configuration sets, as the Terraform JSON has it. */
function valuesIn(expression: JsonValue): JsonValue {
  if (isJsonList(expression)) return expression.map(valuesIn);
  if (!isJsonObject(expression)) return expression;
  const { constant_value: constant, references } = expression;
  if (constant !== undefined) return constant;
  if (isJsonList(references))
    return references.map((each) => (typeof each === "string" ? `\${${each}}` : each))[0] ?? null;
  return Object.fromEntries(Object.entries(expression).map(([name, part]) => [name, valuesIn(part)]));
}
