import * as z from "zod";
import { canonicalText, isJsonObject, isSame } from "../../../modules/facts";
import { describeValue } from "../../../modules/validation";
import { MOST_LEVELS } from "../../terraform";
import { UNKNOWN, type Import, type JsonObject, type JsonValue, type Move } from "../change";
import { MemberSplitter } from "./member-splitter";
import { REPEATED_MEMBERS, StrangeKeys, type StrangeKey } from "./plan-keys";

/** What `terraform show -json` prints cannot be read. Its text says why, and what to do. */
export class PlanFormatError extends Error {
  override readonly name = "PlanFormatError";
}

const JSON_VALUE = z.custom<JsonValue>((value) => value !== undefined);

/** Which parts of a value are sensitive, or unknown: `true` stands for a whole value, and lists and maps for their parts. */
const MASK = JSON_VALUE.optional();

/** Taken as they are: a copy of them would take as much memory again. */
const ATTRIBUTES = z
  .custom<JsonObject>((value) => isJsonObject(value as JsonValue), "Invalid input: expected an object")
  .nullish();

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
        provider_config_key: z.string().optional(),
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

/** A plan, but for its lists of resources. */
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
  // Of these each element is read by itself; what is no list is left for here.
  resource_changes: z.array(z.never()).optional(),
  resource_drift: z.array(z.never()).optional(),
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
export type PlanJson = Omit<z.infer<typeof PLAN>, Lists> &
  Readonly<Record<Lists, readonly ResourceChangeJson[]>> & { readonly strange: readonly StrangeKey[] };
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

const LISTS = ["resource_changes", "resource_drift"] as const;
type Lists = (typeof LISTS)[number];

/**
 * Reads what `terraform show -json` prints of a plan, as it comes. Kept is what is read of it: of a large organization it has hundreds
 * of megabytes, most of which stands there several times.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export class PlanReader {
  private bytes = 0;
  private readonly members = new Map<string, JsonValue>();
  private readonly lists: Readonly<Record<Lists, ResourceChangeJson[]>> = {
    resource_changes: [],
    resource_drift: [],
  };
  private readonly strange = new StrangeKeys();
  private readonly problems: string[] = [];
  private readonly splitter = new MemberSplitter({
    lists: new Set(LISTS),
    dropped: REPEATED_MEMBERS,
    member: (name, value) => {
      this.members.set(name, value);
      this.strange.visitMember(name, value);
    },
    element: (list, value) => {
      this.strange.visitElement(list, value);
      this.takeResource(list as Lists, value);
    },
  });

  /** Takes the next bytes. */
  push(piece: Uint8Array): void {
    this.bytes += piece.length;
    this.splitter.push(piece);
  }

  /** What was read. @throws PlanFormatError when it is no plan, or of another format */
  plan(): PlanJson {
    if (!this.splitter.isWhole) {
      // A parser's own message quotes the text, and values in it may be sensitive.
      throw new PlanFormatError(
        `terraform show -json printed no JSON, but ${this.bytes} bytes of another text, or of more than ${MOST_LEVELS} levels`,
      );
    }
    checkFormat(this.members.get("format_version"));
    const parsed = PLAN.safeParse(Object.fromEntries(this.members));
    const problems = [...(parsed.error?.issues ?? []).map((issue) => problemText(issue)), ...this.problems];
    if (parsed.success && problems.length === 0) {
      return { ...parsed.data, ...this.lists, strange: this.strange.found() };
    }
    throw new PlanFormatError(`terraform show -json printed a plan of another form: ${problems.join("; ")}`);
  }

  private takeResource(list: Lists, value: JsonValue): void {
    const place = [list, this.lists[list].length];
    const { data, error } = RESOURCE_CHANGE.safeParse(value);
    if (data === undefined) {
      this.problems.push(...error.issues.map((issue) => problemText(issue, place)));
      return;
    }
    const { before, after } = data.change;
    // What stays as it is stands there twice, and is kept once.
    if (isSame(before, after)) data.change.before = after;
    this.lists[list].push(data);
  }
}

function problemText({ path, message }: z.core.$ZodIssue, place: readonly PropertyKey[] = []): string {
  return `${[...place, ...path].join(".")}: ${message}`;
}

/** Whether the format is one that adds to what is known: what it adds is told, key by key. */
export function addsToFormat({ format_version: version }: PlanJson): boolean {
  return numbersOf(version).minor > FORMAT.minor;
}

function checkFormat(version: JsonValue | undefined): void {
  if (typeof version !== "string") {
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
