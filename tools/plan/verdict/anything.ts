import {
  at,
  attributesOf,
  holdsHidden,
  holdsUnknown,
  isKnown,
  isNothing,
  isSame,
  judgedResource,
  nameWritten,
  shown,
  shownChange,
  unknownParts,
  type JsonValue,
  type JudgementId,
} from "../../../modules/facts";
import { MANAGED_TAG } from "../../../modules/organization";
import { sidesOf, UNKNOWN, type Aside, type ResourceChange, type StackPlan } from "../change";
import { LOOKED_AT } from "../reading/other-than-asked";
import { bucketGoes, bucketIsThere, encryptionNow } from "./buckets";
import type { JudgementContext, Judges } from "./verdict";

/** What is judged of resources of any type: what nobody can see, what stands twice, and what is new and weak. */
export const ANYTHING: Judges = {
  "template-not-expected": told("template-not-expected"),
  "command-run": told("command-run"),
  "output-changed": told("output-changed"),
  "plan-not-known": told("plan-not-known"),
  "state-elsewhere": told("state-elsewhere"),
  "state-weakened": told("state-weakened"),
  "deployed-elsewhere": told("deployed-elsewhere"),
  "safeguard-removed": told("safeguard-removed"),

  "guard-tag-removed": (change) => {
    const sides = sidesOf(change);
    const { key, value } = MANAGED_TAG;
    const [before, after] = [at(sides?.before, "tags_all", key), at(sides?.after, "tags_all", key)];
    const isTold = isKnown(at(sides?.after, "tags_all")) && isKnown(after);
    return before === value && after !== value && isTold
      ? [`the tag ${key} is taken away or another (${shownChange(before, after)})`]
      : [];
  },

  "set-twice": (change, { plan, drift }) => {
    if (drift) return [];
    const other = sameElsewhere(change, plan);
    return [
      ...(other === undefined ? [] : [`${other} sets the same`]),
      ...inItself(change).map((name) => `${name} is set here, and not by a resource of its own`),
    ];
  },

  "value-hidden": (change) => {
    if (sidesOf(change) === undefined) return [];
    const judged = attributesOf(change.type, "blocked", "policy");
    return (change.hiddenChanges ?? [])
      .filter((name) => judged.includes(name))
      .map((name) => `${name} changes, and is marked sensitive`);
  },

  "value-not-known": (change, context) =>
    change.action === "create" ? madeUnseen(change, context) : changedUnseen(change, context),

  "type-not-judged": ({ type, action, before, after }) =>
    // What is forgotten is told by another judgement.
    judgedResource(type) !== undefined || action === "forget" || isSame(before, after)
      ? []
      : [`no rule knows what ${type} does`],

  // What AWS sets is another by itself: of drift, no more is told than what a resource of its own would set.
  "attribute-not-judged": (change, { drift }) => {
    const { type, action, attributes } = change;
    if (judgedResource(type) === undefined || (action !== "update" && action !== "replace")) return [];
    if (drift)
      return inItself(change).map((name) => `${name} is set in AWS, and by no resource of the stack`);
    const changed = new Set(attributes.map(({ path }) => /^[^.[]*/.exec(path)?.[0] ?? path));
    return [...changed]
      .flatMap((name) => unknownParts(type, name, change.before?.[name], change.after?.[name]))
      .map((name) => `no rule knows what ${name} does`);
  },

  "protection-forgotten": ({ action }) =>
    action === "forget" ? ["it leaves the state, and stays in AWS without an owner"] : [],

  // Made before the old one goes, it often is the old one in AWS, and goes with it.
  "protection-interrupted": ({ type, action, before, after }) => {
    const judged = judgedResource(type);
    if (action !== "replace" || judged === undefined || LOOKED_AT.includes(type)) return [];
    const { gone, place = [] } = judged;
    // What a replacement destroys for good, and what it leaves for another place, is told by others.
    const isTold = gone?.how === "destroyed" || place.some((name) => !isSame(before?.[name], after?.[name]));
    return isTold ? [] : ["it is destroyed, and then made anew"];
  },

  "weak-from-the-start": ({ type, action, after }, { configuration }) =>
    Object.entries((action === "create" ? judgedResource(type)?.attributes : undefined) ?? {}).flatMap(
      ([path, attribute]) => {
        const { strong, always = false, otherwise } = attribute;
        const { isWeak = (value: JsonValue) => always && value !== strong } = attribute;
        const told = at(after, ...path.split("."));
        // What is not set is what AWS takes, where that is known.
        const value = always && isNothing(told) ? otherwise : told;
        const isWanted = path !== "force_destroy" || configuration.terraform.destroyProtection;
        // An attribute that the plan does not tell has the provider's default, which is judged by nobody.
        const isSaid = ["boolean", "number", "string"].includes(typeof value) && isKnown(value);
        const instead = strong === undefined ? "" : `; orgtrail sets ${shown(strong)}`;
        return isWanted && isSaid && value !== undefined && isWeak(value)
          ? [`${path} is ${shown(value)}${instead}`]
          : [];
      },
    ),
};

/** What the plan does or says of a resource that it changes, besides that. */
function told(rule: Aside["rule"]): NonNullable<Judges[JudgementId]> {
  return ({ address }, { plan: { asides = [] }, drift }) =>
    drift
      ? []
      : asides.filter((aside) => aside.rule === rule && aside.address === address).map(({ what }) => what);
}

/** What AWS gives to something new is harmless; what takes the place of something else, or is hidden, may not be. */
function madeUnseen(change: ResourceChange, { plan }: JudgementContext): readonly string[] {
  const unplaced = (judgedResource(change.type)?.place ?? []).filter(
    (name) => isUntold(at(change.after, name)) && !isOfNewcomer(change, name, plan),
  );
  const hidden = attributesOf(change.type, "blocked").filter(
    (name) => holdsHidden(at(change.after, name)) && !unplaced.includes(name),
  );
  const expires =
    change.type === "aws_s3_bucket_lifecycle_configuration" &&
    holdsUnknown(at(change.after, "rule")) &&
    !hidden.includes("rule") &&
    bucketIsThere(change, plan);
  const encrypts =
    change.type === "aws_s3_bucket_server_side_encryption_configuration" &&
    bucketIsThere(change, plan) &&
    encryptionNow(change, plan) === undefined;
  const unsaid = Object.entries(judgedResource(change.type)?.attributes ?? {}).filter(
    ([path, { always = false }]) => always && isUntoldBelow(change.after, path) && !hidden.includes(path),
  );
  return [
    ...unsaid.map(
      ([path, { strong }]) =>
        `${path} is known only after apply${strong === undefined ? "" : `; orgtrail sets ${shown(strong)}`}`,
    ),
    ...unplaced.map(
      (name) => `${name} cannot be told before the apply: it may be that of something that is there already`,
    ),
    ...hidden.map((name) => `${name} is marked sensitive`),
    ...(encrypts ? ["the bucket is there already, and what it encrypts with now is not known"] : []),
    ...(expires ? ["rule is known only after apply, and the bucket is there already"] : []),
  ];
}

function changedUnseen(change: ResourceChange, { plan }: JudgementContext): readonly string[] {
  const sides = sidesOf(change);
  if (sides === undefined) return [];
  const hidden = change.hiddenChanges ?? [];
  const reviewed = attributesOf(change.type, "review");
  // Of what may be blocked, `value-hidden` tells.
  const blocked = attributesOf(change.type, "blocked").filter((name) => !hidden.includes(name));
  return [...blocked, ...reviewed].flatMap((name) => {
    const [before, after] = [at(sides.before, name), at(sides.after, name)];
    if (holdsUnknown(after) && !isSame(before, after)) {
      // With a bucket that goes, the name of the next one is often not known: what is lost, another judgement says.
      if (name === "bucket" && typeof before === "string" && bucketGoes(before, plan)) return [];
      const how = holdsHidden(after) ? "is marked sensitive" : "is known only after apply";
      return [`${name} was ${shown(before)}, and ${how}`];
    }
    return reviewed.includes(name) && hidden.includes(name)
      ? [`${name} changes, and is marked sensitive`]
      : [];
  });
}

function inItself({ type, action, attributes }: ResourceChange): readonly string[] {
  if (action === "destroy" || action === "forget") return [];
  const set = attributes.flatMap(({ path, after }) =>
    after === undefined ? [] : [/^[^.[]*/.exec(path)?.[0]],
  );
  return (judgedResource(type)?.setElsewhere ?? []).filter((name) => set.includes(name));
}

/** The address of another resource of the stack that sets the same in AWS as the one that is made, or moved there. */
function sameElsewhere(change: ResourceChange, { planned }: StackPlan): string | undefined {
  const { type, address, action, after } = change;
  const place = judgedResource(type)?.place;
  if (place === undefined || after === undefined || action === "destroy" || action === "forget")
    return undefined;
  const sides = sidesOf(change);
  const stays = sides !== undefined && place.every((name) => isSame(sides.before[name], sides.after[name]));
  if (stays || place.some((name) => isUntold(after[name]))) return undefined;
  return [...planned].find(
    ([other, { type: otherType, values }]) =>
      other !== address &&
      otherType === type &&
      // With version 6 of the provider, a resource may name its Region.
      [...place, "region"].every((name) =>
        isSame(placeText(name, values[name]), placeText(name, after[name])),
      ),
  )?.[0];
}

/** What tells resources apart, however it is written. Without a name, a bus is the default one. */
function placeText(name: string, value: JsonValue = null): JsonValue {
  if (name !== "event_bus_name" && name !== "key_id") return value;
  return name === "event_bus_name" && isNothing(value) ? "default" : nameWritten(value);
}

/** Whether what stands there, or what it stands in, cannot be told. */
function isUntoldBelow(value: JsonValue | undefined, path: string): boolean {
  const names = path.split(".");
  return names.some((_, index) => at(value, ...names.slice(0, index + 1)) === UNKNOWN);
}

function isUntold(value: JsonValue | undefined): boolean {
  return value !== undefined && !isKnown(value);
}

/** Whether the attribute is not known because the plan makes the resources that it is taken from. */
function isOfNewcomer({ references = {} }: ResourceChange, name: string, { changes }: StackPlan): boolean {
  const made = changes.filter(({ action }) => action === "create" || action === "replace");
  const found = references[name] ?? [];
  return (
    found.length > 0 &&
    found.every((reference) =>
      made.some(({ address }) => reference === address || reference.startsWith(`${address}.`)),
    )
  );
}
