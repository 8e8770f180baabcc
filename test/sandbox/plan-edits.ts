import type { FileEdit } from "./plan-configuration";

/** An edit of the configuration, and what is to be said of it. */
export interface Edit {
  readonly what: string;
  readonly edits: readonly FileEdit[];
  /** The stacks whose Terraform it changes. */
  readonly affects: readonly string[];
  /** The rules that must find it. */
  readonly rules: readonly string[];
}

const PAYMENTS = "teams/payments.yaml";
const ACCEPTED = `acceptedChanges:
  - rule: logs-expire-sooner
    stack: log-archive
    reason: The security board decided it on 2 March.
    until: 2026-12-31
tags:
`;

const DATA = `
team: data
account: data-production
region: eu-west-1
destination: own
immutability: { kind: mfa-delete }
record:
  - { preset: s3-read, bucketPrefix: acme-lake- }
`;

const SEARCH = `
team: search
account: data-production
region: us-east-1
destination: central
record:
  - { preset: s3-destructive, bucketPrefix: acme-search- }
`;

/** Edits that are planned together, since each takes Terraform a while: each changes something else, and is found for itself. */
export type Plan = readonly Edit[];

/** Edits that destroy, stop or weaken the audit log. */
export const DANGEROUS: readonly Plan[] = [
  [
    {
      what: "the organization trail gets another name",
      edits: [{ from: "trail:\n", to: "trail:\n  name: acme-trail\n" }],
      affects: ["log-archive", "management"],
      rules: ["trail-destroyed"],
    },
    {
      what: "a team is removed, with its logs",
      edits: [{ file: PAYMENTS }],
      affects: ["log-archive", "management"],
      rules: ["bucket-destroyed", "key-destroyed"],
    },
  ],
  [
    {
      what: "the log bucket gets another name",
      edits: [{ from: "archive:\n", to: "archive:\n  bucketName: acme-logs-222222222222\n" }],
      affects: ["log-archive", "management"],
      rules: ["bucket-destroyed"],
    },
    {
      what: "nothing is watched any more",
      edits: [{ from: /monitoring:\n(?: .*\n)+/, to: "" }],
      affects: ["management"],
      rules: ["alarm-removed"],
    },
  ],
  [
    {
      what: "logs are locked for a month instead of a year",
      edits: [{ from: "days: 365", to: "days: 30" }],
      affects: ["log-archive"],
      rules: ["object-lock-weakened"],
    },
    {
      what: "logs expire after a year instead of two",
      edits: [{ from: "expireAfterDays: 730", to: "expireAfterDays: 400" }],
      affects: ["log-archive"],
      rules: ["logs-expire-sooner"],
    },
    {
      what: "a role may manage what protects the logs",
      edits: [
        { from: "archive:\n", to: "archive:\n  administrators: [arn:aws:iam::222222222222:role/Janitor]\n" },
      ],
      affects: ["log-archive"],
      rules: ["destructive-access"],
    },
    {
      what: "nobody hears of alarms any more",
      edits: [{ from: "    - { to: security@acme.example }\n", to: "" }],
      affects: ["management"],
      rules: ["notification-removed"],
    },
    {
      what: "events can be searched for a month instead of a year",
      edits: [{ from: "retentionDays: 400", to: "retentionDays: 30" }],
      affects: ["management"],
      rules: ["log-group-retention-shortened"],
    },
    {
      what: "nobody watches for the use of root",
      edits: [{ from: "root-use: { threshold: 1 }", to: "root-use: { enabled: false }" }],
      affects: ["management"],
      rules: ["alarm-removed"],
    },
    {
      what: "a team's trail records one Region alone",
      edits: [{ file: PAYMENTS, from: "allRegions: true\n", to: "" }],
      affects: ["team-payments"],
      rules: ["multi-region-off"],
    },
  ],
  [
    {
      what: "protection is switched off",
      edits: [{ from: "terraform:\n", to: "terraform:\n  destroyProtection: false\n" }],
      affects: ["log-archive", "management", "team-payments"],
      rules: ["destructive-access"],
    },
  ],
];

/** Edits that cost more, or show logs to more people. */
export const TO_REVIEW: readonly Plan[] = [
  [
    {
      what: "one more role reads the logs",
      edits: [{ from: "readers: [", to: "readers: [arn:aws:iam::333333333333:role/Siem, " }],
      affects: ["log-archive"],
      rules: ["access-widened"],
    },
    {
      what: "the security account may manage the trail",
      edits: [{ from: "trail:\n", to: "trail:\n  delegatedAdministrator: security\n" }],
      affects: ["management"],
      rules: ["delegated-administrator-added"],
    },
    {
      what: "Insights no longer looks for calls",
      edits: [{ from: "insights: [api-call-rate, api-error-rate]", to: "insights: [api-error-rate]" }],
      affects: ["management"],
      rules: ["insights-changed"],
    },
    {
      what: "invocations of functions are recorded, and billed",
      edits: [
        {
          from: "    - { preset: s3-write }\n",
          to: "    - { preset: s3-write }\n    - { preset: lambda-invocations }\n",
        },
      ],
      affects: ["management"],
      rules: ["more-events"],
    },
    {
      what: "a team records one bucket less",
      edits: [{ file: PAYMENTS, from: ", acme-statements", to: "" }],
      affects: ["team-payments"],
      rules: ["fewer-events"],
    },
    {
      what: "an alarm rings later",
      edits: [{ from: "root-use: { threshold: 1 }", to: "root-use: { threshold: 5 }" }],
      affects: ["management"],
      rules: ["alarm-changed"],
    },
    {
      what: "a team gets a trail and logs of its own, and reads are billed",
      edits: [{ file: "teams/data.yaml", to: DATA }],
      affects: ["management", "team-data"],
      rules: ["more-events"],
    },
    {
      what: "a team comes whose bucket and key in the archive are still to be made",
      edits: [{ file: "teams/search.yaml", to: SEARCH }],
      affects: ["log-archive", "management", "team-search"],
      rules: ["more-events"],
    },
    {
      what: "logs expire sooner, which is accepted",
      edits: [
        { from: "expireAfterDays: 730", to: "expireAfterDays: 400" },
        { from: "tags:\n", to: ACCEPTED },
      ],
      affects: ["log-archive"],
      rules: ["logs-expire-sooner"],
    },
  ],
];

/** Edits that take nothing away. */
export const HARMLESS: readonly Plan[] = [
  [
    {
      what: "a comment is written",
      edits: [{ from: "# An organization.", to: "# Our organization." }],
      affects: [],
      rules: [],
    },
  ],
  [
    {
      what: "a tag gets another value",
      edits: [{ from: "CostCenter: security", to: "CostCenter: audit" }],
      affects: ["log-archive", "management", "team-payments"],
      rules: [],
    },
    {
      what: "logs are kept for three years",
      edits: [{ from: "expireAfterDays: 730", to: "expireAfterDays: 1095" }],
      affects: ["log-archive"],
      rules: [],
    },
    {
      what: "logs are locked for longer",
      edits: [{ from: "days: 365", to: "days: 400" }],
      affects: ["log-archive"],
      rules: [],
    },
    {
      what: "one more person hears of alarms",
      edits: [{ from: "  notify:\n", to: "  notify:\n    - { to: siem@acme.example }\n" }],
      affects: ["management"],
      rules: [],
    },
    {
      what: "one more alarm watches",
      edits: [{ from: "    vpc-changes: { enabled: false }\n", to: "" }],
      affects: ["management"],
      rules: [],
    },
  ],
];
