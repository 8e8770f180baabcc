import type { ExcludableManagementSource } from "./selectors";

/** What a trail does not see, and which controls fail for it. The texts serve presets, warnings and docs alike. */

/** What leaving out a service's management events blinds. */
export const EXCLUSION_BLINDS: Readonly<Record<ExcludableManagementSource, string>> = {
  "kms.amazonaws.com":
    "leaves out every KMS event, the rare writes ScheduleKeyDeletion, DisableKey and PutKeyPolicy among them; fails " +
    "Security Hub CloudTrail.1, AWS Config CLOUDTRAIL_SECURITY_TRAIL_ENABLED and MULTI_REGION_CLOUD_TRAIL_ENABLED, and " +
    "silences the CIS alarm on disabled and deleted keys (CIS 1.4 to 5.0: 4.7)",
  "rdsdata.amazonaws.com":
    "leaves out every RDS Data API event, and so who ran SQL over HTTP; fails Security Hub CloudTrail.1, AWS Config " +
    "CLOUDTRAIL_SECURITY_TRAIL_ENABLED and MULTI_REGION_CLOUD_TRAIL_ENABLED",
};

/** What recording only writes blinds. */
export const WRITE_ONLY_BLINDS =
  "leaves out read-only management events: reconnaissance, AssumeRole and KMS Decrypt among them; fails Security Hub CloudTrail.1 " +
  "and AWS Config CLOUDTRAIL_SECURITY_TRAIL_ENABLED, unless another trail records reads";

/** What recording only reads blinds. */
export const READ_ONLY_BLINDS =
  "leaves out write management events: every change to every account; fails Security Hub CloudTrail.1 and AWS Config " +
  "CLOUDTRAIL_SECURITY_TRAIL_ENABLED, unless another trail records writes";
