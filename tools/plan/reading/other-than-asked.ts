import {
  at,
  canonicalText,
  isJsonObject,
  isSame,
  shown,
  type JsonObject,
  type JsonValue,
} from "../../../modules/facts";
import type { WholeAside } from "./aside";
import type { PlanJson } from "./plan-json";
import { providersOtherwise } from "./providers";
import { safeguardsLifted } from "./safeguards";
import { entriesOf, settingsAside, settingsOtherwise, withoutNotes } from "./settings";
import { statesOtherwise } from "./states";

/**
 * What the Terraform of a stack has otherwise than the configuration alone makes it, and no change of a plan shows: where the state
 * is, who deploys and where, what Terraform keeps of resources, what it reads, and what is not made at all. No state remembers it,
 * so that it is told with each plan.
 */
export function otherThanAsked(
  plan: PlanJson,
  terraform: JsonObject,
  asked: JsonObject,
): readonly WholeAside[] {
  return [
    ...statesOtherwise(terraform, asked),
    ...providersOtherwise(plan, terraform, asked),
    ...resourcesOtherwise(plan, terraform, asked),
    ...dataOtherwise(terraform, asked),
    ...outputsOtherwise(plan, terraform, asked),
    ...itselfOtherwise(terraform, asked),
  ];
}

/** What people look at, and nothing depends on. */
export const LOOKED_AT = ["aws_cloudwatch_dashboard", "aws_cloudwatch_query_definition"];

function resourcesOtherwise(
  { resource_changes: changes }: PlanJson,
  { resource }: JsonObject,
  { resource: asked }: JsonObject,
): readonly WholeAside[] {
  const changed = new Set(changes.map(({ address }) => address));
  return entriesOf(asked).flatMap(([type, blocks]) =>
    entriesOf(blocks).flatMap(([name, block]): readonly WholeAside[] => {
      const [own, address] = [at(resource, type, name), `${type}.${name}`];
      if (isJsonObject(own) && isJsonObject(block)) {
        return [
          ...safeguardsLifted(type, address, own, block),
          ...["count", "for_each"].flatMap((times) =>
            isSame(block[times], own[times]) ? [] : [madeOften(address, times, own[times])],
          ),
        ];
      }
      // Of what is destroyed or forgotten, the plan tells.
      return changed.has(address) || LOOKED_AT.includes(type)
        ? []
        : [
            {
              rule: "weak-from-the-start",
              address,
              what: "the configuration has it, and the stack's Terraform leaves it out",
              whole: address,
            },
          ];
    }),
  );
}

function madeOften(address: string, times: string, value: JsonValue = null): WholeAside {
  const what = `it is made more than once, or not always (${times}: ${shown(value)})`;
  return { rule: "plan-not-known", address, what, whole: [address, times, value] };
}

/** What is read of AWS. Of states, others tell. */
function dataOtherwise({ data }: JsonObject, { data: asked }: JsonObject): readonly WholeAside[] {
  return entriesOf(asked)
    .filter(([type]) => type !== "terraform_remote_state")
    .flatMap(([type, blocks]) =>
      entriesOf(blocks).flatMap(([name, block]) => {
        const own = at(data, type, name);
        const settings = settingsOtherwise(withoutNotes(block), withoutNotes(own));
        const address = `data.${type}.${name}`;
        return own === undefined
          ? []
          : settingsAside("plan-not-known", address, "it reads otherwise", settings);
      }),
    );
}

/** What other stacks read. Of what it was before, the plan tells. */
function outputsOtherwise(
  { output_changes: changes = {} }: PlanJson,
  { output }: JsonObject,
  { output: asked }: JsonObject,
): readonly WholeAside[] {
  return entriesOf(asked).flatMap(([name]) => {
    const [wanted, own] = [asked, output].map((each) => at(each, name, "value"));
    const isTold = ["update", "delete"].includes(changes[name]?.actions.join() ?? "");
    return isTold || canonicalText(wanted ?? null) === canonicalText(own ?? null)
      ? []
      : [
          {
            rule: "output-changed" as const,
            address: `output.${name}`,
            what: `other stacks read another value than the configuration has (${shown(wanted)} → ${shown(own)})`,
            whole: [name, own ?? null] as JsonValue,
          },
        ];
  });
}

/** What is asked of Terraform itself. Which version, it says by refusing what it does not know; a provider that is run, the plan names. */
function itselfOtherwise({ terraform }: JsonObject, { terraform: asked }: JsonObject): readonly WholeAside[] {
  const [own, wanted] = [terraform, asked].map((each) =>
    Object.fromEntries(
      entriesOf(each)
        .filter(([name]) => !["backend", "cloud", "required_version"].includes(name))
        .map(([name, value]) => [name, name === "required_providers" ? (at(value, "aws") ?? null) : value]),
    ),
  );
  const settings = settingsOtherwise(wanted, own);
  return settingsAside(
    "plan-not-known",
    "terraform",
    "it is otherwise than the configuration has it",
    settings,
  );
}
