import type {
  PolicyConditions,
  PolicyDocument,
  PolicyPrincipal,
  PolicyStatement,
} from "../../../modules/policy";
import {
  iamUser,
  roleSession,
  servicePrincipal,
  type AccessRequest,
  type ContextValue,
} from "../../../modules/policy-evaluation";

export const HOME = "111111111111";
export const OTHER = "222222222222";
export const ORGANIZATION = "o-a1b2c3d4e5";

export const alice = iamUser({ account: HOME, user: "alice" });
export const auditor = roleSession({ account: HOME, role: "ops/Auditor", session: "ann" });
export const stranger = roleSession({ account: OTHER, role: "Auditor", session: "ann" });
export const cloudTrail = servicePrincipal("cloudtrail.amazonaws.com");

export const AUDITOR_ROLE = `arn:aws:iam::${HOME}:role/ops/Auditor`;
export const AUDITOR_SESSION = `arn:aws:sts::${HOME}:assumed-role/Auditor/ann`;
export const ALICE = `arn:aws:iam::${HOME}:user/alice`;
export const root = (account: string): string => `arn:aws:iam::${account}:root`;

export const BUCKET = "arn:aws:s3:::logs";
export const OBJECT = "arn:aws:s3:::logs/AWSLogs/file.gz";
export const KEY = `arn:aws:kms:us-east-1:${HOME}:key/1234`;
export const ROLE = `arn:aws:iam::${HOME}:role/Deploy`;

type Parts = Partial<PolicyStatement>;

/** A document of statements, named S1, S2 … and about every action and resource, unless they say otherwise. */
export function document(...statements: readonly Parts[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: statements.map((parts, index) => ({
      Sid: `S${index + 1}`,
      Effect: "Allow",
      ...(parts.NotAction === undefined && { Action: "*" }),
      ...(parts.NotResource === undefined && { Resource: "*" }),
      ...parts,
    })),
  };
}

/** A resource's document that names the principal. */
export function naming(principal: PolicyPrincipal, parts: Parts = {}): PolicyDocument {
  return document({ Principal: principal, ...parts });
}

/** A role's trust policy, which has no resources. */
export function trusting(Principal: PolicyPrincipal, parts: Parts = {}): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "S1", Effect: "Allow", Principal, Action: "sts:AssumeRole", ...parts }],
  };
}

export function request(parts: Partial<AccessRequest> = {}): AccessRequest {
  const resource = parts.resource ?? OBJECT;
  return {
    principal: auditor,
    action: "s3:GetObject",
    resource,
    ...(resource.startsWith("arn:aws:s3") && { resourceAccount: HOME }),
    ...parts,
  };
}

/** Everyone's document with the conditions, and a request with the context. */
export function conditioned(Condition: PolicyConditions): PolicyDocument {
  return naming("*", { Condition });
}

export function withContext(context: Readonly<Record<string, ContextValue>>): AccessRequest {
  return request({ context });
}
