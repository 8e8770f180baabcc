import { CONFIG_RULE_KINDS, type ConfigRuleKind } from "../../modules/config-rules";
import { markdownTable } from "./markdown-table";

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
