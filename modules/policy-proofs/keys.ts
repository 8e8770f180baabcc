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
