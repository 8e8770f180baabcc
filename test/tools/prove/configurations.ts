import { REMEDIABLE_RULE_IDS } from "../../../modules/config-rules";
import { parseConfiguration, readSources, type Configuration } from "../../../stacks/config";
import type { Partition } from "../../../modules/organization";
import { OPTION_DOCUMENTS, OPTION_TEXTS } from "../../support/configurations";

/** What a variant of the reference organization has otherwise. */
export interface Variation {
  readonly partition?: Partition;
  readonly immutability?: "mfa-delete" | "object-lock";
  readonly prefix?: string;
  readonly memberAccess?: boolean;
  readonly destroyProtection?: boolean;
  readonly minimumTlsVersion?: "1.2" | "1.3";
  readonly administrators?: readonly string[];
  /** In place of the roles that guardrails let through. */
  readonly breakGlass?: readonly string[];
  /** In place of the reader of the reference organization. */
  readonly reader?: string;
  /** Whether there are a reader, notifications, a security account, monitoring, guardrails, rules and teams. @default true */
  readonly everything?: boolean;
  /** Whether events are forwarded to the security account, and the team with its own logs is watched over too. @default false */
  readonly watchedEverywhere?: boolean;
  /** Whether AWS Config records, and every runbook is at hand; of tagged buckets, every one that suits them. @default false */
  readonly mended?: boolean | "tagged";
  /** Whether log files are validated each hour. @default false */
  readonly validated?: boolean;
  /** Whether log files are asked with Athena. @default false */
  readonly asked?: boolean;
  /** Whether events go to OpenSearch: to a domain, to one within a VPC, to a collection, or to a domain that is made. @default - they do not */
  readonly searched?: keyof typeof SEARCHED;
  /** The title of an option of `support/options`. @default - there is none */
  readonly option?: string;
  /** Whether log files are handed on. @default false */
  readonly handedOn?: boolean;
  /** Whether there is a second copy: in another account, or in another Region of the log archive's. @default - there is none */
  readonly copied?: "account" | "region";
  /** Who takes the roles that bootstrap makes. @default - bootstrap makes none */
  readonly pipeline?: keyof typeof PIPELINES;
  /** What encrypts Terraform's states: a key, or an alias of one. @default - S3's own keys */
  readonly stateKey?: string;
  /** Whether there are guardrails. @default - as in the reference organization */
  readonly guarded?: boolean;
}

const HOMES: Readonly<Record<Partition, readonly [string, string]>> = {
  aws: ["us-east-1", "eu-west-1"],
  "aws-us-gov": ["us-gov-west-1", "us-gov-east-1"],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  // It has one Region.
  "aws-eusc": ["eusc-de-east-1", "eusc-de-east-1"],
};

const PIPELINES = {
  github: "{ kind: github, repository: acme/audit, environments: [production, 'a:b'], branches: [main] }",
  gitlab: "{ kind: gitlab, project: acme/security/audit, branches: [main, release] }",
  oidc: [
    "{ kind: oidc, issuer: app.terraform.io, audience: aws.workload.identity,",
    " plan: ['organization:acme:project:audit:workspace:*:run_phase:plan'],",
    " deploy: ['organization:acme:project:audit:workspace:*:run_phase:apply'] }",
  ].join(""),
  principals: [
    "{ kind: principals, plan: ['arn:PARTITION:iam::222222222222:role/Jenkins'],",
    " deploy: ['arn:PARTITION:iam::333333333333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_*'] }",
  ].join(""),
} as const;

const OBJECT_LOCK = "{ kind: object-lock, mode: compliance, days: 400 }";

/** What is left out where there is the least. */
const EXTRAS = ["monitoring", "guardrails", "configRules", "securityHub"];

function without(keys: readonly string[], text: string): string {
  return keys.reduce((left, key) => left.replace(new RegExp(`^${key}:.*\\n(?: .*\\n)*`, "m"), ""), text);
}

const GUARDED = /^guardrails:/m;
const GUARDRAILS = "\nguardrails: { targets: [r-ab12], breakGlass: ['arn:aws:iam::*:role/BreakGlass'] }\n";

const ASKED = "athena: { readers: ['arn:aws:iam::333333333333:role/SecurityAudit'] }";

const SEARCHED = {
  domain: "openSearch: { domain: 'arn:aws:es:us-east-1:333333333333:domain/audit' }",
  within:
    "openSearch: { domain: 'arn:aws:es:us-east-1:333333333333:domain/audit', vpc: { subnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d], securityGroupIds: [sg-0a1b2c3d] } }",
  made: "openSearch: { newDomain: { vpcId: vpc-0a1b2c3d, subnetIds: [subnet-0a1b2c3d], reachedFrom: { cidrs: [10.0.0.0/16] }, masterRole: 'arn:aws:iam::222222222222:role/SearchMaster', readers: ['arn:aws:iam::333333333333:role/SecurityAudit'], saml: { metadataFile: idp.xml, entityId: 'https://idp.example', masterBackendRole: admins } } }",
  collection:
    "openSearch: { collection: { arn: 'arn:aws:aoss:us-east-1:222222222222:collection/0a1b2c', endpoint: 'https://0a1b2c.us-east-1.aoss.amazonaws.com' } }",
} as const;

/** One of each kind: with and without a role, an external id and folders of its own. */
const HANDED_ON = `consumers:
    - { name: panther, role: 'arn:aws:iam::777777777777:role/Panther*', externalId: 4f1c-0a52, notify: sqs, accounts: ['444444444444', '055555555555'] }
    - { name: soc, account: '333333333333', notify: sns, prefix: 111111111111/CloudTrail }
    - { name: lake, account: '888888888888', externalId: 'lake:7f3a', notify: eventbridge, eventBusArn: 'arn:aws:events:us-east-1:888888888888:event-bus/logs' }
    - { name: archive, role: 'arn:aws:iam::333333333333:role/Copies' }`;

const COPIES = {
  account:
    "replica: { account: platform-production, readers: ['arn:aws:iam::333333333333:role/SecurityAudit'] }",
  region: "replica: { region: eu-west-1, deployRole: CopyDeploy }",
} as const;

const mendedRules = (buckets: string, ...unsuitable: readonly string[]): string => `configRules:
  buckets: ${buckets}
  recorders: { accounts: [management, logArchive, security] }
  remediation:
    manual: [${REMEDIABLE_RULE_IDS.filter((id) => !["bucket-public-access", ...unsuitable].includes(id)).join(", ")}]
    automatic: [bucket-public-access]
`;

const WATCHED = "\nlogGroup: {}\nrules: true\nnotify: [data-oncall@acme.example]\n";

/** The reference organization in `config/`, varied. */
export function variant(variation: Variation = {}): Configuration {
  const { partition = "aws", everything = true } = variation;
  const [home, other] = HOMES[partition];
  const moved = (text: string): string =>
    text
      .replaceAll("us-east-1", home)
      .replaceAll("eu-west-1", other)
      .replaceAll("arn:aws:", `arn:${partition}:`)
      .replace("partition: aws", `partition: ${partition}`)
      .replace(/deliveryNotifications: true\n {2}delegatedAdministrator: security\n/, (lines) =>
        everything ? lines : "",
      )
      .replace(/ {2}readers:\n {4}- .*SecurityAudit\n/, (lines) => (everything ? lines : ""))
      .replace(/arn:[a-z-]+:iam::333333333333:role\/SecurityAudit/, (arn) => variation.reader ?? arn)
      .replace(/breakGlass: .*/, (line) =>
        variation.breakGlass === undefined ? line : `breakGlass: [${variation.breakGlass.join(", ")}]`,
      )
      .replace(/^monitoring:\n/m, (line) =>
        variation.watchedEverywhere === true ? `${line}  rules: { forwardToSecurity: true }\n` : line,
      )
      .replace(/^team: data\n[^]*/m, (lines) =>
        variation.watchedEverywhere === true ? `${lines}${WATCHED}` : lines,
      )
      .replace("configRules: {}\n", (line) =>
        variation.mended === "tagged"
          ? mendedRules("tagged", "bucket-kms")
          : variation.mended === true
            ? mendedRules("all")
            : line,
      )
      .replace("immutability: { kind: mfa-delete }", (text) =>
        variation.immutability === "object-lock" ? `immutability: ${OBJECT_LOCK}` : text,
      )
      .replace(/memberAccess: true.*/, () => archiveSettings(variation))
      .replace("  keyPrefix: orgtrail\n", (line) =>
        variation.stateKey === undefined
          ? line
          : `${line}    kmsKeyArn: arn:${partition}:kms:${home}:222222222222:${variation.stateKey}\n`,
      )
      .replace("terraform:\n", `terraform:\n  destroyProtection: ${variation.destroyProtection ?? true}\n`);
  const { organization, teams } = readSources("config");
  const bare = everything ? organization.text : without(EXTRAS, organization.text);
  const { guarded = GUARDED.test(bare) } = variation;
  const unguarded = without(["guardrails"], bare);
  const { pipeline } = variation;
  const taken = pipeline && `\npipeline: ${PIPELINES[pipeline].replaceAll("PARTITION", partition)}\n`;
  const { searched } = variation;
  const analytics = [
    ...(variation.asked === true ? [ASKED] : []),
    ...(searched === undefined ? [] : [SEARCHED[searched]]),
  ];
  const asked = analytics.length === 0 ? "" : `\nanalytics: { ${analytics.join(", ")} }\n`;
  const option = variation.option === undefined ? "" : (OPTION_TEXTS[variation.option] ?? "");
  const text = guarded ? (GUARDED.test(bare) ? bare : `${bare}${GUARDRAILS}`) : unguarded;
  return parseConfiguration({
    organization: { ...organization, text: `${moved(`${text}${asked}\n${option}`)}${taken ?? ""}` },
    teams: everything ? teams.map(({ file, text }) => ({ file, text: moved(text) })) : [],
    documents: OPTION_DOCUMENTS,
  });
}

function archiveSettings({
  memberAccess = true,
  prefix,
  minimumTlsVersion,
  administrators,
  validated = false,
  handedOn = false,
  copied,
  partition = "aws",
}: Variation): string {
  return [
    `memberAccess: ${memberAccess}`,
    ...(prefix === undefined ? [] : [`prefix: ${prefix}`]),
    ...(minimumTlsVersion === undefined ? [] : [`minimumTlsVersion: "${minimumTlsVersion}"`]),
    ...(validated ? ["validation: {}"] : []),
    ...(handedOn ? [HANDED_ON.replaceAll("arn:aws:", `arn:${partition}:`)] : []),
    ...(copied === undefined ? [] : [COPIES[copied].replaceAll("arn:aws:", `arn:${partition}:`)]),
    ...(administrators === undefined ? [] : [`administrators: [${administrators.join(", ")}]`]),
  ].join("\n  ");
}
