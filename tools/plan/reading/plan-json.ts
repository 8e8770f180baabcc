import { z } from "zod";
import { canonicalText } from "../../../modules/facts";
import { describeValue } from "../../../modules/validation";
import { jsonIn, MOST_LEVELS } from "../../terraform";
import { UNKNOWN, type Import, type JsonValue, type Move } from "../change";
import { strangeKeys, type StrangeKey } from "./plan-keys";

/** What `terraform show -json` prints cannot be read. Its text says why, and what to do. */
export class PlanFormatError extends Error {
  override readonly name = "PlanFormatError";
}

const JSON_VALUE = z.custom<JsonValue>((value) => value !== undefined);

/** Which parts of a value are sensitive, or unknown: `true` stands for a whole value, and lists and maps for their parts. */
const MASK = JSON_VALUE.optional();

const ATTRIBUTES = z.record(z.string(), JSON_VALUE).nullish();

const RESOURCE_CHANGE = z.object({
  address: z.string(),
  /** Where the state has it so far, when a `moved` block says where it goes. */
  previous_address: z.string().optional(),
  /** Which object of a resource it is that a broken-off replacement left behind. */
  deposed: z.string().optional(),
  mode: z.string(),
  type: z.string(),
  change: z.object({
    actions: z.array(z.string()),
    before: ATTRIBUTES,
    after: ATTRIBUTES,
    before_sensitive: MASK,
    after_sensitive: MASK,
    after_unknown: MASK,
    replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
    /** What an `import` block says: the id in AWS, or an identity of several parts. */
    importing: z.object({ id: z.string().nullish(), identity: JSON_VALUE.nullish() }).nullish(),
  }),
});

const OUTPUT_CHANGE = z.object({
  actions: z.array(z.string()),
  before: JSON_VALUE.nullish(),
  after: JSON_VALUE.nullish(),
  before_sensitive: MASK,
  after_sensitive: MASK,
  after_unknown: MASK,
});

/** What the configuration says of each attribute: a constant, what it refers to, or blocks of more. */
const EXPRESSIONS = z.record(z.string(), z.unknown()).optional();

const PROVISIONER = z.object({ type: z.string(), expressions: EXPRESSIONS });

const MODULE = z.object({
  resources: z
    .array(
      z.object({
        address: z.string(),
        mode: z.string().optional(),
        type: z.string().optional(),
        expressions: EXPRESSIONS,
        count_expression: z.unknown().optional(),
        for_each_expression: z.unknown().optional(),
        /** Programs that Terraform runs beside making or destroying the resource. */
        provisioners: z.array(PROVISIONER).optional(),
      }),
    )
    .optional(),
  outputs: z.record(z.string(), z.object({ expression: z.unknown() })).optional(),
  /** Modules that are called, each with its source and all that stands in it. */
  get module_calls() {
    return z
      .record(z.string(), z.object({ source: z.string().optional(), module: MODULE.optional() }))
      .optional();
  },
});

/** What an action is called for, and with what. */
const ACTION_INVOCATION = z.looseObject({
  address: z.string(),
  config_values: JSON_VALUE.nullish(),
  config_sensitive: MASK,
  config_unknown: MASK,
  lifecycle_action_trigger: z
    .looseObject({
      triggering_resource_address: z.string().optional(),
      action_trigger_event: z.string().optional(),
    })
    .nullish(),
});

/** A condition of the configuration, such as a precondition, and what has come of it. */
const CHECK = z.object({
  status: z.string(),
  address: z.object({ to_display: z.string() }),
  instances: z.array(z.object({ problems: z.array(z.object({ message: z.string() })).optional() })).nullish(),
});

const PLAN = z.object({
  format_version: z.string(),
  /** Whether an error ended planning. */
  errored: z.boolean().optional(),
  /** Whether applying the plan leaves nothing to plan. Terraform says so since 1.8, OpenTofu does not. */
  complete: z.boolean().optional(),
  /** What Terraform puts off until more is known. */
  deferred_changes: z.array(z.unknown()).nullish(),
  deferred_action_invocations: z.array(z.unknown()).nullish(),
  /** Programs of providers that Terraform runs when it applies the plan. */
  action_invocations: z.array(ACTION_INVOCATION).nullish(),
  checks: z.array(CHECK).nullish(),
  resource_changes: z.array(RESOURCE_CHANGE).optional(),
  resource_drift: z.array(RESOURCE_CHANGE).optional(),
  output_changes: z.record(z.string(), OUTPUT_CHANGE).optional(),
  configuration: z
    .object({
      root_module: MODULE.optional(),
      provider_config: z
        .record(z.string(), z.object({ full_name: z.string().optional(), expressions: EXPRESSIONS }))
        .optional(),
    })
    .optional(),
});

/** What `terraform show -json` says of a plan, as far as it is read, and the keys of it that are strange. */
export type PlanJson = z.infer<typeof PLAN> & { readonly strange: readonly StrangeKey[] };
/** A module's part of the configuration. */
export type ModuleJson = z.infer<typeof MODULE>;
/** What happens to a resource, in Terraform's own words. */
export type ResourceChangeJson = z.infer<typeof RESOURCE_CHANGE>;

/**
 * The format that is read: Terraform writes it since 1.5, OpenTofu always has. Its first number rises for a change that readers must
 * know of, the second for what is added.
 */
const FORMAT = { major: 1, minor: 2 };

/** The oldest Terraform and OpenTofu that the stacks are for. */
const OLDEST = "1.10";

/**
 * Reads what `terraform show -json` prints of a plan.
 * @throws PlanFormatError when it is no plan, or of another format
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function parsePlanJson(text: string): PlanJson {
  const json = parsedJson(text);
  checkFormat(formatVersion(json));
  const parsed = PLAN.safeParse(json);
  if (parsed.success) return { ...parsed.data, strange: strangeKeys(json as JsonValue) };
  const places = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new PlanFormatError(`terraform show -json printed a plan of another form: ${places.join("; ")}`);
}

/** Whether the format is one that adds to what is known: what it adds is told, key by key. */
export function addsToFormat({ format_version: version }: PlanJson): boolean {
  return numbersOf(version).minor > FORMAT.minor;
}

function checkFormat(version: string | undefined): void {
  if (version === undefined) {
    throw new PlanFormatError(
      `terraform show -json printed no format_version: is the file a plan, and Terraform ${OLDEST} or later?`,
    );
  }
  const { major, minor } = numbersOf(version);
  if (major === FORMAT.major && minor >= FORMAT.minor) return;
  const remedy =
    major < FORMAT.major || (major === FORMAT.major && minor < FORMAT.minor)
      ? `plan with a newer Terraform or OpenTofu: ${OLDEST} or later`
      : "update orgtrail, or plan with an older Terraform until then";
  throw new PlanFormatError(
    `terraform show -json printed format ${describeValue(version)}, and orgtrail reads ${FORMAT.major}.${FORMAT.minor} and what adds to it: ${remedy}`,
  );
}

/** The numbers of a version; what is none is newer than all. */
function numbersOf(version: string): typeof FORMAT {
  const [, major = Infinity, minor = Infinity] = /^(\d{1,6})\.(\d{1,6})$/.exec(version) ?? [];
  return { major: Number(major), minor: Number(minor) };
}

function parsedJson(text: string): unknown {
  const json = jsonIn(text);
  if (json !== undefined) return json;
  // The parser's own message quotes the text, and values in it may be sensitive.
  throw new PlanFormatError(
    `terraform show -json printed no JSON, but ${text.length} characters of another text, or of more than ${MOST_LEVELS} levels`,
  );
}

function formatVersion(json: unknown): string | undefined {
  const parsed = z.object({ format_version: z.string() }).safeParse(json);
  return parsed.success ? parsed.data.format_version : undefined;
}

const DEFERRED = [
  ["changes", "deferred_changes"],
  ["actions", "deferred_action_invocations"],
] as const;

/**
 * Refuses a plan that does not say all that is to change: what it leaves out cannot be judged.
 * @param refused whether prevent_destroy stops the plan. Such a plan has an error, and yet all changes; nobody can apply it
 * @throws PlanFormatError when something is left out
 */
export function checkFinished(plan: PlanJson, refused: boolean): void {
  for (const [what, key] of DEFERRED) {
    const deferred = plan[key]?.length ?? 0;
    if (deferred > 0) {
      throw new PlanFormatError(
        `Terraform puts ${deferred} of the ${what} off until more is known (${key}), so that they cannot be judged: apply what they depend on first, by itself`,
      );
    }
  }
  if (refused) return;
  if (plan.errored === true) {
    throw new PlanFormatError(
      "an error ended planning (errored), so that the plan does not have all changes: see what terraform plan says",
    );
  }
  if (plan.complete === false) {
    throw new PlanFormatError(
      "the plan does not have all changes (complete is false): plan without -target, and without what puts changes off",
    );
  }
}

/** The resources that get another address. */
export function movesIn(resources: readonly ResourceChangeJson[]): readonly Move[] {
  return resources.flatMap(({ address, previous_address: from }) =>
    from === undefined ? [] : [{ from, address }],
  );
}

/** The resources that are taken into the state. */
export function importsIn(resources: readonly ResourceChangeJson[]): readonly Import[] {
  return resources.flatMap(({ address, change: { importing } }) =>
    importing === undefined || importing === null ? [] : [{ address, id: idText(importing) }],
  );
}

type Importing = NonNullable<ResourceChangeJson["change"]["importing"]>;

function idText({ id, identity }: Importing): string {
  return id ?? (identity === undefined || identity === null ? UNKNOWN : canonicalText(identity));
}
