import * as z from "zod";
import { subscriberProblem } from "../../../modules/controls";
import { CIS_VERSIONS } from "../../../modules/security-hub";
import { checked } from "../scalars";

/** The accounts in which orgtrail enables Security Hub: AWS does it in that of the administrator. */
export const ENABLED_ACCOUNTS = ["management", "logArchive"] as const;

const standards = z
  .strictObject({
    foundationalBestPractices: z.boolean().default(true).meta({
      description: "Whether AWS Foundational Security Best Practices are checked. Default: true.",
    }),
    cis: z
      .enum([...CIS_VERSIONS, "none"])
      .default("5.0.0")
      .meta({
        description: "The version of the CIS AWS Foundations Benchmark that is checked. Default: 5.0.0.",
      }),
  })
  .readonly()
  .prefault({})
  .meta({
    description:
      "What is checked, in the management, log-archive and security accounts, in the home Region. Every check is billed.",
  });

const organization = z
  .strictObject({
    manage: z.boolean().default(true).meta({
      description:
        "Whether orgtrail sets what follows. Default: true; false where the organization is configured centrally.",
    }),
    autoEnable: z.boolean().default(true).meta({
      description: "Whether Security Hub is enabled in accounts that join the organization. Default: true.",
    }),
    defaultStandards: z.boolean().default(false).meta({
      description: "Whether these accounts get AWS's default standards too. Default: false.",
    }),
  })
  .readonly()
  .prefault({})
  .meta({ description: "What becomes of accounts that join the organization." });

/** `securityHub` in organization.yaml. */
export const securityHub = z
  .strictObject({
    standards,
    organization,
    aggregate: z
      .union([z.enum(["all-regions", "none"]), z.array(z.string()).min(1).readonly()])
      .default("all-regions")
      .meta({
        description:
          "The Regions whose findings come together in the home Region: all-regions, none, or a list. Default: all-regions.",
      }),
    notify: z
      .array(
        checked<string>(subscriberProblem, {
          description:
            "An e-mail address, an https:// address, a phone number with its +, or the ARN of a queue or function.",
          examples: ["security@acme.example"],
        }),
      )
      .readonly()
      .default([])
      .meta({
        description:
          "Who hears of failed controls on CloudTrail, keys and log buckets. Default: nobody, of which synthesis warns.",
      }),
    enabledAlready: z.array(z.enum(ENABLED_ACCOUNTS)).readonly().default([]).meta({
      description:
        "Accounts in which something else has enabled Security Hub, such as AWS Control Tower. Default: none.",
    }),
    registerDelegatedAdministrator: z.boolean().default(true).meta({
      description:
        "Whether orgtrail registers the security account as Security Hub's administrator; false where it is already. Default: true.",
    }),
  })
  .readonly()
  .meta({ description: "Security Hub and its standards. Default: none." });
