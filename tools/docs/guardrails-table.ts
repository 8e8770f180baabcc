import { AccountId, NamePrefix, OrganizationId } from "../../modules/organization";
import { serviceControlStatements, valuesOf } from "../../modules/policy";
import { markdownTable } from "./markdown-table";

/** What each statement of the service control policies protects, in words. */
const PROTECTS: Readonly<Record<string, string>> = {
  DenyChangeTrails: "The organization's trail in every account, and the teams' trails",
  DenyChangeLogBuckets: "Log buckets and access-log buckets, and their names before they exist",
  DenyChangeVersioning: "Their versions, but from root of the account, which alone enables MFA delete",
  DenyDeleteLogs: "Log files",
  DenyForgeLogs: "Log files, from forged ones beside them",
  DenyChangeKeys: "Keys of logs, log groups and topics, known by their aliases",
  DenyMoveKeyAliases: "Those aliases",
  DenyChangeLogGroups: "Log groups of events: filters, retention, subscriptions",
  DenyChangeAlarms: "Alarms",
  DenyChangeRules: "EventBridge rules, and the security account's bus",
  DenyChangeTopics: "Topics of alarms, and their subscriptions",
  DenyChangeQueues: "Queues of events that reached nobody",
  DenyOpenEventBus: "Who sends to buses of the security account",
  DenyStopConfig: "Config's recorder and delivery, in every account",
  DenyChangeConfigRules: "Config rules that orgtrail made, known by their tag",
  DenyChangeConfigPacks: "Conformance packs, and rules of the organization, by name",
  DenyStopSecurityHub: "Security Hub, its standards and its administrator, in every account",
  DenyChangeRoles:
    "Roles that deliver, forward and remediate, those of the pipeline, and those that are let through",
  DenyChangeLogArchive: "The log archive's block of public access, and what mends its buckets and keys",
  DenyLeaveOrganization: "The account's place in the organization, and the organization's guardrails",
  DenyChangeGuardrails: "The guardrails themselves, where their management is delegated",
};

/** Every statement of the service control policies: what it protects, and the actions that it denies. */
export function guardrailsTable(): string {
  const account = AccountId.of("222222222222");
  const statements = serviceControlStatements({
    partition: "aws",
    organization: OrganizationId.of("o-a1b2c3d4e5"),
    name: NamePrefix.of("acme"),
    exempt: [],
    logArchive: account,
    mfaDeleteAccounts: [account],
    eventBusAccount: account,
    tag: { key: "ManagedBy", value: "orgtrail" },
  });
  return markdownTable(
    ["What is protected", "Denied to everybody else", "Statement"],
    statements.map(({ Sid, Action }) => {
      const words = PROTECTS[Sid];
      if (words === undefined) throw new Error(`there are no words for ${Sid}`);
      return [
        words,
        valuesOf(Action)
          .map((action) => `\`${action}\``)
          .join(" "),
        `\`${Sid}\``,
      ];
    }),
  );
}
