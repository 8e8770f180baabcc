import type { AccountId } from "../organization";
import type { GuardrailNames } from "../policy";

/** What is protected, from whom, and where. */
export interface GuardrailsProps {
  readonly names: GuardrailNames;
  /** The ids of organizational units, or of the root: `ou-ab12-34cd56ef`, `r-ab12`. At least one. */
  readonly targets: readonly string[];
  /** Whether service control policies keep members from changing what is protected. @default true */
  readonly serviceControl?: boolean;
  /** Whether resource control policies keep log buckets and keys inside the organization and TLS-only. @default true */
  readonly resourceControl?: boolean;
  /**
   * The accounts of those who read logs. Terraform stops when one is outside the organization: a resource control policy
   * would shut it out.
   * @default - not looked at
   */
  readonly readerAccounts?: readonly AccountId[];
}
