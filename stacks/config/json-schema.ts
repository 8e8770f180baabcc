import * as z from "zod";
import { organizationFile } from "./organization-file";
import { teamFile } from "./team-file";

/** The JSON Schema of each kind of configuration file, by the name of its schema file. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    "organization.schema.json": toJsonSchema(organizationFile),
    "team.schema.json": toJsonSchema(teamFile),
  };
}

function toJsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    // What a person writes: defaults are not yet filled in.
    io: "input",
    // Draft 7 is what editors' YAML support knows best.
    target: "draft-7",
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  });
}
