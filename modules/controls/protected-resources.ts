import type { AccountId } from "../organization";
import type { Calls } from "./calls";

/** What the controls against tampering watch over: the log itself, and what tells of tampering. */
export interface ProtectedResources {
  /** The account that keeps nothing but logs: all its buckets are watched over, whatever their names. @default - there is none */
  readonly archive?: AccountId;
  /** The other accounts in which a copy of logs stands, which is as secret. @default - there are none */
  readonly copies?: readonly AccountId[];
  /** The names of the trails. In one, `*` stands for any characters. */
  readonly trails: readonly string[];
  /** The names of buckets with logs elsewhere. One that ends in `*` stands for all that begin so. */
  readonly buckets: readonly string[];
  /**
   * The accounts in which keys, buckets and log groups of ours stand: no key of theirs changes unheard, whose calls do not say
   * its name, and no setting of the whole account.
   * @default - every account: for rules, which see their own alone
   */
  readonly accounts?: readonly AccountId[];
  /**
   * Those of the accounts in which others work too: what silences or copies all of such an account, and names nothing of ours,
   * is for those others.
   * @default - none
   */
  readonly sharedAccounts?: readonly AccountId[];
  /** The aliases of keys: `alias/acme-*`. In one, `*` stands for any characters. @default - none */
  readonly keyAliases?: readonly string[];
  /** The names of the log groups to which trails deliver. One that ends in `*` stands for all that begin so. */
  readonly logGroups: readonly string[];
  /** The names of the roles with which AWS services deliver and forward. In one, `*` stands for any characters. @default - none */
  readonly deliveryRoles?: readonly string[];
  /** ARNs of the roles that break the glass. In one, `*` stands for any characters, the account's among them. @default - there are none */
  readonly breakGlassRoles?: readonly string[];
  /** The names of the roles that deploy, and of those that plan. In one, `*` stands for any characters. @default - there are none */
  readonly pipelineRoles?: readonly string[];
  /** What the names of orgtrail's alarms, topics, rules and queues begin with: `acme-`. */
  readonly namePrefix: string;
  /** The ARNs of topics with other names to which alarms and rules publish. @default - none */
  readonly topicArns?: readonly string[];
  /** The names of the functions that validate log files. @default - there are none */
  readonly functions?: readonly string[];
  /** Where the log is searched with OpenSearch. @default - it is not */
  readonly search?: {
    /** The account of the stream, and of the domain or the collection where it keeps nothing else. */
    readonly account: AccountId;
    /** The names of the functions that make events documents. */
    readonly functions: readonly string[];
  };
  /** The name of the bus on which events of all accounts come together. @default - there is none */
  readonly eventBusName?: string;
}

/** By what calls name a log bucket: its account, where that keeps nothing but logs and each may have any name, or its own name. */
export function logBucketCalls({ archive, buckets }: ProtectedResources): NonNullable<Calls["on"]> {
  return [
    { field: "recipientAccountId", values: archive === undefined ? [] : [archive] },
    { field: "requestParameters.bucketName", values: buckets },
  ];
}

/** The accounts in which nobody works but for the audit log. @returns undefined where none is named: all are meant */
export function dedicatedAccounts({
  accounts,
  sharedAccounts = [],
}: ProtectedResources): readonly AccountId[] | undefined {
  return accounts?.filter((account) => !sharedAccounts.includes(account));
}
