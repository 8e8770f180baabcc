import { z } from "zod";
import { jsonIn } from "../../../terraform";
import type { Fix } from "../exchange";

/** `?policy`, and not `?policyStatus`. */
const OF_POLICY = /[?&]policy=?(?:&|$)/;

const POLICY = z.looseObject({ Statement: z.array(z.looseObject({ Effect: z.string() })) });

/**
 * AWS: a statement of a bucket policy holds for the requests that meet its conditions.
 *
 * Moto 5.2.1 reads no condition there: what is denied over plain HTTP is denied to everybody, reads of a state among it. Here it gets
 * what a policy allows, which it asks for access logs, and what was put is what is told.
 */
export function bucketPolicies(): Fix {
  const put = new Map<string, Buffer>();
  return {
    concerns: ({ service, name }) => service === "s3" && /^(?:GET|PUT) /.test(name),
    answer: async (request, _, next) => {
      const { method, path, body } = request;
      if (!OF_POLICY.test(path)) return next(request);
      const [bucket = ""] = path.split(/\/?\?/);
      if (method === "PUT") {
        const answer = await next({ ...request, body: allowed(body) });
        if (answer.status < 300) put.set(bucket, body);
        return answer;
      }
      const answer = await next(request);
      const document = put.get(bucket);
      return answer.status === 200 && document !== undefined ? { ...answer, body: document } : answer;
    },
  };
}

/** The policy without what it denies. What is no policy, the emulator refuses. */
function allowed(body: Buffer): Buffer {
  const { data } = POLICY.safeParse(jsonIn(body.toString()));
  if (data === undefined) return body;
  return Buffer.from(
    JSON.stringify({ ...data, Statement: data.Statement.filter(({ Effect }) => Effect === "Allow") }),
  );
}
