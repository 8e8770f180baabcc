import type { PolicyStatement } from "../policy";

/** What AWS documents of the values of context keys. Of keys that are not here, the operators of policies say what they are. */

/** Keys that can hold several values at once. */
export const MULTIVALUED: ReadonlySet<string> = new Set([
  "aws:calledvia",
  "aws:principalorgpaths",
  "aws:principalservicenameslist",
  "aws:resourceorgpaths",
  "aws:sourceorgpaths",
  "aws:tagkeys",
  "aws:vpceorgpaths",
  "kms:resourcealiases",
]);

/** Keys whose values are ARNs. */
export const ARN_KEYS: ReadonlySet<string> = new Set([
  "aws:chatbotsourcearn",
  "aws:principalarn",
  "aws:signinsessionarn",
  "aws:sourcearn",
  "aws:sourcevpcarn",
  "ec2:sourceinstancearn",
  "kms:encryptioncontext:aws:cloudtrail:arn",
  "kms:encryptioncontext:aws:logs:arn",
  "lambda:sourcefunctionarn",
  "ssm:sourceinstancearn",
]);

/** Keys that are true or false. */
export const BOOLEAN_KEYS: ReadonlySet<string> = new Set([
  "aws:multifactorauthpresent",
  "aws:principalisawsservice",
  "aws:securetransport",
  "aws:viaawsservice",
]);

/** Keys that follow from who asks: they are no dimensions of their own. */
export const PRINCIPAL_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:principalorgid",
  "aws:principalservicename",
  "aws:principaltype",
  "aws:username",
]);

/** Follows from the resource. */
export const RESOURCE_ACCOUNT = "aws:resourceaccount";

/** Whether the key follows from who asks and of what. */
export function isDerived(key: string): boolean {
  return PRINCIPAL_KEYS.has(key.toLowerCase()) || key.toLowerCase() === RESOURCE_ACCOUNT;
}

/** Requests, as a statement would say it: each element that is left out takes all. */
export type Selection = Omit<PolicyStatement, "Sid" | "Effect">;

const BY_SERVICE = { Bool: { "aws:PrincipalIsAWSService": "true" } };
const NOT_BY_SERVICE = { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } };

const present = (key: string) => ({ Null: { [key]: "false" } });
const absent = (key: string) => ({ Null: { [key]: "true" } });

/**
 * Requests that never come, by what AWS says of when it sends each key, which the name after `condition-keys-` is that of.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const IMPOSSIBLE: readonly Selection[] = [
  // Always sent: …#condition-keys-currenttime, …#condition-keys-epochtime, …#condition-keys-requestedregion,
  // …#condition-keys-securetransport
  ...["aws:CurrentTime", "aws:EpochTime", "aws:RequestedRegion", "aws:SecureTransport"].map((key) => ({
    Condition: absent(key),
  })),
  // Sent only where a service acts on behalf of a resource, an account or an organization: …#condition-keys-sourcearn,
  // …#condition-keys-sourceaccount, …#condition-keys-sourceorgid, …#condition-keys-sourceorgpaths
  ...["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"].map((key) => ({
    Condition: { ...present(key), ...NOT_BY_SERVICE },
  })),
  // A service has shown no MFA device: …#condition-keys-multifactorauthpresent
  { Condition: { ...present("aws:MultiFactorAuthPresent"), ...BY_SERVICE } },
  // Whoever has not shown one has not done so at any time: …#condition-keys-multifactorauthage
  { Condition: { ...present("aws:MultiFactorAuthAge"), ...BY_SERVICE } },
  { Condition: { ...present("aws:MultiFactorAuthAge"), Bool: { "aws:MultiFactorAuthPresent": "false" } } },
  { Condition: { Null: { "aws:MultiFactorAuthAge": "false", "aws:MultiFactorAuthPresent": "true" } } },
];
