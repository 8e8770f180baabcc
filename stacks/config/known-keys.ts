import { z } from "zod";
import type { ConfigPath } from "./fault";

/** The keys that the schema knows at the path. Of alternatives, those that the data has chosen. */
export function knownKeys(schema: z.ZodType, path: ConfigPath, data: unknown): readonly string[] {
  const inner = chosen(schema, data);
  const [step, ...rest] = path;
  if (step === undefined) return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  const value = (data as Readonly<Record<string, unknown>> | undefined)?.[step];
  const next = childOf(inner, step);
  return next === undefined ? [] : knownKeys(next, rest, value);
}

function childOf(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[step] as z.ZodType | undefined;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}

/** The schema below defaults and the like. */
function chosen(schema: z.ZodType, data: unknown): z.ZodType {
  if (
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return chosen(schema.unwrap() as z.ZodType, data);
  }
  if (schema instanceof z.ZodUnion && !(schema instanceof z.ZodDiscriminatedUnion)) {
    const alternatives = (schema.options as readonly z.ZodType[]).map((option) => chosen(option, data));
    return alternatives.find((option) => option instanceof z.ZodObject) ?? schema;
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const option = (schema.options as readonly z.ZodType[]).find((candidate) => {
      const inner = chosen(candidate, data);
      if (!(inner instanceof z.ZodObject)) return false;
      const literal: unknown = inner.shape[discriminator];
      const value = (data as Readonly<Record<string, unknown>> | undefined)?.[discriminator];
      return literal instanceof z.ZodLiteral && literal.values.has(value as never);
    });
    return option === undefined ? schema : chosen(option, data);
  }
  return schema;
}
