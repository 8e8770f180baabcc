import {
  isJsonList,
  isJsonObject,
  withJsonRead,
  type JsonObject,
  type JsonValue,
} from "../../../../../modules/facts";

/** One value of a resource that is another. */
export interface Edit {
  /** Such as `rule.default_retention.days`: without the places in lists. */
  readonly path: string;
  readonly how: string;
  readonly after: JsonObject;
}

type Replacement = readonly [how: string, value: JsonValue | undefined];

function others(value: JsonValue): readonly Replacement[] {
  if (typeof value === "boolean") return [["flipped", !value]];
  if (typeof value === "number")
    return [
      ["0", 0],
      ["less", value - 1],
      ["more", value + 1],
      ["much more", value * 10 + 7],
    ];
  if (typeof value === "string") {
    const number = /^\d+$/.test(value)
      ? ([
          ["less", String(Number(value) - 1)],
          ["more", String(Number(value) + 1)],
        ] as const)
      : [];
    return [["another", `${value}x`], ["other", "evil"], ["empty", ""], ...number];
  }
  return [];
}

/** Every edit of one part of a value: taken away, emptied, or another. */
function editsOf(
  value: JsonValue,
  path: string,
): readonly (readonly [string, string, JsonValue | undefined])[] {
  const whole = [[path, "taken away", undefined] as const];
  const read = withJsonRead(value);
  if (typeof value === "string" && read !== value) {
    return [
      ...whole,
      ...editsOf(read, `${path}:`).map(
        ([at, how, part]) => [at, how, part === undefined ? "" : JSON.stringify(part)] as const,
      ),
    ];
  }
  if (isJsonList(value)) {
    return [
      ...whole,
      ...(value.length > 0 ? [[path, "emptied", []] as const] : []),
      ...value.flatMap((element, index) =>
        editsOf(element, `${path}[${nameOf(element)}]`).map(
          ([at, how, part]) =>
            [
              at,
              how,
              part === undefined
                ? value.filter((_, i) => i !== index)
                : value.map((each, i) => (i === index ? part : each)),
            ] as const,
        ),
      ),
    ];
  }
  if (isJsonObject(value)) {
    return [
      ...whole,
      ...Object.entries(value).flatMap(([name, part]) =>
        editsOf(part, `${path}.${name}`).map(([at, how, other]) => {
          const rest = Object.entries(value).filter(([each]) => each !== name);
          return [
            at,
            how,
            Object.fromEntries(other === undefined ? rest : [...rest, [name, other]]),
          ] as const;
        }),
      ),
    ];
  }
  return [...whole, ...others(value).map(([how, other]) => [path, how, other] as const)];
}

/** What tells an element of a list apart, where it says so. */
function nameOf(element: JsonValue): string {
  const name = isJsonObject(element) ? element["Sid"] : undefined;
  return typeof name === "string" ? name : "";
}

/** Every resource with one value of it taken away or another. */
export function everyEdit(values: JsonObject): readonly Edit[] {
  return Object.entries(values).flatMap(([name, value]) =>
    editsOf(value, name).map(([path, how, other]) => ({
      path,
      how,
      after: { ...values, [name]: other ?? null },
    })),
  );
}
