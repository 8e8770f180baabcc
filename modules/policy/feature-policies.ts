import { sorted } from "../kernel";
import {
  athenaDatabaseName,
  athenaResultsBucketName,
  athenaWorkgroupName,
  bucketArn,
  logValidationName,
  type AccountId,
  type Region,
} from "../organization";
import { allow } from "./allowance";
import { athenaStatements } from "./athena";
import type { PolicyStatement } from "./document";
import { FEATURES, type Feature } from "./features";
import * as Change from "./guardrail-actions";
import {
  guardedBuckets,
  guardedObjects,
  guardedPrefix,
  guardedTables,
  guardedWorkgroup,
  type NameFamilies,
} from "./guardrail-names";
import { throughS3 } from "./log-key";
import { READ_TABLE_SETTINGS_ACTIONS } from "./read-actions";

/** What nobody else changes. */
interface Guarded {
  readonly what: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What policies say of a feature, by the families of names. */
interface FeaturePolicies {
  /** What the plan role reads. @default - no more than of an organization without it */
  readonly plans?: readonly PolicyStatement[];
  /** What the deploy role makes and changes. @default - the same */
  readonly deploys?: readonly PolicyStatement[];
  /** Services that take its roles. @default - the same */
  readonly services?: readonly string[];
  /** The most that its roles may do. @default - the same */
  readonly bounds?: readonly PolicyStatement[];
  /** What service control policies protect. @default - the same */
  readonly guards?: readonly Guarded[];
  /** ARNs of buckets, of no logs, whose settings nobody else changes and which stay inside the organization. @default - the same */
  readonly buckets?: readonly string[];
}

/** @param account where the feature is on */
type PoliciesOf = (names: NameFamilies, account: AccountId) => FeaturePolicies;

const POLICIES: Readonly<Record<Feature, PoliciesOf>> = {
  // A function of the account validates log files: nothing else of the account reads them.
  validation: (names, account) => {
    const functions = `arn:${names.partition}:lambda:*:*:function:${guardedPrefix(names)}*`;
    return {
      deploys: [allow("LogValidation", Change.CHANGE_FUNCTION_ACTIONS, functions)],
      services: ["lambda.amazonaws.com"],
      bounds: validationBounds(names, account),
      guards: [
        {
          what: "ChangeFunctions",
          actions: sorted([...Change.CHANGE_FUNCTION_ACTIONS, ...Change.RUN_FUNCTION_ACTIONS]),
          resources: [functions],
        },
      ],
    };
  },
  // People ask Athena with a role of the account.
  athena: (names, account) => {
    const workgroup = guardedWorkgroup(names);
    const tables = guardedTables(names);
    return {
      plans: [allow("ReadTables", READ_TABLE_SETTINGS_ACTIONS, "*")],
      deploys: [
        allow("Athena", [...Change.CHANGE_WORKGROUP_ACTIONS, "athena:CreateWorkGroup"], workgroup),
        allow("Tables", Change.CHANGE_TABLE_ACTIONS, [`arn:${names.partition}:glue:*:*:catalog`, ...tables]),
      ],
      bounds: askBounds(names, account),
      guards: [
        { what: "ChangeAthena", actions: Change.CHANGE_WORKGROUP_ACTIONS, resources: [workgroup] },
        { what: "ChangeTables", actions: Change.CHANGE_TABLE_ACTIONS, resources: tables },
      ],
      buckets: [bucketArn(names.partition, athenaResultsBucketName(names.name, account))],
    };
  },
};

/** What the policies of an account say of its features, or guardrails of those of the account that keeps the logs. */
export function ofFeatures(names: NameFamilies, account: AccountId): Required<FeaturePolicies> {
  const rows = FEATURES.filter((feature) => names.features?.includes(feature) === true).map((feature) =>
    POLICIES[feature](names, account),
  );
  return {
    plans: rows.flatMap(({ plans = [] }) => plans),
    deploys: rows.flatMap(({ deploys = [] }) => deploys),
    services: rows.flatMap(({ services = [] }) => services),
    bounds: rows.flatMap(({ bounds = [] }) => bounds),
    guards: rows.flatMap(({ guards = [] }) => guards),
    buckets: rows.flatMap(({ buckets = [] }) => buckets),
  };
}

/** Asks Athena, over log files. Which key encrypts the answers, its policy says. */
function askBounds(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const { partition, name } = names;
  return athenaStatements({
    ...{ partition, account, region: "*" as Region },
    workgroupName: athenaWorkgroupName(name),
    databaseName: athenaDatabaseName(name),
    resultsBucketName: athenaResultsBucketName(name, account),
    logBuckets: guardedBuckets(names).map((arn) => arn.slice(arn.lastIndexOf(":") + 1)),
  });
}

/**
 * Reads log files from within the one function: whoever else takes its role reads none. What S3 asks KMS for does not name the
 * function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function validationBounds(names: NameFamilies, account: AccountId): readonly PolicyStatement[] {
  const { partition, name } = names;
  const caller = `arn:${partition}:lambda:*:${account}:function:${logValidationName(name)}`;
  return [
    allow(
      "ReadLogs",
      ["s3:GetObject", "s3:ListBucket"],
      sorted([...guardedBuckets(names), ...guardedObjects(names)]),
      {
        ArnLike: { "lambda:SourceFunctionArn": caller },
      },
    ),
    allow("DecryptLogs", ["kms:Decrypt"], `arn:${partition}:kms:*:*:key/*`, {
      StringLike: { "kms:ViaService": throughS3(partition) },
      Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" },
    }),
    allow("AskPublicKeys", ["cloudtrail:ListPublicKeys"], "*"),
  ];
}
