import { z } from "zod";
import {
  AccountId,
  BucketName,
  LogPrefix,
  NamePrefix,
  OrganizationId,
  PARTITIONS,
  RoleName,
  TrailName,
} from "../../modules/organization";
import { TLS_VERSIONS } from "../../modules/policy";
import { INSIGHT_TYPES } from "../../modules/insights";
import { acceptedChanges } from "./accepted-changes/schema";
import { configRules } from "./config-rules/schema";
import { guardrails } from "./guardrails/schema";
import { immutability } from "./archive/immutability";
import { monitoring } from "./monitoring/schema";
import { record } from "./trail/record";
import { securityHub } from "./security-hub/schema";
import { basicSelectors } from "./trail/selector";
import { days, kindOf, text } from "./scalars";
import { version } from "./terraform/version";

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
  })
  .readonly();

const organization = z
  .strictObject({
    name: kindOf(NamePrefix, "Starts the name of everything that orgtrail makes.", "acme"),
    id: kindOf(OrganizationId, "The organization's id.", "o-a1b2c3d4e5"),
    homeRegion: text(
      "The Region of the organization trail and the log archive. Not an opt-in Region.",
      "us-east-1",
    ),
    partition: z.enum(PARTITIONS).default("aws").meta({ description: "The AWS partition. Default: aws." }),
    accounts: z
      .strictObject({
        management: account.meta({ description: "The organization's management account: owns the trail." }),
        logArchive: account.meta({ description: "The account that keeps the logs." }),
        security: account
          .exactOptional()
          .meta({ description: "The account of the security team, such as the delegated administrator." }),
        members: z
          .record(z.string().regex(/^[a-z][a-z0-9-]*$/), account)
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
  })
  .readonly();

const terraform = z
  .strictObject({
    state: z
      .strictObject({
        bucket: kindOf(BucketName, "The S3 bucket that holds the states.", "acme-terraform-state"),
        region: text("The Region of the state bucket.", "us-east-1"),
        keyPrefix: text("Starts the key of each state. Default: orgtrail.", "orgtrail").default("orgtrail"),
        roleArn: text(
          "The role that reads and writes states. Default: the caller's own credentials.",
        ).exactOptional(),
        kmsKeyArn: text(
          "The KMS key that encrypts states. Default: the state bucket's own encryption.",
        ).exactOptional(),
      })
      .readonly()
      .meta({ description: "Where Terraform keeps state: one object a stack, locked by a file beside it." }),
    awsProvider: z
      .strictObject({
        atLeast: version("The oldest AWS provider allowed, 5.100.0 or later. Default: 5.100.0.").default(
          "5.100.0",
        ),
        below: version("The AWS provider must be older than this. Default: 7.0.0.").default("7.0.0"),
      })
      .readonly()
      .prefault({})
      .meta({ description: "The versions of the AWS provider that the stacks accept." }),
    destroyProtection: z
      .boolean()
      .default(true)
      .meta({ description: "Whether destroying trails, log buckets and keys is prevented. Default: true." }),
  })
  .readonly();

const archive = z
  .strictObject({
    immutability,
    bucketName: kindOf(
      BucketName,
      "The log bucket's name. Default: derived from name and account.",
    ).exactOptional(),
    prefix: kindOf(
      LogPrefix,
      "What stands before AWSLogs/ in the key of each log file. Default: nothing.",
    ).exactOptional(),
    readers: z
      .array(text("The ARN of a role or user; its name may hold * and ?."))
      .readonly()
      .default([])
      .meta({ description: "Who may read and decrypt all logs. Default: nobody." }),
    administrators: z.array(text("The ARN of a role.")).readonly().default([]).meta({
      description:
        "Roles that manage log buckets and keys besides the deploy role. Needed where there is no deployRole.",
    }),
    memberAccess: z
      .boolean()
      .default(false)
      .meta({ description: "Whether each member account may read its own logs. Default: false." }),
    minimumTlsVersion: z
      .enum(TLS_VERSIONS)
      .default("1.2")
      .meta({ description: "The oldest TLS version with which the buckets may be used. Default: 1.2." }),
    accessLogs: z
      .strictObject({
        bucketName: kindOf(BucketName, "The access-log bucket's name. Default: derived.").exactOptional(),
        expireAfterDays: days("Days after which server access logs are deleted. Default: 400.", 1).default(
          400,
        ),
      })
      .readonly()
      .prefault({})
      .meta({ description: "S3's own log of who accessed the log buckets." }),
  })
  .readonly();

const trail = z
  .strictObject({
    name: kindOf(
      TrailName,
      "The organization trail's name. Default: <name>-organization-trail.",
    ).exactOptional(),
    insights: z.array(z.enum(INSIGHT_TYPES)).readonly().default([]).meta({
      description: "The kinds of unusual activity to report; each analysed event is billed. Default: none.",
    }),
    record: record
      .default([])
      .meta({ description: "What is recorded besides all management events. Default: nothing." }),
    basicSelectors: basicSelectors.exactOptional(),
    excludeLogBuckets: z.boolean().default(true).meta({
      description:
        "Whether log buckets are left out of what is recorded. Recording them writes logs about writing logs, each billed. Default: true.",
    }),
    deliveryNotifications: z
      .boolean()
      .default(false)
      .meta({ description: "Whether an SNS topic hears of each delivered log file. Default: false." }),
    delegatedAdministrator: z.string().exactOptional().meta({
      description: "The name of the account that may manage the trail besides the management account.",
    }),
  })
  .readonly();

/** organization.yaml */
export const organizationFile = z
  .strictObject({
    organization: organization.meta({ description: "The organization, its accounts and Regions." }),
    terraform: terraform.meta({ description: "State, provider versions and protection." }),
    archive: archive.meta({ description: "The bucket and key that keep the organization's logs." }),
    trail: trail.prefault({}).meta({ description: "The organization trail." }),
    monitoring: monitoring.exactOptional(),
    configRules: configRules.exactOptional(),
    securityHub: securityHub.exactOptional(),
    guardrails: guardrails.exactOptional(),
    acceptedChanges,
    tags: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .default({})
      .meta({ description: "Tags of every resource. Default: none but orgtrail's own." }),
  })
  .readonly()
  .meta({ title: "orgtrail: organization.yaml", description: "One AWS Organization and its audit log." });

/** The parsed organization.yaml. */
export type OrganizationFile = z.output<typeof organizationFile>;
