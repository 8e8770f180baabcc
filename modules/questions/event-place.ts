import type { FieldSelector } from "../event-patterns";
import { EVENT_COLUMNS, type ColumnType, type Fields } from "./event-columns";

/** Where a field is: in a column of its own, or in one of JSON, below the column or each element of a list. */
export interface ColumnPlace {
  /** The column, and the fields in it that are columns of their own. */
  readonly column: string;
  /** The steps below it, in JSON. @default - it is no JSON */
  readonly json?: FieldSelector;
}

/** The steps to a field that is written with dots. */
export function stepsTo(field: string): FieldSelector {
  return field.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** Where the table of events has it. @throws Error where it has no such field */
export function columnPlace(selector: FieldSelector): ColumnPlace {
  let type: ColumnType = EVENT_COLUMNS;
  for (const [index, step] of selector.entries()) {
    if (type === "json") return { column: selector.slice(0, index).join("."), json: selector.slice(index) };
    type = fieldOf(type, step, selector);
  }
  return type === "json" ? { column: selector.join("."), json: [] } : { column: selector.join(".") };
}

/** What the table of events holds there. @throws Error where it has no such field */
export function typeAt(selector: FieldSelector): ColumnType {
  return selector.reduce<ColumnType>((type, step) => fieldOf(type, step, selector), EVENT_COLUMNS);
}

function fieldOf(type: ColumnType, step: string | number, selector: FieldSelector): ColumnType {
  const fields: Fields = typeof type === "string" || Array.isArray(type) ? {} : (type as Fields);
  const found = Object.hasOwn(fields, step) ? fields[step] : undefined;
  if (found === undefined)
    throw new Error(`orgtrail: the table of events has no column for ${selector.join(".")}`);
  return found;
}
