import type { ChangeAction, JsonObject, ResourceChange } from "../change";
import { isJsonObject } from "../../../modules/facts";
import { attributeChanges, attributesLost, attributesMade } from "./attribute-changes";
import { PlanFormatError, type ResourceChangeJson } from "./plan-json";
import {
  differsInHidden,
  eitherMask,
  isShadedObject,
  objectOf,
  own,
  partOf,
  shaded,
  unshaded,
  type Mask,
  type ShadedObject,
} from "./shaded";

/** What Terraform does, by its own words for it. Nothing is done where there is none. */
const ACTIONS: ReadonlyMap<string, ChangeAction | undefined> = new Map([
  ["no-op", undefined],
  ["read", undefined],
  ["create", "create"],
  ["update", "update"],
  ["delete", "destroy"],
  ["delete,create", "replace"],
  ["create,delete", "replace"],
  ["forget", "forget"],
]);

/** Both sides of a resource, with what is sensitive on either side shaded on both. */
export interface Sides {
  /** @default - it is made */
  readonly before?: ShadedObject;
  /** @default - it goes */
  readonly after?: ShadedObject;
}

/** What is done to a resource. @returns undefined when nothing is */
export function actionOf({ address, change: { actions } }: ResourceChangeJson): ChangeAction | undefined {
  const words = actions.join();
  if (ACTIONS.has(words)) return ACTIONS.get(words);
  throw new PlanFormatError(
    `the plan does ${JSON.stringify(actions)} to ${address}, which orgtrail does not know: update orgtrail`,
  );
}

/** Both sides of a resource. */
export function plannedSides({ change }: ResourceChangeJson): Sides {
  // A value that is sensitive on one side tells the other side's too, where they are the same.
  const sensitive = eitherMask(change.before_sensitive, change.after_sensitive);
  const [before, after] = [
    attributesOf(change.before, sensitive, undefined),
    attributesOf(change.after, sensitive, change.after_unknown),
  ];
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/** What happens to a resource. @param configured the attributes that the configuration sets */
export function resourceChange(
  json: ResourceChangeJson,
  action: ChangeAction,
  sides: Sides,
  configured: ReadonlySet<string>,
): ResourceChange {
  const { before, after } = sides;
  const hiddenChanges = hiddenChangesOf(sides);
  const { actions, replace_paths: replacePaths = [] } = json.change;
  return {
    address: json.address,
    type: json.type,
    action,
    ...(action === "replace" && actions[0] === "create" && { createsFirst: true }),
    ...(before !== undefined && { before: plain(before) }),
    ...(after !== undefined && { after: plain(after) }),
    attributes:
      before !== undefined && after !== undefined
        ? attributeChanges({ before, after, configured, replacePaths })
        : [
            ...(after === undefined ? [] : attributesMade(after, configured)),
            ...(before === undefined ? [] : attributesLost(before)),
          ],
    ...(hiddenChanges.length > 0 && { hiddenChanges }),
  };
}

/** Placeholders are all alike, so that nobody sees from them that a sensitive value becomes another. */
function hiddenChangesOf({ before, after }: Sides): readonly string[] {
  if (before === undefined || after === undefined) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) =>
    differsInHidden(own(before, name) ?? null, own(after, name) ?? null),
  );
}

/** The attributes for people and rules: placeholders stand where they are shaded. */
export function plain(attributes: ShadedObject): JsonObject {
  return objectOf(Object.entries(attributes).map(([name, value]) => [name, unshaded(value)]));
}

function attributesOf(
  values: JsonObject | null | undefined,
  sensitive: Mask,
  unknown: Mask,
): ShadedObject | undefined {
  if (values === null || values === undefined) return undefined;
  const attributes = shaded(values, sensitive, unknown);
  if (isShadedObject(attributes)) return attributes;
  // A resource that is sensitive as a whole still has attributes; each of them is.
  const names = new Set([...Object.keys(values), ...(isJsonObject(unknown) ? Object.keys(unknown) : [])]);
  return objectOf([...names].map((name) => [name, shaded(own(values, name), true, partOf(unknown, name))]));
}
