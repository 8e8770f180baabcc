import * as z from "zod";
import {
  AccountId,
  NamePrefix,
  OrganizationId,
  PARTITIONS,
  PolicyName,
  RoleName,
} from "../../../modules/organization";
import { checked, kindOf, text } from "../scalars";

const UNIT = /^[^/\s](?:[^/]{0,126}[^/\s])?(?:\/[^/\s](?:[^/]{0,126}[^/\s])?){0,4}$/;

/** Where an account stands below the root, as the console shows it. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
export function organizationalUnitPath(description: string): z.ZodType<string, string> {
  return checked<string>(
    (value) =>
      UNIT.test(value)
        ? undefined
        : {
            what: "is no organizational unit",
            received: value,
            allowed: "1 to 5 names of up to 128 characters, from the one below the root, with / between them",
            remedy: "write where it stands, such as Workloads/Production",
          },
    { pattern: UNIT.source, description, examples: ["Workloads/Production"] },
  );
}

const account = z
  .strictObject({
    id: kindOf(
      AccountId,
      "The account's id, in quotes: YAML drops leading zeros of numbers.",
      "111122223333",
    ),
    deployRole: kindOf(
      RoleName,
      "The role that Terraform assumes in this account. Default: organization.deployRole.",
    ).exactOptional(),
    organizationalUnit: organizationalUnitPath(
      "The unit that it is in, by which a team's file names all accounts of a unit. Default: no file names it so.",
    ).exactOptional(),
  })
  .readonly();

const MEMBER = /^[a-z][a-z0-9-]*$/;
const memberName = checked<string>(
  (value) =>
    MEMBER.test(value)
      ? undefined
      : {
          what: "is not a name",
          received: value,
          allowed: "lower-case letters, digits and hyphens, starting with a letter",
          remedy: "choose another name",
        },
  { pattern: MEMBER.source, description: "The name of an account." },
);

/** `organization` in organization.yaml. */
export const organization = z
  .strictObject({
    name: kindOf(NamePrefix, "Starts the name of everything that orgtrail makes.", "acme"),
    id: kindOf(OrganizationId, "The organization's id.", "o-a1b2c3d4e5"),
    homeRegion: text(
      "The Region of the organization trail and the log archive. Not an opt-in Region.",
      "us-east-1",
    ),
    partition: z.enum(PARTITIONS).default("aws").meta({
      description:
        "The AWS partition. aws-eusc needs an AWS provider newer than 5.100, which refuses ARNs of its Region. Default: aws.",
    }),
    accounts: z
      .strictObject({
        management: account.meta({ description: "The organization's management account: owns the trail." }),
        logArchive: account.meta({ description: "The account that keeps the logs." }),
        security: account
          .exactOptional()
          .meta({ description: "The account of the security team, such as the delegated administrator." }),
        members: z
          .record(memberName, account)
          .default({})
          .meta({ description: "Further accounts, by the name under which teams refer to them." }),
      })
      .readonly(),
    deployRole: kindOf(
      RoleName,
      "The role that Terraform assumes in each account. Default: the caller's own credentials serve.",
      "OrgTrailDeploy",
    ).exactOptional(),
    planRole: kindOf(
      RoleName,
      "The role that Terraform assumes in each account where it only plans. Default: deployRole.",
      "OrgTrailPlan",
    ).exactOptional(),
    permissionsBoundary: kindOf(
      PolicyName,
      "The policy of each account that bounds every role that is made there: <name>-pipeline-deploy-boundary, where AccountRoles made " +
        "the deploy role, which makes no role without it. Default: none.",
      "acme-pipeline-deploy-boundary",
    ).exactOptional(),
  })
  .readonly()
  .meta({ description: "The organization, its accounts and Regions." });
