import * as z from "zod";
import { jsonIn } from "../../../terraform";
import { jsonAnswer, type Fix } from "../exchange";

const ATTRIBUTES = z.looseObject({ Attributes: z.record(z.string(), z.string()) });

/**
 * AWS: a queue tells its redrive policy as it was put.
 *
 * Moto 5.2.1 writes it anew, with spaces, which Terraform would take out with each plan. So they are taken out here.
 */
export const redrivePolicies: Fix = {
  concerns: ({ service, name }) => service === "AmazonSQS" && name === "GetQueueAttributes",
  answer: async (request, _, next) => {
    const answer = await next(request);
    const { data } = ATTRIBUTES.safeParse(jsonIn(answer.body.toString("utf8")));
    const redrive = data?.Attributes["RedrivePolicy"];
    if (data === undefined || redrive === undefined) return answer;
    return jsonAnswer({
      ...data,
      Attributes: { ...data.Attributes, RedrivePolicy: JSON.stringify(jsonIn(redrive)) },
    });
  },
};
