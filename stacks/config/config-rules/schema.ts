import * as z from "zod";
import {
  CONFIG_RULE_IDS,
  DEFAULT_EVALUATION_HOURS,
  EVALUATION_HOURS,
  OWNER_RULE_IDS,
  REMEDIABLE_RULE_IDS,
  REMEDIATION_BOUNDS,
  REMEDIATION_DEFAULTS,
  type RemediationSettings,
} from "../../../modules/config-rules";
import { AccountId } from "../../../modules/organization";
import { kindOf } from "../scalars";

/** Which accounts can have a recorder made. */
export const RECORDER_ACCOUNTS = ["management", "logArchive", "security"] as const;

function ruleList(ids: readonly string[], description: string) {
  return z.array(z.enum(ids)).readonly().default([]).meta({ description });
}

function bounded(setting: keyof RemediationSettings, description: string) {
  const [least, most] = REMEDIATION_BOUNDS[setting];
  const standard = REMEDIATION_DEFAULTS[setting];
  return z
    .int()
    .min(least)
    .max(most)
    .default(standard)
    .meta({ description: `${description}, ${least} to ${most}. Default: ${standard}.` });
}

const remediation = z
  .strictObject({
    manual: ruleList(
      REMEDIABLE_RULE_IDS,
      "Rules whose runbook is at hand, for a person to start. Default: none.",
    ),
    automatic: ruleList(REMEDIABLE_RULE_IDS, "Rules whose runbook AWS Config starts. Default: none."),
    attempts: bounded("attempts", "How often AWS Config tries before it leaves a resource alone"),
    retrySeconds: bounded("retrySeconds", "Seconds in which these attempts are counted"),
    concurrentPercent: bounded(
      "concurrentPercent",
      "How many of the failing resources are mended at once, in per cent",
    ),
    errorPercent: bounded("errorPercent", "At how many failures AWS Config stops, in per cent"),
  })
  .readonly()
  .prefault({})
  .meta({
    description:
      "What mends a resource that fails, in the account that owns it: AWS's runbooks, each with a role for it. Default: nothing does.",
  });

const recorders = z
  .strictObject({
    accounts: z.array(z.enum(RECORDER_ACCOUNTS)).min(1).readonly().meta({
      description: "The accounts in which a recorder is made. An account has room for one a Region.",
    }),
    recordEverything: z.boolean().default(false).meta({
      description:
        "Whether every type of resource is recorded, as Security Hub's standards need, and its control Config.1 asks. Each change is billed. Default: false, the types that the rules evaluate.",
    }),
  })
  .readonly()
  .exactOptional()
  .meta({
    description:
      "AWS Config recorders, and a bucket to which they deliver. Default: none, every account has one.",
  });

/** `configRules` in organization.yaml. */
export const configRulesSchema = z
  .strictObject({
    deployAs: z.enum(["organization-rules", "conformance-pack"]).default("organization-rules").meta({
      description:
        "Whether the rules stand in every account one by one, or as one conformance pack. Default: organization-rules.",
    }),
    buckets: z.enum(["all", "tagged", "organization"]).default("all").meta({
      description:
        "all: the log buckets of the organization and of every team, each with rules of its own. tagged: the same buckets by a tag, with rules that are as many for thousands of teams as for one. organization: the first alone. Default: all.",
    }),
    disabled: ruleList(CONFIG_RULE_IDS, "Rules that are not made. Default: every rule that can pass is."),
    everyAccount: ruleList(
      OWNER_RULE_IDS,
      "Rules that judge all keys, log groups, trails or alarms of an account, to be made in every account. Default: in the account of the log archive or the trail alone.",
    ),
    excludedAccounts: z
      .array(kindOf(AccountId, "The account's id.", "111122223333"))
      .readonly()
      .default([])
      .meta({ description: "Accounts without a recorder, in which no rule is made. Default: none." }),
    evaluateEveryHours: z
      .literal([...EVALUATION_HOURS])
      .default(DEFAULT_EVALUATION_HOURS)
      .meta({
        description: `Hours between two evaluations: 1, 3, 6, 12 or 24. Default: ${DEFAULT_EVALUATION_HOURS}.`,
      }),
    registerDelegatedAdministrator: z.boolean().default(true).meta({
      description:
        "Whether orgtrail registers the security account as AWS Config's administrator; false where it is already. Default: true.",
    }),
    aggregate: z.boolean().default(true).meta({
      description:
        "Whether what the rules say in all accounts and Regions comes together where the security stack stands. Default: true.",
    }),
    recorders,
    remediation,
  })
  .readonly()
  .meta({ description: "AWS Config rules that check the trail and the log buckets. Default: none." });
