/** What a value is at run time, as its type says it. `npm run api` reads those of the constructs' props. */
export type ValueShape =
  | "anything"
  | "boolean"
  | "nothing"
  | "null"
  | "number"
  | "object"
  | "text"
  | { readonly one: readonly (string | number)[] }
  | { readonly list: ValueShape }
  /** An object with any names, each with such a value. */
  | { readonly each: ValueShape }
  /** An object; the name of a prop that may be left out ends in a question mark. */
  | { readonly props: Readonly<Record<string, ValueShape>> }
  /** One of several objects: the prop says which. */
  | { readonly by: string; readonly cases: Readonly<Record<string, ValueShape>> }
  | { readonly either: readonly ValueShape[] }
  /** The type of that name. */
  | { readonly type: string };

/** What constructs take. */
export interface PropShapes {
  /** By the name of a construct. */
  readonly constructs: Readonly<Record<string, ValueShape>>;
  /** By the name of a type. */
  readonly types: Readonly<Record<string, ValueShape>>;
}
