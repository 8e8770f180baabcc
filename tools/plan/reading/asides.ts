import {
  canonicalText,
  isJsonObject,
  saysSame,
  shown,
  type JsonObject,
  type JsonValue,
} from "../../../modules/facts";
import type { PlanSources, WholeAside } from "./aside";
import { otherThanAsked } from "./other-than-asked";
import { addsToFormat, type ModuleJson, type PlanJson } from "./plan-json";
import { hidden } from "./settings";
import { shaded, unshaded } from "./shaded";

/**
 * What a plan, or the Terraform that it is made from, does besides changing resources, and what no stack of orgtrail has or
 * orgtrail does not know. Nothing of it is dropped: what no rule looks into, a person does.
 */
export function asidesOf(
  plan: PlanJson,
  { terraform, asked, files = {} }: PlanSources,
): readonly WholeAside[] {
  const configured = commandsIn(plan.configuration?.root_module ?? {}, "");
  return [
    ...configured,
    ...lateReads(plan, new Set(configured.map(({ address }) => address))),
    ...(plan.action_invocations ?? []).map(invocation),
    ...blocksOf(terraform),
    ...(asked === undefined ? [] : otherThanAsked(plan, terraform as JsonObject, asked)),
    ...Object.entries(files).map(([name, digest]) =>
      unknown(name, "Terraform reads this file beside what the stack is made of", [name, digest]),
    ),
    ...strangeProviders(plan),
    ...modesIn(plan),
    ...movesOfOtherTypes(plan),
    ...checksIn(plan),
    ...strangeKeysIn(plan),
    ...(addsToFormat(plan)
      ? [
          unknown(
            "plan",
            `it has format ${plan.format_version}, which orgtrail does not know: update orgtrail`,
          ),
        ]
      : []),
  ];
}

function command(address: string, what: string, whole: JsonValue): WholeAside {
  return { rule: "command-run", address, what, whole };
}

function unknown(address: string, what: string, whole?: JsonValue): WholeAside {
  return { rule: "plan-not-known", address, what, ...(whole !== undefined && { whole }) };
}

/** Programs that a module has Terraform run: by provisioners, and by what it reads. */
function commandsIn(module: ModuleJson, prefix: string): readonly WholeAside[] {
  const { resources = [], module_calls: calls = {} } = module;
  return [
    ...resources.flatMap(
      ({ address: name, mode = "managed", type = "", expressions = {}, provisioners = [] }) => {
        const address = `${prefix}${name}`;
        const run = provisioners.map((provisioner) =>
          command(
            address,
            `a provisioner of type ${provisioner.type} runs (${settings(provisioner.expressions)})`,
            [address, provisioner as JsonValue],
          ),
        );
        const isRead = mode === "managed" || (mode === "data" && isHarmless(type));
        const whole = [address, expressions as JsonValue];
        return isRead
          ? run
          : [...run, command(address, `${mode} of type ${type} is read (${settings(expressions)})`, whole)];
      },
    ),
    ...Object.entries(calls).flatMap(([name, { module: inner = {} }]) =>
      commandsIn(inner, `${prefix}module.${name}.`),
    ),
  ];
}

/** What the apply reads, as the plan's changes have it. What the configuration has is told with what it is asked for. */
function lateReads({ resource_changes: resources }: PlanJson, told: ReadonlySet<string>): WholeAside[] {
  return resources
    .filter(({ mode, type }) => mode === "data" && !isHarmless(type))
    .filter(({ address }) => !told.has(withoutKeys(address)))
    .map(({ address, type, change }) =>
      command(address, `data of type ${type} is read, and no configuration in the plan has it`, [
        address,
        change as JsonValue,
      ]),
    );
}

/** An address as the configuration has it: of all instances of a resource together. */
function withoutKeys(address: string): string {
  const [start = "", ...rest] = address.split("[");
  return start + rest.map((part) => part.slice(part.indexOf("]") + 1)).join("");
}

/** What AWS answers, and states, are read without anything being run. */
function isHarmless(data: string): boolean {
  return data === "terraform_remote_state" || (data.startsWith("aws_") && data !== "aws_lambda_invocation");
}

/** What the configuration sets, as far as it can be told. */
function settings(expressions: Readonly<Record<string, unknown>> = {}): string {
  return Object.entries(expressions)
    .map(([name, expression]) => `${name}: ${settingText(expression as JsonValue)}`)
    .join(", ");
}

function settingText(expression: JsonValue): string {
  if (!isJsonObject(expression)) return shown(expression);
  const { constant_value: constant, references } = expression;
  if (references !== undefined) return `taken from ${shown(references)}`;
  return constant === undefined ? "computed" : shown(constant);
}

type Invocation = NonNullable<PlanJson["action_invocations"]>[number];

function invocation({
  config_sensitive: sensitive,
  config_unknown: notKnown,
  ...action
}: Invocation): WholeAside {
  const { address, config_values: values, lifecycle_action_trigger: trigger } = action;
  const { triggering_resource_address: of = "a resource", action_trigger_event: event = "a change" } =
    trigger ?? {};
  const when = trigger === undefined || trigger === null ? "as it is asked for" : `on ${event} of ${of}`;
  const told = canonicalText(unshaded(shaded(values ?? {}, sensitive, notKnown)));
  return command(address, `an action runs ${when} (${told})`, {
    ...action,
    notKnown: notKnown ?? null,
  } as JsonValue);
}

/** The blocks of Terraform that stacks have. Moves and imports are told by the plan, and so is what a resource does. */
const BLOCKS = ["//", "data", "import", "locals", "moved", "output", "provider", "resource", "terraform"];

/** What they have besides, and the plan may not tell: its JSON has no ephemeral resources, for instance. */
function blocksOf(terraform: unknown): readonly WholeAside[] {
  return Object.entries((terraform ?? {}) as Readonly<Record<string, JsonValue>>)
    .filter(([block, value]) => !BLOCKS.includes(block) && !(block === "removed" && forgetsAlone(value)))
    .map(([block, value]) =>
      block === "ephemeral"
        ? command(
            block,
            `ephemeral resources are opened, by the plan and by the apply (${namesIn(value)})`,
            value,
          )
        : unknown(
            block,
            `its Terraform has ${block} blocks, as no stack of orgtrail has (${namesIn(value)})`,
            value,
          ),
    );
}

/** Whether these blocks have resources leave the state, which the plan tells, and nothing else: they may run programs, too. */
function forgetsAlone(removed: JsonValue): boolean {
  const blocks = Array.isArray(removed) ? (removed as readonly JsonValue[]) : [removed];
  return blocks.every(
    (block) =>
      isJsonObject(block) && saysSame(block, { from: block["from"] ?? null, lifecycle: { destroy: false } }),
  );
}

/** The names of what is in a block: of an ephemeral resource its type and its own. */
function namesIn(block: JsonValue): string {
  const blocks = Array.isArray(block) ? block : [block];
  return (blocks as readonly JsonValue[])
    .filter(isJsonObject)
    .flatMap((each) =>
      Object.entries(each).flatMap(([type, inner]) =>
        isJsonObject(inner) ? Object.keys(inner).map((name) => `${type}.${name}`) : [type],
      ),
    )
    .join(", ");
}

/**
 * AWS's provider, as Terraform and OpenTofu understand the source that stacks have, and the one that is a part of both. A mirror
 * changes where it is downloaded from, and not this: another registry may have anything under the same name.
 */
const PROVIDERS = [
  "registry.terraform.io/hashicorp/aws",
  "registry.opentofu.org/hashicorp/aws",
  "terraform.io/builtin/terraform",
];

/** A provider is a program, and gets the credentials of whoever plans; its settings say whom it sends them to. */
function strangeProviders({ configuration }: PlanJson): readonly WholeAside[] {
  return Object.entries(configuration?.provider_config ?? {}).flatMap(
    ([name, { full_name: source, expressions = {} }]) => {
      const strange = Object.entries(expressions).filter(([setting]) => !SETTINGS.includes(setting));
      const set = Object.fromEntries(
        strange.map(([setting, value]) => [setting, hidden(setting, value as JsonValue)]),
      );
      return [
        ...(source === undefined || PROVIDERS.includes(source)
          ? []
          : [command(`provider.${name}`, `provider ${shown(source)} is run`, source)]),
        ...(strange.length === 0
          ? []
          : [
              unknown(
                `provider.${name}`,
                `it has settings as no stack of orgtrail has (${settings(set)})`,
                Object.fromEntries(strange) as JsonValue,
              ),
            ]),
      ];
    },
  );
}

/** What stacks set of AWS's provider: where, in which account, by which role, and with which tags; and what can only be stricter or slower. */
const SETTINGS = [
  ...["allowed_account_ids", "assume_role", "default_tags", "region"],
  ...["forbidden_account_ids", "max_retries", "retry_mode"],
];

function modesIn({ resource_changes: resources }: PlanJson): readonly WholeAside[] {
  return resources
    .filter(({ mode }) => mode !== "managed" && mode !== "data")
    .map(({ address, mode, change }) =>
      unknown(address, `it is of mode ${shown(mode)}, which orgtrail does not know`, change as JsonValue),
    );
}

/** What was another thing in the state: how the provider makes the one of the other, the plan does not tell. */
function movesOfOtherTypes({ resource_changes: resources }: PlanJson): readonly WholeAside[] {
  return resources.flatMap(({ address, type, previous_address: from }) =>
    from === undefined || typeIn(from) === type
      ? []
      : [unknown(address, `it was ${from} so far, which is of another type`)],
  );
}

/** The type in the address of a resource: `aws_s3_bucket` of `module.x["a.b"].aws_s3_bucket.y`. */
function typeIn(address: string): string | undefined {
  return withoutKeys(address).split(".").at(-2);
}

/** What is not known yet, the apply checks. */
const HOLDS = ["pass", "unknown"];

function checksIn({ checks }: PlanJson): readonly WholeAside[] {
  return (checks ?? [])
    .filter(({ status }) => !HOLDS.includes(status))
    .map(({ status, address, instances }) => {
      const messages = (instances ?? []).flatMap(({ problems = [] }) =>
        problems.map(({ message }) => message),
      );
      const why = messages.length === 0 ? "" : ` (${messages.join("; ")})`;
      return unknown(address.to_display, `a condition of it does not hold: ${status}${why}`);
    });
}

function strangeKeysIn({ strange }: PlanJson): readonly WholeAside[] {
  // The values are not shown: nobody knows which of them are sensitive.
  return strange.map(({ path, known, values }) =>
    unknown(
      "plan",
      known
        ? `it has ${path}, as no stack of orgtrail has`
        : `it has ${path}, which this version of orgtrail does not know`,
      [path, values],
    ),
  );
}
