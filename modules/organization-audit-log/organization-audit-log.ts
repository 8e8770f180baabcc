import { TerraformDataSource, type TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { suppressBestPractice } from "../best-practices";
import { INSIGHT_TYPES } from "../insights";
import { AccessLogBucket, LogArchive, type LogArchiveProps } from "../log-archive";
import {
  OrganizationTrail,
  type OrganizationTrailIdentity,
  type OrganizationTrailSettings,
} from "../organization-trail";
import {
  AccountId,
  BucketName,
  homeRegionProblem,
  OrganizationId,
  type Partition,
  regionOf,
  TrailName,
} from "../organization";
import { assertNoProblems, assertProps, ofProperty, type PropertyProblem } from "../validation";
import type { OrganizationRecording } from "../event-selectors";
import type { Immutability } from "../immutability";

/** A year and a month: an auditor who comes once a year finds the whole year. */
const LOCK_DAYS = 400;

/**
 * The whole of an organization's audit log: a bucket and a key that keep the logs, a bucket for who accessed them, and the
 * trail of all accounts and Regions, in an order that CloudTrail accepts. Make it in a stack whose provider is one of the
 * management account, in its home Region.
 *
 * By default it records all management events, whose first copy is free. What costs more, or stands in other stacks, is left
 * out and suppressed in the best-practice gate, each with the reason.
 */
export class OrganizationAuditLog extends Construct {
  readonly archive: LogArchive;
  readonly accessLogs: AccessLogBucket;
  readonly trail: OrganizationTrail;

  /** @throws ValidationError when AWS would refuse a value; all faults of the props at once */
  constructor(scope: Construct, id: string, props: OrganizationAuditLogProps) {
    super(scope, id);
    assertProps(this, props, "OrganizationAuditLog");
    assertNoProblems(this, problemsOf(props));
    const {
      administrators,
      bucketName,
      logArchive,
      memberAccess = false,
      trailName = "organization-audit-log",
    } = props;
    const { id: organization, managementAccount, homeRegion, partition = "aws" } = props.organization;
    const identity: OrganizationTrailIdentity = {
      partition,
      account: AccountId.of(managementAccount),
      homeRegion: regionOf(partition, homeRegion),
      name: TrailName.of(trailName),
      organization: OrganizationId.of(organization),
    };
    const place = {
      partition,
      account: AccountId.of(logArchive?.account ?? managementAccount),
      administrators,
      ...(props.readers !== undefined && { readers: props.readers }),
      ...(props.minimumTlsVersion !== undefined && { minimumTlsVersion: props.minimumTlsVersion }),
      ...(props.destroyProtection !== undefined && { destroyProtection: props.destroyProtection }),
    };
    this.accessLogs = new AccessLogBucket(this, "access-logs", {
      ...place,
      bucketName: BucketName.of(accessLogBucketName(bucketName)),
      sources: [bucketName],
    });
    this.archive = new LogArchive(this, "logs", {
      ...place,
      bucketName: BucketName.of(bucketName),
      keyAlias: `alias/${bucketName}`,
      trails: [identity],
      immutability: props.immutability ?? { kind: "object-lock", mode: "governance", days: LOCK_DAYS },
      accessLogs: this.accessLogs,
      ...(props.prefix !== undefined && { prefix: props.prefix }),
      ...(props.existingBucket !== undefined && { existingBucket: props.existingBucket }),
      ...(props.kmsKeyArn !== undefined && { kmsKeyArn: props.kmsKeyArn }),
      ...(memberAccess && { memberAccess: { organization: identity.organization } }),
    });
    if (logArchive !== undefined) {
      for (const archive of [this.accessLogs, this.archive]) deployWith(logArchive.provider, archive);
    }
    this.trail = new OrganizationTrail(this, "trail", { ...props, identity, destination: this.archive });
    this.sayWhatIsLeftOut(props);
  }

  private sayWhatIsLeftOut({
    insights = [],
    logArchive,
    logGroup,
    selectors,
    basicSelectors,
  }: OrganizationAuditLogProps): void {
    const asked = selectors !== undefined || basicSelectors !== undefined;
    const data = asked
      ? "selectors says which data events are recorded"
      : "selectors asks for no data events";
    const leftOut: Readonly<Record<string, string | false>> = {
      "log-archive-account":
        logArchive === undefined && "logArchive names no other account: a first try in one account",
      "data-events": `${data}: each is billed`,
      "data-event-checks": `${data}: each is billed`,
      "cloudwatch-logs":
        logGroup === undefined && "logGroup names none: CloudWatch Logs is billed by the gigabyte",
      "metric-alarms": logGroup === undefined && "logGroup names none, in which filters would look",
      insights:
        insights.length < INSIGHT_TYPES.length &&
        "insights says which Insights are on: each event analysed is billed",
      "config-rules": "AWS Config's rules are made by orgtrail/compliance, often in another stack",
      "config-remediation": "AWS Config's remediation is made by orgtrail/compliance, often in another stack",
      "security-hub": "Security Hub is made by orgtrail/compliance, often in another stack",
    };
    for (const [practice, reason] of Object.entries(leftOut)) {
      if (reason !== false) suppressBestPractice(this, practice, reason);
    }
  }
}

/** S3 gives bucket names 63 characters: what belongs to a bucket is named after it. */
function accessLogBucketName(bucketName: string): string {
  return `${bucketName}-access`;
}

/** Lets a provider make all that stands below the construct, as far as nothing there has one of its own. */
function deployWith(provider: TerraformProvider, construct: Construct): void {
  for (const each of construct.node.findAll()) {
    if (TerraformResource.isTerraformResource(each) || TerraformDataSource.isTerraformDataSource(each)) {
      each.provider ??= provider;
    }
  }
}

function problemsOf({
  organization,
  bucketName,
  logArchive,
  trailName,
}: OrganizationAuditLogProps): readonly PropertyProblem[] {
  const { id, managementAccount, homeRegion, partition = "aws" } = organization;
  const bucket = BucketName.problem(bucketName);
  const access = BucketName.problem(accessLogBucketName(bucketName));
  return [
    ...ofProperty("organization.id", OrganizationId.problem(id)),
    ...ofProperty("organization.managementAccount", AccountId.problem(managementAccount)),
    ...ofProperty("organization.homeRegion", homeRegionProblem(partition, homeRegion)),
    ...ofProperty(
      "bucketName",
      bucket ?? (access && { ...access, what: `makes an access-log bucket whose name ${access.what}` }),
    ),
    ...ofProperty("trailName", trailName === undefined ? undefined : TrailName.problem(trailName)),
    ...ofProperty("logArchive.account", logArchive && AccountId.problem(logArchive.account)),
    ...ofProperty("logArchive.account", logArchive && sameAccount(logArchive.account, managementAccount)),
  ];
}

function sameAccount(
  account: string,
  managementAccount: string,
): Omit<PropertyProblem, "property"> | undefined {
  if (account !== managementAccount) return undefined;
  return {
    what: "is the management account",
    received: account,
    allowed: "the id of another account",
    remedy: "name the account that keeps the logs, or leave logArchive out",
  };
}

/** Whose audit log it is. */
export interface AuditedOrganization {
  /** The organization's id: `o-` and 10 to 32 lower-case letters or digits. */
  readonly id: string;
  /** The 12 digits of the management account, which owns the trail. */
  readonly managementAccount: string;
  /** The Region in which trail and logs are made. It must be enabled in every account: no opt-in Region. */
  readonly homeRegion: string;
  /** @default "aws" */
  readonly partition?: Partition;
}

/** An account that keeps the logs of another, and how Terraform gets there. */
export interface LogArchiveAccount {
  /** The account's 12 digits. */
  readonly account: string;
  /** A provider of this account, in the Region that keeps the logs, which may be another than the organization's home Region. */
  readonly provider: TerraformProvider;
}

/** What an organization's audit log needs to be told; all else has a default. */
export type OrganizationAuditLogProps = OrganizationAuditLogSettings & OrganizationRecording;

/** All but what is recorded. */
interface OrganizationAuditLogSettings
  extends
    Pick<
      OrganizationTrailSettings,
      | "delegatedAdministrator"
      | "deliveryNotifications"
      | "deliveryTopicArn"
      | "insights"
      | "logGroup"
      | "minimumProviderVersion"
    >,
    Pick<LogArchiveProps, "existingBucket" | "kmsKeyArn" | "minimumTlsVersion" | "prefix" | "readers"> {
  readonly organization: AuditedOrganization;
  /**
   * The log bucket's name, of at most 56 characters. It names what belongs to the bucket too: its access-log bucket is
   * `<bucketName>-access`, the alias of its key `alias/<bucketName>`.
   */
  readonly bucketName: string;
  /** ARNs of the roles that manage buckets and key: the role that deploys them, at least. */
  readonly administrators: readonly string[];
  /**
   * The account that keeps the logs. One in which nothing else runs is safer: whoever breaks into the management account
   * does not reach them.
   * @default - the management account, which is right for a first try
   */
  readonly logArchive?: LogArchiveAccount;
  /** The trail's name. @default "organization-audit-log" */
  readonly trailName?: string;
  /** What keeps log files from being deleted. @default - Object Lock in governance mode, for 400 days from delivery */
  readonly immutability?: Immutability;
  /** Whether each member account may read its own logs. @default false */
  readonly memberAccess?: boolean;
  /** Whether Terraform refuses to destroy trail, buckets and key. @default true */
  readonly destroyProtection?: boolean;
}
