import type { AwsRequest, Handler } from "../exchange";

/** The account and Region of a request, as one text: where things are kept that the emulator does not keep. */
export async function placeOf(request: AwsRequest, next: Handler): Promise<string> {
  const authorization = String(request.headers.authorization);
  const scope = /Credential=[^/]+\/\d+\/([a-z0-9-]+)\/[a-z0-9-]+\/aws4_request/;
  const region = scope.exec(authorization)?.[1] ?? "";
  const answer = await next({
    method: "POST",
    path: "/",
    headers: {
      host: request.headers.host,
      authorization: authorization.replace(/\/[a-z0-9-]+\/aws4_request/, "/sts/aws4_request"),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: Buffer.from("Action=GetCallerIdentity&Version=2011-06-15"),
  });
  const account = /<Account>(\d+)<\/Account>/.exec(answer.body.toString("utf8"))?.[1];
  if (account === undefined) throw new Error("the emulator does not say whose credentials these are");
  return `${account} ${region}`;
}
