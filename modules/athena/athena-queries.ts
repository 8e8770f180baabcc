import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Construct } from "constructs";
import { ResultsBucket } from "../log-archive";
import { roleArn } from "../organization";
import { makeKey, makeRole } from "../keys-and-roles";
import { athenaKeyPolicy, athenaReaderRolePolicy, athenaReaderRoleTrust } from "../policy";
import { asked, EVENT_QUESTIONS, sqlQuery, tablesAsked } from "../questions";
import { assertNoProblems, assertProps } from "../validation";
import { LogDatabase } from "./log-database";
import { queryProblems } from "./problems";
import type { AthenaQueriesProps } from "./props";

/** A terabyte costs 5 dollars. */
const DEFAULT_CUTOFF_BYTES = 1_000_000_000_000;
/** What the saved queries look back. */
const LATEST_DAYS = 7;
/**
 * What makes CloudTrail's log files a database that Athena asks: tables over every kind of files, whose partitions need no upkeep; a
 * workgroup that nobody leaves, encrypted and with a limit to what one query reads; a bucket of its own for answers; the questions of an
 * investigator as saved queries; and a role with which people ask, and do nothing else.
 *
 * Prices: USD 1 a month for the key; USD 5 for each TB that queries read; S3's requests, one or more a file. Glue keeps a million
 * tables and their versions for nothing.
 * @see https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
 */
export class AthenaQueries extends Construct {
  readonly workgroupName: string;
  readonly databaseName: string;
  /** The role with which people ask. */
  readonly readerRoleArn: string;
  /** The ARN of the key that encrypts answers. */
  readonly keyArn: string;

  /** @throws ValidationError when AWS would refuse a value, or a policy is over its limit */
  constructor(scope: Construct, id: string, props: AthenaQueriesProps) {
    super(scope, id);
    assertProps(this, props, "AthenaQueries");
    assertNoProblems(this, queryProblems(props));
    const { partition, account, folders } = props;
    const readers = [roleArn(partition, account, props.roleName)];
    const key = makeKey(this, {
      alias: props.keyAlias,
      description: `Encrypts Athena's answers in ${props.resultsBucketName}`,
      policy: athenaKeyPolicy({ ...props, readers }),
    });
    const { bucketName } = new ResultsBucket(this, "results", {
      ...props,
      bucketName: props.resultsBucketName,
      readers,
      keyArn: key.arn,
      ...(props.resultsExpireAfterDays !== undefined && { expireAfterDays: props.resultsExpireAfterDays }),
    });
    const database = new LogDatabase(this, "database", { databaseName: props.databaseName, folders });
    const workgroup = this.makeWorkgroup(props, bucketName, key.arn);
    this.saveQueries(props, workgroup.name, database.databaseName);
    this.workgroupName = workgroup.name;
    this.databaseName = database.databaseName;
    this.readerRoleArn = makeRole(this, {
      name: props.roleName,
      description: "Asks the audit log with Athena",
      trust: athenaReaderRoleTrust(props.partition, props.readers),
      policyName: "ask",
      permissions: athenaReaderRolePolicy(props),
    }).role.arn;
    this.keyArn = key.arn;
  }

  private makeWorkgroup(props: AthenaQueriesProps, bucketName: string, kmsKeyArn: string): AthenaWorkgroup {
    const { workgroupName, account, bytesScannedCutoffPerQuery = DEFAULT_CUTOFF_BYTES } = props;
    return new AthenaWorkgroup(this, "workgroup", {
      name: workgroupName,
      description: "Asks the audit log",
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery,
        resultConfiguration: {
          outputLocation: `s3://${bucketName}/`,
          expectedBucketOwner: account,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn },
        },
      },
    });
  }

  /** In the values of parameters, people write what they look for. */
  private saveQueries(
    { folders, askedAccounts }: AthenaQueriesProps,
    workgroup: string,
    database: string,
  ): void {
    const [first] = folders;
    if (first === undefined) return;
    for (const question of EVENT_QUESTIONS) {
      const { id, title, parameters } = question;
      const values = Object.fromEntries(parameters.map(({ name, example }) => [name, example]));
      const query = sqlQuery(asked(question, values), {
        engine: "athena",
        tables: tablesAsked(question, first),
        partitions: {
          days: { latest: LATEST_DAYS },
          ...(askedAccounts !== undefined && { accounts: askedAccounts }),
        },
      });
      new AthenaNamedQuery(this, `query-${id}`, { name: id, description: title, workgroup, database, query });
    }
  }
}
