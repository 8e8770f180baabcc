import * as z from "zod";
import { JUDGEMENT_IDS } from "../../../modules/facts";
import { jsonIn } from "../../terraform";
import type { JsonValue } from "../change";

/** The report of `orgtrail plan --json`: a public contract. A new field is no new format. */

const VALUE = z.custom<JsonValue>((value) => value !== undefined);

const ACCOUNT = z.object({ name: z.string(), id: z.string() });

const STATEMENT = z.object({
  /** The Sid, or the place: `statement 3`. */
  statement: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  /** Allow or Deny. */
  effect: z.string(),
  parts: z
    .array(
      z.object({
        /** Such as `Action`, `Principal AWS`, `Condition StringEquals aws:SourceArn`. */
        part: z.string(),
        added: z.array(z.string()).readonly(),
        removed: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
});

const ATTRIBUTE = z.object({
  path: z.string(),
  /** Left out where it was not set. */
  before: VALUE.exactOptional(),
  /** Left out where it is not set any more. */
  after: VALUE.exactOptional(),
  /** Whether it forces a replacement. */
  replaces: z.boolean(),
  /** Of a policy document: how its statements differ. */
  statements: z.array(STATEMENT).readonly().exactOptional(),
});

const RESOURCE = z.object({
  address: z.string(),
  type: z.string(),
  action: z.enum(["create", "update", "replace", "destroy", "forget"]),
  /** Whether the new one of a replacement is made before the old one goes. */
  createsFirst: z.boolean().exactOptional(),
  /** What changes; of what is created, what the configuration sets. */
  attributes: z.array(ATTRIBUTE).readonly(),
});

const ACCEPTANCE = z.object({ reason: z.string(), until: z.string() });

const FINDING = z.object({
  rule: z.enum(JUDGEMENT_IDS),
  verdict: z.enum(["review", "blocked"]),
  stack: z.string(),
  address: z.string(),
  what: z.string(),
  why: z.string(),
  estimate: z.string().exactOptional(),
  drift: z.enum(["stays", "undone"]).exactOptional(),
  accepted: ACCEPTANCE.exactOptional(),
  expired: ACCEPTANCE.exactOptional(),
  tooFarAhead: ACCEPTANCE.extend({ latest: z.string() }).exactOptional(),
});

/** In the state alone: in AWS, nothing changes by it. */
const MOVE = z.object({ from: z.string(), address: z.string() });

/** A resource that Terraform takes into the state. */
const IMPORT = z.object({ address: z.string(), id: z.string() });

/** An entry of `acceptedChanges` in organization.yaml. */
const OVERRIDE = z.object({
  rule: z.enum(JUDGEMENT_IDS),
  stack: z.string(),
  resource: z.string(),
  /** To be written: the configuration refuses the entry as it is. */
  reason: z.string(),
  until: z.string(),
});

const OUTPUT = z.object({ name: z.string(), before: VALUE.exactOptional(), after: VALUE.exactOptional() });

const PLACE = { stack: z.string(), account: ACCOUNT, region: z.string() };

const STACK = { ...PLACE, seconds: z.number() };

const PLANNED = z.object({
  ...STACK,
  outcome: z.literal("planned"),
  verdict: z.enum(["fine", "review", "blocked"]),
  /** Of all that the plan would do, in hexadecimal. */
  fingerprint: z.string(),
  findings: z.array(FINDING).readonly(),
  /** What would have each blocked finding reviewed instead, once a person has given the reason. */
  overrides: z.array(OVERRIDE).readonly(),
  /** What applying the plan would do. */
  changes: z.array(RESOURCE).readonly(),
  /** What was changed in AWS since the last apply; empty unless asked for. */
  drift: z.array(RESOURCE).readonly(),
  /** Of addresses in the state. A resource that changes as well is among `changes` too. */
  moves: z.array(MOVE).readonly(),
  imports: z.array(IMPORT).readonly(),
  outputs: z.array(OUTPUT).readonly(),
  /** Why Terraform refuses to apply this plan: it would destroy what prevent_destroy protects. */
  refused: z.string().exactOptional(),
});

const FAILED = z.object({
  ...STACK,
  outcome: z.literal("failed"),
  verdict: z.literal("error"),
  /** What failed. */
  step: z.enum(["init", "plan", "show"]),
  /** The end of what Terraform printed. */
  message: z.string(),
});

const REPORT = z.object({
  format: z.literal(1),
  /** The worst of the stacks. */
  verdict: z.enum(["fine", "review", "blocked", "error"]),
  /** Whether changes outside Terraform were asked for. */
  drift: z.boolean(),
  stacks: z.array(z.discriminatedUnion("outcome", [PLANNED, FAILED])).readonly(),
  /** Stacks that the base had and nothing makes any more: what they deployed stays. */
  removed: z.array(z.object(PLACE)).readonly(),
  /** Stacks that were to be planned, and of which there is no report. */
  unplanned: z.array(z.object(PLACE)).readonly(),
  /** Entries of `acceptedChanges` that accept nothing here: they can go. */
  unusedAcceptances: z.array(z.object({ rule: z.string(), stack: z.string(), until: z.string() })).readonly(),
});

/** What `orgtrail plan` says. */
export type PlanReport = z.infer<typeof REPORT>;
/** A stack of which there is no more to say than where it stands. */
export type StackPlace = PlanReport["removed"][number];
/** What is said of one stack. */
export type StackReport = PlanReport["stacks"][number];
/** A stack whose plan was read. */
export type PlannedStack = z.infer<typeof PLANNED>;
/** A stack that could not be planned. */
export type FailedStack = z.infer<typeof FAILED>;
/** What happens to one resource. */
export type ReportedResource = z.infer<typeof RESOURCE>;
/** One attribute that changes. */
export type ReportedAttribute = z.infer<typeof ATTRIBUTE>;
/** What a rule found. */
export type ReportedFinding = z.infer<typeof FINDING>;
/** An entry of `acceptedChanges` that would accept what is blocked. */
export type Override = z.infer<typeof OVERRIDE>;
/** How one statement of a policy differs. */
export type ReportedStatement = z.infer<typeof STATEMENT>;

/** What comes of a plan; `error` is worse than all, since something is not known. */
export type ReportVerdict = PlanReport["verdict"];

/** A file is no report of `orgtrail plan`. */
export class ReportFormatError extends Error {
  override readonly name = "ReportFormatError";
}

/** Reads a report that `--json` or `--out` wrote. @throws ReportFormatError */
export function parseReport(file: string, text: string): PlanReport {
  const json = jsonIn(text);
  if (json === undefined) {
    throw new ReportFormatError(`${file} is no JSON; name files that orgtrail plan --json or --out wrote`);
  }
  const parsed = REPORT.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined ? "" : ` (${issue.path.join(".")}: ${issue.message})`;
  throw new ReportFormatError(
    `${file} is no report of orgtrail plan${place}; name files that orgtrail plan --json or --out of the same version wrote`,
  );
}
