import {
  isJsonList,
  isJsonObject,
  isNothing,
  saysSame,
  SENSITIVE,
  shown,
  type JsonObject,
  type JsonValue,
} from "../../../modules/facts";
import type { Aside } from "../change";
import type { WholeAside } from "./aside";

/** A setting that is otherwise than the configuration has it. */
export interface Setting {
  /** Such as `assume_role.role_arn`. */
  readonly name: string;
  readonly asked?: JsonValue;
  /** @default - it is not set */
  readonly own?: JsonValue;
}

/** The settings of a block that are otherwise than the configuration has them, in the order of their names. */
export function settingsOtherwise(
  asked: JsonValue | undefined,
  own: JsonValue | undefined,
): readonly Setting[] {
  const [wanted, set] = [new Map(flat(asked, "")), new Map(flat(own, ""))];
  return [...new Set([...wanted.keys(), ...set.keys()])]
    .sort()
    .filter((name) => !saysSame(wanted.get(name), set.get(name)))
    .map((name) => ({ name, ...side("asked", wanted.get(name)), ...side("own", set.get(name)) }));
}

function side(name: "asked" | "own", value: JsonValue | undefined): Partial<Setting> {
  return value === undefined ? {} : { [name]: value };
}

/** Each value with the path to it. One block is the same with a list around it and without. */
function flat(value: JsonValue | undefined, path: string): readonly (readonly [string, JsonValue])[] {
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([name, part]) =>
      flat(part, path === "" ? name : `${path}.${name}`),
    );
  }
  if (isJsonList(value) && value.some((element) => isJsonObject(element))) {
    return value.flatMap((element, index) => flat(element, index === 0 ? path : `${path}[${index}]`));
  }
  return isNothing(value) ? [] : [[path, value ?? null]];
}

/** As a sentence, with what the configuration has of each. */
function settingsText(settings: readonly Setting[]): string {
  return settings
    .map(({ name, asked, own }) => `${name}: ${shown(hidden(name, asked))} → ${shown(hidden(name, own))}`)
    .join(", ");
}

/** What Terraform marks as sensitive nowhere, since it is no value of a resource. */
const SECRET = /(?:access|secret|customer)_key$|token$|password$/;

/** The value, or what stands in its place where it is a secret by its name. */
export function hidden(name: string, value: JsonValue | undefined): JsonValue | undefined {
  return isNothing(value) || !SECRET.test(name) ? value : SENSITIVE;
}

/** What is told of settings that are otherwise: nothing where none is. */
export function settingsAside(
  rule: Aside["rule"],
  address: string,
  what: string,
  settings: readonly Setting[],
): readonly WholeAside[] {
  if (settings.length === 0) return [];
  const whole = [address, ...settings.map(({ name, own }): JsonValue => [name, own ?? null])];
  return [{ rule, address, what: `${what} (${settingsText(settings)})`, whole }];
}

/** What stands in a block, by name. */
export function entriesOf(value: JsonValue | undefined): readonly [string, JsonValue][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

/** A block without what cdktf notes for itself. */
export function withoutNotes(block: JsonValue | undefined): JsonObject {
  return Object.fromEntries(entriesOf(block).filter(([name]) => name !== "//"));
}
