import { matchesWildcards } from "../../kernel";
import {
  athenaDatabaseName,
  athenaResultsBucketName,
  athenaWorkgroupName,
  type AccountId,
  type Region,
} from "../../organization";
import { allow } from "../allowance";
import { athenaStatements, CHANGE_TABLE_ACTIONS, CHANGE_WORKGROUP_ACTIONS } from "../athena";
import { valuesOf, type PolicyStatement } from "../document";
import type { Feature } from "../features";
import { guardedBuckets, guardedTables, guardedWorkgroup, type NameFamilies } from "../guardrail-names";
import { READ_TABLE_SETTINGS_ACTIONS } from "../read-actions";
import { anyLogFile, ownBucket, type PoliciesOf } from "./feature";

export const ATHENA_POLICIES = {
  // People ask Athena with a role of the account.
  athena: (names, account) => {
    const workgroup = guardedWorkgroup(names);
    const tables = guardedTables(names);
    return {
      plans: [allow("ReadTables", READ_TABLE_SETTINGS_ACTIONS, "*")],
      deploys: [
        allow("Athena", [...CHANGE_WORKGROUP_ACTIONS, "athena:CreateWorkGroup"], workgroup),
        allow("Tables", CHANGE_TABLE_ACTIONS, [`arn:${names.partition}:glue:*:*:catalog`, ...tables]),
      ],
      bounds: askBounds(names, account),
      // One statement: accounts have room for few policies, and neither service knows what is the other's.
      guards: [
        {
          what: "ChangeAthena",
          actions: [...CHANGE_WORKGROUP_ACTIONS, ...CHANGE_TABLE_ACTIONS],
          resources: [workgroup, ...tables],
        },
      ],
      buckets: [ownBucket(names, account, athenaResultsBucketName(names.name, account))],
    };
  },
} as const satisfies Partial<Record<Feature, PoliciesOf>>;

/** Actions that only look, as a boundary has room for them. */
const LOOKS = [
  ...["athena:BatchGet*", "athena:Get*", "athena:List*"],
  ...["glue:GetDatabase*", "glue:GetPartition*", "glue:GetTable*"],
];

function shorter(statement: PolicyStatement): PolicyStatement {
  const actions = valuesOf(statement.Action ?? []).map(
    (action) => LOOKS.find((look) => matchesWildcards(look, action, "*")) ?? action,
  );
  return { ...statement, Action: [...new Set(actions)] };
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
  })
    .map(shorter)
    .map((statement) =>
      statement.Sid === "AllowReadLogsByAthena" ? { ...statement, Resource: anyLogFile(names) } : statement,
    );
}
