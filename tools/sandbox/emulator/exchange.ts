import type { IncomingHttpHeaders } from "node:http";

/** A request to an AWS API, as it came over HTTP. */
export interface AwsRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What the API answered. */
export interface AwsResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Answers a request. */
export type Handler = (request: AwsRequest) => Promise<AwsResponse>;

/** The members of a JSON request or answer. */
export type Members = Readonly<Record<string, unknown>>;

/** An operation that the layer over the emulator answers, or changes, as AWS would. */
export interface Fix {
  /** Whether this fix has a say in the operation. */
  readonly concerns: (operation: Operation) => boolean;
  /** @param next the emulator, with the fixes that come after this one */
  readonly answer: (request: AwsRequest, operation: Operation, next: Handler) => Promise<AwsResponse>;
}

/** An operation of a service that speaks JSON, or of IAM and EC2. */
export interface Operation {
  /** The service's name in `X-Amz-Target`, such as `CloudTrail_20131101`; without one, that in the signature. */
  readonly service: string;
  /** Such as `StartLogging`; without a target, method and path, such as `POST /accounts`. */
  readonly name: string;
}

/** Services whose operations are told in the body. */
const QUERY_SERVICES = ["ec2", "iam"];

/** Services whose operations are told by method and path, and of which some are answered here or in tests. */
const REST_SERVICES = ["lambda", "s3", "securityhub"];

/** The operation that the request asks for. @returns undefined for requests of other protocols, as those of STS */
export function operationOf({ method, path, headers, body }: AwsRequest): Operation | undefined {
  const target = headers["x-amz-target"];
  if (typeof target !== "string") {
    const [, signed = ""] = /\/([a-z0-9-]+)\/aws4_request/.exec(String(headers.authorization)) ?? [];
    const [place = ""] = path.split("?");
    if (QUERY_SERVICES.includes(signed)) {
      const name = new URLSearchParams(body.toString("utf8")).get("Action");
      return name === null ? undefined : { service: signed, name };
    }
    return REST_SERVICES.includes(signed) ? { service: signed, name: `${method} ${place}` } : undefined;
  }
  const words = target.split(".");
  const name = words.pop();
  const service = words.pop();
  return name === undefined || service === undefined ? undefined : { service, name };
}

/** The members of a request or an answer. */
export function membersOf({ body }: { readonly body: Buffer }): Members {
  return body.length === 0 ? {} : (JSON.parse(body.toString("utf8")) as Members);
}

/** A string member. @returns the empty string where it is missing */
export function textMember(members: Members, name: string): string {
  const value = members[name];
  return typeof value === "string" ? value : "";
}

/** The same request with other members. */
export function withMembers(request: AwsRequest, members: Members): AwsRequest {
  return { ...request, body: Buffer.from(JSON.stringify(members)) };
}

/** A request for another operation of the same service, with the same credentials. */
export function anotherOperation(request: AwsRequest, name: string, members: Members): AwsRequest {
  const target = String(request.headers["x-amz-target"]);
  const headers = {
    ...request.headers,
    "x-amz-target": `${target.slice(0, target.lastIndexOf(".") + 1)}${name}`,
  };
  return withMembers({ ...request, headers }, members);
}

const JSON_TYPE = "application/x-amz-json-1.1";

/** An answer with these members. */
export function jsonAnswer(members: Members, status = 200): AwsResponse {
  return { status, headers: { "content-type": JSON_TYPE }, body: Buffer.from(JSON.stringify(members)) };
}

/** The error of a JSON service. @param code such as `TrailNotFoundException` */
export function jsonError(code: string, message: string): AwsResponse {
  return jsonAnswer({ __type: code, message }, 400);
}
