import type { Fix } from "../exchange";

/**
 * A setting of a bucket that is told as it was put.
 * @param query the setting's name in the query: `policy`
 * @param taken what the emulator gets of what is put @default - all of it
 */
export function keptSetting(query: string, taken: (body: Buffer) => Buffer = (body) => body): Fix {
  const put = new Map<string, Buffer>();
  return {
    concerns: ({ service, name }) => service === "s3" && /^(?:GET|PUT) /.test(name),
    answer: async (request, _, next) => {
      const { method, path, body } = request;
      const [bucket = "", asked = ""] = path.split(/\/?\?/);
      // `?policy`, and not `?policyStatus`.
      if (!asked.split("&").some((part) => part === query || part === `${query}=`)) return next(request);
      if (method === "PUT") {
        const answer = await next({ ...request, body: taken(body) });
        if (answer.status < 300) put.set(bucket, body);
        return answer;
      }
      const answer = await next(request);
      const kept = put.get(bucket);
      return answer.status === 200 && kept !== undefined ? { ...answer, body: kept } : answer;
    },
  };
}
