import { z } from "zod";
import { rowShape } from "./row";
import { rowProblems } from "./row-rules";
import { addProblem, nonEmpty } from "./row-values";

const row = rowShape.superRefine((value, context) => {
  for (const { key, problem } of rowProblems(value)) addProblem(context, [key], problem);
});

/** A file of requests and the verdicts expected of them. */
export const requestFile = z
  .strictObject({
    about: nonEmpty.meta({ description: "What the requests of the file are about." }),
    requests: z
      .array(row)
      .min(1)
      .meta({ description: "Each is evaluated by itself; their order is of no matter." }),
  })
  .meta({ title: "orgtrail prove: requests", description: "Requests and the verdicts that they must get." });

/** The JSON Schema of request files, for editors. */
export function requestFileSchema(): object {
  return z.toJSONSchema(requestFile, { io: "input", target: "draft-7" });
}
