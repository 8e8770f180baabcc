import { NamePrefix, permissionsBoundaryName } from "../../modules/organization";
import type { Pipeline } from "../../modules/policy";
import type { Sources } from "../../stacks/config";
import { type Answers, partitionOfRegion, pipelineOf } from "./questions";

const SCHEMAS = "node_modules/orgtrail-cli/schema";

/** Text as YAML has it in quotes, whatever is in it. */
const quoted = (text: string): string => JSON.stringify(text);

/** An account of the organization, and what the configuration calls it. */
export interface KnownAccount {
  readonly id: string;
  readonly name: string;
}

/**
 * The configuration of the answers, as files: an organization and one team.
 * @param accounts those that are known besides, which become members, too
 */
export function configurationOf(answers: Answers, accounts: readonly KnownAccount[] = []): Sources {
  const { logArchiveAccount, securityAccount, team, teamAccount } = answers;
  const others = accounts.filter(({ id }) => id !== logArchiveAccount && id !== securityAccount);
  const usual = `${team}-production`;
  const ofTeam = others.find(({ id }) => id === teamAccount) ?? {
    id: teamAccount,
    name: others.some(({ name }) => name === usual) ? `${usual}-${teamAccount}` : usual,
  };
  const environments = [
    ...["management", "logArchive"],
    ...(securityAccount === "" ? [] : ["security"]),
    ofTeam.name,
  ];
  const members = others.includes(ofTeam) ? others : [ofTeam, ...others];
  return {
    organization: {
      file: "config/organization.yaml",
      text: organizationText(answers, members, pipelineOf(answers, environments)),
    },
    teams: [{ file: `config/teams/${team}.yaml`, text: teamText(answers, ofTeam) }],
  };
}

function organizationText(
  answers: Answers,
  members: readonly KnownAccount[],
  pipeline: Pipeline | undefined,
): string {
  const { name, organizationId, homeRegion, stateBucket, notify, securityAccount } = answers;
  const later = pipeline === undefined ? "# " : "";
  // YAML takes these words for a value.
  const keyText = (key: string): string => (/^(null|true|false)$/.test(key) ? quoted(key) : key);
  const account = (key: string, id: string): string => `${keyText(key)}: { id: ${quoted(id)} }`;
  return `# yaml-language-server: $schema=../${SCHEMAS}/organization.schema.json
#
# Your organization. Account ids are in quotes: YAML drops the leading zeros of numbers.

organization:
  name: ${quoted(name)} # begins the name of everything that orgtrail makes
  id: ${quoted(organizationId)}
  homeRegion: ${quoted(homeRegion)}
  partition: ${partitionOfRegion(homeRegion) ?? "aws"}
  accounts:
    ${account("management", answers.managementAccount)}
    ${account("logArchive", answers.logArchiveAccount)}${securityAccount === "" ? "" : `\n    ${account("security", securityAccount)}`}
    members:
${members.map(({ name: key, id }) => `      ${account(key, id)}`).join("\n")}
  deployRole: ${quoted(answers.deployRole)} # assumed in each account by \`cdktf deploy\`
  ${later}planRole: OrgTrailPlan # assumed in each account by \`orgtrail plan\`: it reads, and changes nothing
  ${later}permissionsBoundary: ${quoted(permissionsBoundaryName(NamePrefix.of(name)))} # bounds every role that the deploy role makes

terraform:
  state:
    bucket: ${quoted(stateBucket)} # is to be there before the first deployment, with versioning
    region: ${quoted(homeRegion)}
    keyPrefix: orgtrail
    # account: logArchive # has the bucket, which \`npx orgtrail bootstrap\` makes

# Who takes the plan and deploy roles of every account, which \`npx orgtrail bootstrap\` makes, with the boundary${later === "" ? "" : "; with it, name planRole and permissionsBoundary above"}.
${pipelineText(pipeline)}

archive:
  # Root enables S3's MFA delete once by hand, after the first deployment.
  immutability: { kind: mfa-delete }
  # Who reads the logs, by the ARNs of roles:
  # readers: [${quoted(`arn:${partitionOfRegion(homeRegion) ?? "aws"}:iam::${securityAccount === "" ? answers.logArchiveAccount : securityAccount}:role/SecurityAudit`)}]

trail:
  insights: [api-call-rate, api-error-rate]
  # Data events are billed by the event: begin with what matters most.
  record:
    - { preset: s3-destructive }

# The trail goes to CloudWatch Logs too, where metric filters and alarms watch over it.
monitoring:${notify === "" ? " {}" : `\n  notify:\n    - { to: ${quoted(notify)} }`}

# What keeps it right after it is deployed. Each line turns on one of them:
# configRules: {}
# securityHub: {}
# guardrails: { targets: [ou-ab12-34cd56ef], breakGlass: ["arn:aws:iam::*:role/BreakGlass"] }
`;
}

function pipelineText(pipeline: Pipeline | undefined): string {
  switch (pipeline?.kind) {
    case "github":
      return `pipeline:
  kind: github
  # GitHub puts ids into the tokens of repositories made since 15 July 2026: acme@123456/audit@456789, as this prints it:
  # gh api repos/${pipeline.repository.replaceAll(/@\d+/g, "")} --jq '"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"'
  repository: ${quoted(pipeline.repository)}
  environments: ${listed(pipeline.environments)} # one for each account: their jobs deploy
  branches: ${listed(pipeline.branches ?? [])} # their jobs plan, each night and before an approval`;
    case "gitlab":
      return `pipeline:
  kind: gitlab
  project: ${quoted(pipeline.project)}
  branches: ${listed(pipeline.branches)} # protected: their jobs deploy`;
    case "principals":
      return `pipeline:
  kind: principals
  plan: ${listed(pipeline.plan)}
  deploy: ${listed(pipeline.deploy)}`;
    default:
      return "# pipeline: { kind: github, repository: acme/audit, environments: [production] }";
  }
}

const listed = (texts: readonly string[]): string => `[${texts.map(quoted).join(", ")}]`;

function teamText(answers: Answers, account: KnownAccount): string {
  const { name, team, homeRegion } = answers;
  return `# yaml-language-server: $schema=../../${SCHEMAS}/team.schema.json
#
# A trail of the team's own. Its logs go to the log-archive account.

team: ${quoted(team)}
account: ${quoted(account.name)}
region: ${quoted(homeRegion)}
destination: central
record:
  # Who deletes from the team's buckets, by how their names begin?
  - { preset: s3-destructive, bucketPrefix: ${quoted(`${name}-${team}-`)} }
`;
}
