import type {
  ConfigRuleScope,
  EvaluationHours,
  PlacementChoices,
  RemediationSettings,
} from "../../../modules/config-rules";
import type { AccountId, BucketName, RoleName } from "../../../modules/organization";
import type { RECORDER_ACCOUNTS } from "./schema";

/** An account that orgtrail can give a recorder. */
export type RecorderAccount = (typeof RECORDER_ACCOUNTS)[number];

/** AWS Config rules that check the trail and the log buckets. */
export interface ConfigRuleSettings {
  readonly deployAs: "organization-rules" | "conformance-pack";
  /** Begins the names of rules. */
  readonly namePrefix: string;
  /** The name of the conformance pack. */
  readonly packName: string;
  /** What is checked. The keys in it are patterns: which they are is known when they are made. */
  readonly scope: ConfigRuleScope;
  readonly choices: PlacementChoices;
  /** Accounts in which no rule of the organization stands. */
  readonly excludedAccounts: readonly AccountId[];
  readonly evaluateEveryHours: EvaluationHours;
  /** Whether the security account is registered as delegated administrator. */
  readonly registerDelegatedAdministrator: boolean;
  readonly remediation: Required<RemediationSettings>;
  /** The role that mends, by the kind of rule. */
  readonly remediationRoleNames: Readonly<Record<string, RoleName>>;
  /**
   * The ARNs of those that mend buckets of the log-archive account. Bucket policies let nobody reconfigure without MFA, so
   * these must be excepted; what they may do, their own policies say.
   */
  readonly bucketMenders: readonly string[];
  /** @default - every account has its recorder */
  readonly recorders?: RecorderSettings;
}

/** Recorders, and where they deliver. */
export interface RecorderSettings {
  /** Names recorders and delivery channels. */
  readonly name: string;
  readonly accounts: readonly RecorderAccount[];
  /** The ids of these accounts. */
  readonly accountIds: readonly AccountId[];
  /** In the log-archive account. */
  readonly bucketName: BucketName;
  readonly recordEverything: boolean;
}
