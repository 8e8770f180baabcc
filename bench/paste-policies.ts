/**
 * Writes bench/floor/policies.ts: the policies that orgtrail makes for the reference organization, pasted as text with
 * the values of one team in it. Run it when a policy has changed: the floor must write what orgtrail writes.
 *
 *     npm --prefix bench run paste-policies
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../stacks/app";
import { loadConfiguration } from "../stacks/config";
import { readStacks } from "./equality";
import { REFERENCE, type Purpose } from "./organization";

/** Where a policy stands in the reference organization, and whose values are in it. */
interface Source {
  readonly name: string;
  readonly path: string;
  /** @default - the policy is the same for all teams */
  readonly of?: Purpose;
}

/** The construct paths are those that test/ pins for users' resource addresses. */
const SOURCES: readonly Source[] = [
  { name: "organizationBucketPolicy", path: "log-archive/organization/logs/policy" },
  { name: "organizationKeyPolicy", path: "log-archive/organization/key/key" },
  { name: "centralAccessLogPolicy", path: "log-archive/access-logs/policy" },
  { name: "centralBucketPolicy", path: "log-archive/team-payments/logs/policy", of: "payments" },
  { name: "centralKeyPolicy", path: "log-archive/team-payments/key/key", of: "payments" },
  { name: "ownBucketPolicy", path: "team-data/logs/logs/policy", of: "data" },
  { name: "ownKeyPolicy", path: "team-data/logs/key/key", of: "data" },
  { name: "ownAccessLogPolicy", path: "team-data/access-logs/policy", of: "data" },
  { name: "topicKeyPolicy", path: "management/organization/delivery/key" },
  { name: "topicPolicy", path: "management/organization/delivery/policy" },
];

interface Resource {
  readonly "//"?: { readonly metadata?: { readonly path?: string } };
  readonly policy?: string;
}

/** All policies of the reference organization, by construct path. */
function referencePolicies(): ReadonlyMap<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "orgtrail-policies-"));
  try {
    buildApp(loadConfiguration(join(__dirname, "..", "config")), { outdir }).app.synth();
    const policies = new Map<string, string>();
    for (const stack of readStacks(outdir).values()) {
      const types = Object.values(stack["resource"] as Record<string, Record<string, Resource>>);
      for (const resource of types.flatMap((all) => Object.values(all))) {
        const path = resource["//"]?.metadata?.path;
        if (path !== undefined && resource.policy !== undefined) policies.set(path, resource.policy);
      }
    }
    return policies;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The text within a template literal, with expressions where the team's values stood. */
function template(text: string, purpose: Purpose | undefined): string {
  const literal = text.replace(/\\/g, "\\\\").replace(/`/g, "\\`").replaceAll("${", "\\${");
  const team = REFERENCE.teams.find((candidate) => candidate.purpose === purpose);
  if (team === undefined) return literal;
  return literal
    .replaceAll(`cloudtrail:${team.region}:`, "cloudtrail:${region}:")
    .replaceAll(team.account.id, "${account}")
    .replaceAll(`team-${team.name}`, "team-${team}")
    .replaceAll(`access-${team.name}`, "access-${team}");
}

function functionText({ name, path, of }: Source, policies: ReadonlyMap<string, string>): string {
  const policy = policies.get(path);
  if (policy === undefined) throw new Error(`no resource at ${path} has a policy`);
  const { Version, Statement } = JSON.parse(policy) as {
    readonly Version: string;
    readonly Statement: readonly object[];
  };
  const statements = Statement.map((statement) => `    \`${template(JSON.stringify(statement), of)}\`,\n`);
  const used = ["account", "region", "team"].filter((value) => statements.join("").includes(`\${${value}}`));
  const parameters = used.length === 0 ? "" : `{ ${used.join(", ")} }: TeamValues`;
  return `/** As at ${path}. */
export function ${name}(${parameters}): string {
  return document(${JSON.stringify(Version)}, [
${statements.join("")}  ]);
}
`;
}

const HEAD = `/**
 * Made by bench/paste-policies.ts: the policies of the reference organization as text, with the values of a team in it.
 */

/** What differs between the policies of two teams. */
export interface TeamValues {
  readonly account: string;
  readonly region: string;
  readonly team: string;
}

function document(version: string, statements: readonly string[]): string {
  return \`{"Version":"\${version}","Statement":[\${statements.join(",")}]}\`;
}
`;

const policies = referencePolicies();
const functions = SOURCES.map((source) => functionText(source, policies));
writeFileSync(join(__dirname, "floor", "policies.ts"), [HEAD, ...functions].join("\n"));
