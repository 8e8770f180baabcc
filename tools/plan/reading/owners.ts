import { isNothing } from "../../../modules/facts";
import type { JsonObject, ResourceChange, StackPlan } from "../change";
import type { ResourceChangeJson } from "./plan-json";
import { actionOf, resourceChange, plannedSides, type Sides } from "./resource-change";
import { isShadedList, isShadedObject, objectOf, own, type Shaded, type ShadedObject } from "./shaded";

/**
 * What a resource reads back of resources beside it: a bucket tells its policy, though another resource owns it. The
 * first refresh after a deployment finds them, and a change of them shows at the resource that owns them, where Terraform
 * has one. A lifecycle that somebody made by hand has no owner, and shows at the bucket or nowhere.
 */
interface ToldOfOthers {
  /** The attribute by which owners name the resource. */
  readonly name: string;
  /** The attribute of owners that has that name. */
  readonly link: string;
  /** The type of the one owner, by attribute. */
  readonly wholes?: Readonly<Record<string, string>>;
  /** By attribute whose elements have an owner each. */
  readonly lists?: Readonly<Record<string, OwnedElements>>;
}

interface OwnedElements {
  readonly owner: string;
  /** The attribute of an owner that tells which element it has. */
  readonly has: string;
  /** The attribute of an element that has the same. @default - the element itself has */
  readonly element?: string;
}

const TOLD_OF_OTHERS: Readonly<Record<string, ToldOfOthers>> = {
  aws_s3_bucket: {
    ...{ name: "bucket", link: "bucket" },
    wholes: {
      acceleration_status: "aws_s3_bucket_accelerate_configuration",
      acl: "aws_s3_bucket_acl",
      cors_rule: "aws_s3_bucket_cors_configuration",
      grant: "aws_s3_bucket_acl",
      lifecycle_rule: "aws_s3_bucket_lifecycle_configuration",
      logging: "aws_s3_bucket_logging",
      object_lock_configuration: "aws_s3_bucket_object_lock_configuration",
      policy: "aws_s3_bucket_policy",
      replication_configuration: "aws_s3_bucket_replication_configuration",
      request_payer: "aws_s3_bucket_request_payment_configuration",
      server_side_encryption_configuration: "aws_s3_bucket_server_side_encryption_configuration",
      versioning: "aws_s3_bucket_versioning",
      website: "aws_s3_bucket_website_configuration",
    },
  },
  aws_iam_role: {
    ...{ name: "name", link: "role" },
    lists: {
      inline_policy: { owner: "aws_iam_role_policy", has: "name", element: "name" },
      managed_policy_arns: { owner: "aws_iam_role_policy_attachment", has: "policy_arn" },
    },
  },
  aws_sns_topic: { name: "arn", link: "arn", wholes: { policy: "aws_sns_topic_policy" } },
  aws_sqs_queue: {
    ...{ name: "url", link: "queue_url" },
    wholes: {
      policy: "aws_sqs_queue_policy",
      redrive_policy: "aws_sqs_queue_redrive_policy",
      redrive_allow_policy: "aws_sqs_queue_redrive_allow_policy",
    },
  },
};

/** Takes from the attributes of a resource those that another resource owns. */
type WithoutOthers = (attributes: ShadedObject) => ShadedObject;

/**
 * What others own of a resource's attributes.
 * @param state what the state has, by type: a resource that is still to be made owns nothing in AWS yet
 * @param configured the attributes that the configuration sets, and that the resource so owns itself
 */
function withoutOthers(
  { type, change }: ResourceChangeJson,
  state: ReadonlyMap<string, readonly JsonObject[]>,
  configured: ReadonlySet<string>,
): WithoutOthers {
  const told = own(TOLD_OF_OTHERS, type);
  if (told === undefined) return (attributes) => attributes;
  const { name, link, wholes = {}, lists = {} } = told;
  const named = change.before?.[name] ?? change.after?.[name];
  const owners = (owner: string): readonly JsonObject[] =>
    (state.get(owner) ?? []).filter((values) => named !== undefined && values[link] === named);
  const isOwned = (attribute: string): boolean => {
    const owner = own(wholes, attribute);
    return owner !== undefined && owners(owner).length > 0;
  };
  const left = (attribute: string, value: Shaded): Shaded => {
    const elements = own(lists, attribute);
    if (elements === undefined || !isShadedList(value)) return value;
    const owned = owners(elements.owner).map((values) => values[elements.has]);
    return value.filter((element) => {
      const identity = identityOf(element, elements);
      return identity === undefined || !owned.includes(identity);
    });
  };
  return (attributes) =>
    objectOf(
      Object.entries(attributes)
        .filter(([attribute]) => configured.has(attribute) || !isOwned(attribute))
        .map(([attribute, value]) => [attribute, configured.has(attribute) ? value : left(attribute, value)]),
    );
}

/** With its owner enforced, a bucket's access control lists are off. */
const SWITCHES_OFF: Readonly<Record<string, string>> = {
  acl: "aws_s3_bucket_ownership_controls",
  grant: "aws_s3_bucket_ownership_controls",
};

/** The attributes that somebody has set in AWS on a resource, and that no resource of the plan sets from then on. */
export function setByNobody(
  type: string,
  values: JsonObject,
  planned: StackPlan["planned"],
): readonly string[] {
  const { name, link, wholes = {} } = own(TOLD_OF_OTHERS, type) ?? { name: "", link: "" };
  const isPlanned = (owner: string | undefined): boolean =>
    [...planned.values()].some((other) => other.type === owner && other.values[link] === values[name]);
  return Object.entries(wholes).flatMap(([attribute, owner]) =>
    isNothing(values[attribute]) || isPlanned(owner) || isPlanned(own(SWITCHES_OFF, attribute))
      ? []
      : [attribute],
  );
}

/** What tells an element from the others; undefined where that is not to be read. */
function identityOf(value: Shaded, { element }: OwnedElements): string | undefined {
  const identity = element === undefined ? value : isShadedObject(value) ? own(value, element) : undefined;
  return typeof identity === "string" ? identity : undefined;
}

/** What the state has, by type: as it is in AWS, and what is gone from there. */
export function stateOf(
  resources: readonly ResourceChangeJson[],
): ReadonlyMap<string, readonly JsonObject[]> {
  const state = new Map<string, JsonObject[]>();
  for (const { type, change } of resources) {
    if (change.before === null || change.before === undefined) continue;
    const found = state.get(type);
    if (found === undefined) state.set(type, [change.before]);
    else found.push(change.before);
  }
  return state;
}

/**
 * What was changed in AWS since the last apply, without what is only how the provider writes what it reads back.
 * @param planned all resources, with those that do not change
 * @param configured the attributes that the configuration sets, by address
 */
export function driftIn(
  planned: readonly ResourceChangeJson[],
  drifted: readonly ResourceChangeJson[],
  configured: (address: string) => ReadonlySet<string>,
): readonly ResourceChange[] {
  const state = stateOf([...planned, ...drifted]);
  return drifted.flatMap((json) => {
    const action = actionOf(json);
    if (action === undefined) return [];
    const set = configured(json.address);
    const sides = withoutAttributes(plannedSides(json), withoutOthers(json, state, set));
    const drift = resourceChange(json, action, sides, set);
    return action === "update" && drift.attributes.length === 0 ? [] : [drift];
  });
}

function withoutAttributes({ before, after }: Sides, without: WithoutOthers): Sides {
  return {
    ...(before !== undefined && { before: without(before) }),
    ...(after !== undefined && { after: without(after) }),
  };
}
