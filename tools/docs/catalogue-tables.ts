import { amount } from "../../modules/kernel";
import {
  catalogue,
  LOG_VALIDATION_CONTROL,
  LOG_VALIDATION_SILENCE,
  type Control,
} from "../../modules/controls";
import { markdownTable } from "./markdown-table";
import { CONFIG_RULE_KINDS, type ConfigRuleKind } from "../../modules/config-rules";
import { AccountId, NamePrefix, OrganizationId } from "../../modules/organization";
import { FEATURES, serviceControlStatements, valuesOf } from "../../modules/policy";

/** What each statement of the service control policies protects, in words. */
const PROTECTS: Readonly<Record<string, string>> = {
  DenyChangeTrails: "The organization's trail in every account, and the teams' trails",
  DenyChangeLogBuckets: "Log buckets and access-log buckets, and their names before they exist",
  DenyChangeVersioning: "Their versions, but from root of the account, which alone enables MFA delete",
  DenyDeleteLogs: "Log files",
  DenyForgeLogs: "Log files, from forged ones beside them; the role of a second copy alone writes its copies",
  DenyChangeKeys: "Keys of logs, log groups and topics, known by their aliases",
  DenyMoveKeyAliases: "Those aliases",
  DenyChangeLogGroups: "Log groups of events: filters, retention, subscriptions",
  DenyChangeAlarms: "Alarms",
  DenyForgeMetrics: "The metrics that alarms count, known by their namespace",
  DenyChangeRules: "EventBridge rules, and the security account's bus",
  DenyChangeTopics: "Topics of alarms, and their subscriptions",
  DenyChangeQueues: "Queues of events that reached nobody",
  DenyChangeFunctions:
    "The functions that validate log files each hour and make documents for OpenSearch, where there are any, from other code, other inputs and other settings; the stream to OpenSearch, its records, and the destination that leads to it; the domain of OpenSearch, where orgtrail makes it",
  DenyChangeConsumerTopics: "Topics of those to whom log files are handed on, where there are any",
  DenyChangeAthena:
    "The workgroup with which Athena is asked, where it is, and its saved queries; the database and the tables of log files",
  DenyChangeSecurityAccount:
    "Who sends to buses of the security account where events come together, and who is subscribed to its topics",
  DenyStopConfig: "Config's recorder and delivery, in every account",
  DenyChangeConfigRules: "Config rules that orgtrail made, known by their tag",
  DenyChangeConfigPacks: "Conformance packs, and rules of the organization, by name",
  DenyStopSecurityHub: "Security Hub, its standards and its administrator, in every account",
  DenyChangeRoles:
    "Roles that deliver, forward and remediate, those of the pipeline, and those that are let through",
  DenyChangeLogArchive:
    "The log archive's block of public access, and what mends its buckets and keys; there, all of OpenSearch Serverless, where orgtrail makes a collection",
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
    features: FEATURES,
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

/** The whole catalogue: there is something of each kind to protect. What it is changes patterns alone, which no table shows. */
const CONTROLS = catalogue({
  archive: AccountId.of("222222222222"),
  trails: ["logs"],
  buckets: ["logs"],
  accounts: [AccountId.of("555555555555")],
  sharedAccounts: [AccountId.of("555555555555")],
  keyAliases: ["alias/logs"],
  logGroups: ["logs"],
  deliveryRoles: ["logs"],
  breakGlassRoles: ["logs"],
  pipelineRoles: ["logs"],
  functions: ["logs"],
  search: { account: AccountId.of("222222222222"), functions: [] },
  namePrefix: "acme-",
});

/** With what the hourly validation finds, and its silence: no events of CloudTrail, and alarms all the same. */
const ALARMS: readonly (Partial<Control> & typeof LOG_VALIDATION_SILENCE)[] = [
  ...CONTROLS,
  LOG_VALIDATION_CONTROL,
  LOG_VALIDATION_SILENCE,
];

/** Every control, with the standards that ask for it. */
export function controlsTable(): string {
  return markdownTable(
    ["Control", "Tells that", "Severity", "Rule", "CIS v1.2", "v1.4–v5.0", "v6.0, v7.0", "Security Hub"],
    ALARMS.map(({ id, title, severity, rule, standards = {} }) => [
      `\`${id}\``,
      title,
      severity,
      rule === undefined ? "" : "yes",
      standards.cis12 ?? "",
      standards.cis14To50 ?? "",
      standards.cis60To70 ?? "",
      standards.securityHub ?? "",
    ]),
  );
}

/** What to do first, by control: for the page that people open at night. */
export function firstStepsTable(): string {
  return markdownTable(
    ["Control", "What happened", "First"],
    ALARMS.map(({ id, happened, firstStep }) => [`\`${id}\``, happened, firstStep]),
  );
}

/** The controls that are noisy, and how they are kept quiet. */
export function noisyControlsTable(): string {
  return markdownTable(
    ["Control", "Severity", "Rings at", "Why"],
    CONTROLS.filter(
      (control): control is Control & { readonly noise: string } => control.noise !== undefined,
    ).map(({ id, severity, threshold, periodMinutes, noise }) => [
      `\`${id}\``,
      severity,
      `${threshold} in ${amount(periodMinutes, "minute")}`,
      noise,
    ]),
  );
}

function standsIn({ reach, id }: ConfigRuleKind): string {
  if (reach === "organization") return "every account";
  return id.startsWith("key-") ? "log archive, management" : "management";
}

/** Every AWS Config rule, with what asks for it. */
export function configRulesTable(): string {
  return markdownTable(
    [
      "Rule",
      "Passes when",
      "AWS's managed rule",
      "Evaluated",
      "Stands in",
      "CIS v1.2",
      "v1.4",
      "v3.0, v5.0",
      "v6.0, v7.0",
      "Security Hub",
    ],
    CONFIG_RULE_KINDS.map((kind) => {
      const { id, title, identifier, trigger, standards = {} } = kind;
      return [
        `\`${id}\``,
        title,
        `\`${identifier}\``,
        { periodic: "daily", change: "on change", "change and periodic": "both" }[trigger],
        standsIn(kind),
        standards.cis12 ?? "",
        standards.cis14 ?? "",
        standards.cis30To50 ?? "",
        standards.cis60To70 ?? "",
        standards.securityHub ?? "",
      ];
    }),
  );
}

/** The rules that a runbook can mend. */
export function configRunbooksTable(): string {
  return markdownTable(
    ["Rule", "Runbook"],
    CONFIG_RULE_KINDS.flatMap(({ id, mending }) =>
      "runbook" in mending ? [[`\`${id}\``, `\`${mending.runbook}\``]] : [],
    ),
  );
}

/** The rules that no runbook suits, and why. */
export function configRulesWithoutRunbookTable(): string {
  return markdownTable(
    ["Rule", "No runbook, because"],
    CONFIG_RULE_KINDS.flatMap(({ id, mending }) =>
      "unsuitable" in mending ? [[`\`${id}\``, mending.unsuitable]] : [],
    ),
  );
}
