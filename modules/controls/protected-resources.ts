import type { AccountId } from "../organization";

/** What the controls against tampering watch over: the log itself, and what tells of tampering. */
export interface ProtectedResources {
  /** The account that keeps nothing but logs: all its buckets are watched over, whatever their names. @default - there is none */
  readonly archive?: AccountId;
  /** The names of buckets with logs elsewhere. One that ends in `*` stands for all that begin so. */
  readonly buckets: readonly string[];
  /** The accounts in which keys of logs and of monitoring stand: no key of theirs changes unheard. */
  readonly accounts: readonly AccountId[];
  /** The names of the log groups to which trails deliver. One that ends in `*` stands for all that begin so. */
  readonly logGroups: readonly string[];
  /** What the names of orgtrail's alarms, topics and rules begin with: `acme-`. */
  readonly namePrefix: string;
}
