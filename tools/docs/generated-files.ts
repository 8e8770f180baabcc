import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { readText } from "../files";
import { AWS_LIMITS, type AwsLimit, jsonSchemas } from "../../stacks/config";
import { accessTables, deletionTables, requestFileSchema, statementFileSchema } from "../prove";
import {
  configRulesTable,
  configRulesWithoutRunbookTable,
  configRunbooksTable,
  controlsTable,
  firstStepsTable,
  guardrailsTable,
  noisyControlsTable,
} from "./catalogue-tables";
import { complianceMapTable, conflictsTable, leftToYouTable, outOfScopeTable } from "./compliance-tables";
import { configurationTables } from "./configuration-tables";
import {
  athenaCosts,
  handOnCosts,
  investigationCosts,
  openSearchCosts,
  secondCopyCosts,
} from "./cost-tables";
import { namesTable } from "./names-table";
import { questionsTable } from "./question-table";
import {
  blindingPresetsTable,
  eventPricesTable,
  presetOptionsTable,
  presetsTable,
  renamedCallsTable,
  selectorConstraintsTable,
} from "./selector-tables";
import { PRACTICE_TITLES, PRACTICES } from "../../modules/best-practices";
import { markdownTable } from "./markdown-table";
import { FATES, PLAN_JUDGEMENTS, planKeys } from "../plan";

/** A committed file that is made from code, in whole or between two marks. */
interface GeneratedFile {
  readonly file: string;
  readonly text: string;
}

const ROOT = join(__dirname, "..", "..");
const SCHEMAS = join(ROOT, "stacks", "config", "schema");

/** A section of a page that is made from code: what stands between its marks. */
interface Section {
  readonly page: string;
  readonly name: string;
  readonly text: () => string;
}

const SECTIONS: readonly Section[] = [
  { page: "docs/compliance.md", name: "compliance-map", text: complianceMapTable },
  { page: "docs/compliance.md", name: "left-to-you", text: leftToYouTable },
  { page: "docs/compliance.md", name: "conflicts", text: conflictsTable },
  { page: "docs/compliance.md", name: "out-of-scope", text: outOfScopeTable },
  { page: "docs/best-practices.md", name: "best-practice-rules", text: bestPracticeRulesTable },
  {
    page: "docs/configuration.md",
    name: "organization",
    text: () => configurationTables("organization.schema.json"),
  },
  { page: "docs/configuration.md", name: "team", text: () => configurationTables("team.schema.json") },
  { page: "docs/configuration.md", name: "limits", text: limitsTable },
  { page: "docs/monitoring.md", name: "renamed-calls", text: renamedCallsTable },
  { page: "docs/names.md", name: "names", text: namesTable },
  { page: "docs/investigate.md", name: "investigation-costs", text: investigationCosts },
  { page: "docs/athena.md", name: "athena-costs", text: athenaCosts },
  { page: "docs/opensearch.md", name: "open-search-costs", text: openSearchCosts },
  { page: "docs/second-copy.md", name: "second-copy-costs", text: secondCopyCosts },
  { page: "docs/send-logs-to-your-siem.md", name: "hand-on-costs", text: handOnCosts },
  { page: "docs/choosing-what-to-record.md", name: "prices", text: eventPricesTable },
  { page: "docs/choosing-what-to-record.md", name: "presets", text: presetsTable },
  { page: "docs/choosing-what-to-record.md", name: "preset-options", text: presetOptionsTable },
  { page: "docs/choosing-what-to-record.md", name: "blinding-presets", text: blindingPresetsTable },
  { page: "docs/choosing-what-to-record.md", name: "selector-constraints", text: selectorConstraintsTable },
  { page: "docs/config-rules.md", name: "config-rules", text: configRulesTable },
  { page: "docs/config-rules.md", name: "config-runbooks", text: configRunbooksTable },
  {
    page: "docs/config-rules.md",
    name: "config-rules-without-runbook",
    text: configRulesWithoutRunbookTable,
  },
  { page: "docs/controls.md", name: "controls", text: controlsTable },
  { page: "docs/silence-an-alarm.md", name: "noisy-controls", text: noisyControlsTable },
  { page: "docs/when-the-alarm-rings.md", name: "first-steps", text: firstStepsTable },
  { page: "docs/guardrails.md", name: "guardrails", text: guardrailsTable },
  { page: "docs/plan.md", name: "plan-keys", text: planKeysTable },
  { page: "docs/investigate.md", name: "questions", text: questionsTable },
  { page: "docs/mfa-delete.md", name: "deletion", text: deletionTables },
  { page: "docs/prove.md", name: "matrix", text: accessTables },
  { page: "docs/verdicts.md", name: "verdicts", text: verdictsTable },
];

/** Every committed file that is made from code, as it should be. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const schemas = [
    ...Object.entries(jsonSchemas()).map(([name, schema]) => ({ file: join(SCHEMAS, name), schema })),
    { file: join(ROOT, "tools", "prove", "requests.schema.json"), schema: requestFileSchema() },
    { file: join(ROOT, "tools", "prove", "statements.schema.json"), schema: statementFileSchema() },
  ].map(({ file, schema }) => ({ file, text: JSON.stringify(schema) }));
  const pages = [...new Set(SECTIONS.map(({ page }) => page))].map((page) => {
    const file = join(ROOT, page);
    const sections = SECTIONS.filter((section) => section.page === page);
    return { file, text: sections.reduce(replaceSection, readText(file)) };
  });
  return Promise.all([...schemas, ...pages].map(formatted));
}

function replaceSection(page: string, { name, text }: Section): string {
  const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`];
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`a page lacks the marks ${start} and ${end}`);
  return `${page.slice(0, from + start.length)}\n\n${text()}\n\n${page.slice(to)}`;
}

async function formatted({ file, text }: GeneratedFile): Promise<GeneratedFile> {
  const options = await resolveConfig(file);
  return { file, text: await format(text, { ...options, filepath: file }) };
}

/** The judgements of a plan, what is blocked first. */
function verdictsTable(): string {
  return markdownTable(
    ["Judgement", "Verdict", "What it finds", "Why it matters"],
    PLAN_JUDGEMENTS.map(({ id, verdict, title, why }) => [`\`${id}\``, verdict, title, why]),
  );
}

/** The keys of a plan's JSON, by what becomes of them. */
function planKeysTable(): string {
  // What has drifted is written as what changes.
  const keys = planKeys().filter(({ path }) => !path.startsWith("resource_drift[]"));
  return markdownTable(
    ["What becomes of it", "Key"],
    Object.entries(FATES).map(([fate, text]) => [
      text,
      keys
        .filter((key) => key.fate === fate)
        .map(({ path }) => `\`${path}\``)
        .join(", "),
    ]),
  );
}

/** Every rule of the best-practice gate, and what to do where it does not hold. */
function bestPracticeRulesTable(): string {
  return markdownTable(
    ["", "Practice", "Rule", "Compliant when", "Else"],
    PRACTICES.map(({ practice, id, title, remedy }, index) => {
      const first = PRACTICES[index - 1]?.practice !== practice;
      return [
        first ? String(practice) : "",
        first ? (PRACTICE_TITLES[practice] ?? "") : "",
        `\`${id}\``,
        title,
        remedy,
      ];
    }),
  );
}

/** The limits of AWS that a configuration can meet, and when each is checked. */
function limitsTable(): string {
  const limits: readonly AwsLimit[] = Object.values(AWS_LIMITS);
  return markdownTable(
    ["What", "At most, or only", "Checked at"],
    limits.map(({ what, limit, checked = "synthesis", page }) => [`[${what}](${page})`, limit, checked]),
  );
}
