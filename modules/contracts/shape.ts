import { Fn } from "cdktf";

/**
 * The type of an output: what its writer gives and what its reader gets. Readers get Terraform expressions, so
 * only strings, records and maps have a shape.
 */
export interface Shape<Written, Read> {
  /** The value as Terraform stores it. */
  write(value: Written): unknown;
  /**
   * The value as an expression.
   * @param output the expression of the whole output
   * @param path the way into it
   * @param foreseen what it is taken for where it is not published yet @default - nothing: Terraform fails
   */
  read(output: unknown, path: readonly string[], foreseen?: Written): Read;
}

/** What a shape's writer gives. */
export type Written<S> = S extends Shape<infer W, unknown> ? W : never;
/** What a shape's reader gets. */
export type Read<S> = S extends Shape<never, infer R> ? R : never;

/** Terraform names outputs and attributes in snake case. */
export function terraformName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A string. */
export const textShape: Shape<string, string> = {
  write: (value) => value,
  read: (output, path, foreseen) => {
    const published: unknown = path.length === 0 ? output : Fn.lookupNested(output, [...path]);
    return String(foreseen === undefined ? published : Fn.try([published, foreseen]));
  },
};

type Fields = Readonly<Record<string, Shape<never, unknown>>>;
type WrittenRecord<F extends Fields> = { readonly [K in keyof F]: Written<F[K]> };
type ReadRecord<F extends Fields> = { readonly [K in keyof F]: Read<F[K]> };

/** An object with known fields. */
export function recordShape<F extends Fields>(fields: F): Shape<WrittenRecord<F>, ReadRecord<F>> {
  return {
    write: (value) =>
      Object.fromEntries(
        Object.entries(fields).map(([name, shape]) => [
          terraformName(name),
          shape.write(value[name] as never),
        ]),
      ),
    read: (output, path, foreseen) =>
      Object.fromEntries(
        Object.entries(fields).map(([name, shape]) => [
          name,
          shape.read(output, [...path, terraformName(name)], foreseen?.[name] as never),
        ]),
      ) as ReadRecord<F>,
  };
}

/** An object with keys that configuration knows; Terraform reports a key that is not there when it plans. */
export function mapOf<W, R>(shape: Shape<W, R>): Shape<Readonly<Record<string, W>>, (key: string) => R> {
  return {
    write: (values) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, shape.write(value)])),
    read: (output, path, foreseen) => (key) => shape.read(output, [...path, key], foreseen?.[key]),
  };
}
