import * as z from "zod";
import { jsonIn } from "../../../terraform";
import type { Fix } from "../exchange";
import { keptSetting } from "./kept-settings";

const POLICY = z.looseObject({ Statement: z.array(z.looseObject({ Effect: z.string() })) });

/**
 * AWS: a statement of a bucket policy holds for the requests that meet its conditions.
 *
 * Moto 5.2.1 reads no condition there: what is denied over plain HTTP is denied to everybody, reads of a state among it. Here it gets
 * what a policy allows, which it asks for access logs, and what was put is what is told.
 */
export function bucketPolicies(): Fix {
  return keptSetting("policy", withoutDenials);
}

/**
 * AWS: a bucket tells its replication as it was put.
 *
 * Moto 5.2.1 leaves out whether files that a key encrypts are copied, which Terraform would set with each plan.
 */
export function replications(): Fix {
  return keptSetting("replication");
}

/**
 * AWS: a bucket tells whom it tells of its files as it was put.
 *
 * Moto 5.2.1 leaves out EventBridge, which Terraform would switch on with each plan.
 */
export function notifications(): Fix {
  return keptSetting("notification");
}

/** The policy without what it denies. What is no policy, the emulator refuses. */
export function withoutDenials(body: Buffer): Buffer {
  const { data } = POLICY.safeParse(jsonIn(body.toString()));
  if (data === undefined) return body;
  return Buffer.from(
    JSON.stringify({ ...data, Statement: data.Statement.filter(({ Effect }) => Effect === "Allow") }),
  );
}
