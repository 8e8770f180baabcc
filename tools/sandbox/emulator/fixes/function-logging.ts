import { membersOf, textMember, type Fix, type Members } from "../exchange";
import { placeOf } from "./security-hub";

const FUNCTION = /^GET \/2015-03-31\/functions\/([^/]+)$/;
const CREATE = "POST /2015-03-31/functions";

/**
 * AWS: a function tells to which log group it writes, and how.
 *
 * Moto 5.2.1 tells nothing of it, which Terraform would set with each plan.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html
 */
export function functionLogging(): Fix {
  const kept = new Map<string, unknown>();
  return {
    concerns: ({ service, name }) => service === "lambda" && (name === CREATE || FUNCTION.test(name)),
    answer: async (request, { name }, next) => {
      const answer = await next(request);
      if (answer.status >= 300) return answer;
      const place = await placeOf(request, next);
      if (name === CREATE) {
        const members = membersOf(request);
        kept.set(`${place} ${textMember(members, "FunctionName")}`, members["LoggingConfig"]);
        return answer;
      }
      const LoggingConfig = kept.get(`${place} ${decodeURIComponent(FUNCTION.exec(name)?.[1] ?? "")}`);
      if (LoggingConfig === undefined) return answer;
      const told = membersOf(answer);
      const Configuration = { ...(told["Configuration"] as Members), LoggingConfig };
      return { ...answer, body: Buffer.from(JSON.stringify({ ...told, Configuration })) };
    },
  };
}
