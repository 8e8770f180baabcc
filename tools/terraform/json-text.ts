/** The most levels of lists and maps that are read: what walks through them calls itself for each. Plans have some twenty. */
export const MOST_LEVELS = 500;

/** The value that a text of JSON says; undefined for what is no JSON, or has more levels than are read. */
export function jsonIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeper(value, MOST_LEVELS) ? undefined : value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether something stands within more lists and maps than that. */
function isDeeper(value: unknown, levels: number): boolean {
  let level: readonly object[] = objectsIn([value]);
  for (let depth = 0; depth <= levels && level.length > 0; depth += 1) {
    level = level.flatMap((each) => objectsIn(Object.values(each)));
  }
  return level.length > 0;
}

function objectsIn(values: readonly unknown[]): readonly object[] {
  return values.filter((value): value is object => typeof value === "object" && value !== null);
}
