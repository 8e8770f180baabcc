import {
  at,
  judgedResource,
  JUDGEMENT_IDS,
  JUDGEMENTS,
  shown,
  textAt,
  weakerAttributes,
  type JudgementId,
} from "../../../modules/facts";
import { archiveStackName } from "../../../stacks/config";
import { sidesOf, type ResourceChange } from "../change";
import { ALARMS } from "./alarms";
import { ANYTHING } from "./anything";
import { BUCKETS, leavesItsBucket } from "./buckets";
import { HEARERS } from "./hearers";
import { NEWCOMERS } from "./newcomers";
import { NEWLY_ENCRYPTED } from "./newly-encrypted";
import { NEWLY_KEPT } from "./newly-kept";
import { POLICIES } from "./policies";
import { REPLICATION } from "./replication";
import { SEARCH_REACH } from "./search-reach";
import { TRAILS } from "./trails";
import type { Judgement, JudgementContext, Judges } from "./verdict";

/** What takes more than the table of attributes to judge. */
const JUDGES: readonly Judges[] = [
  TRAILS,
  BUCKETS,
  REPLICATION,
  SEARCH_REACH,
  ALARMS,
  HEARERS,
  NEWCOMERS,
  NEWLY_ENCRYPTED,
  NEWLY_KEPT,
  POLICIES,
  ANYTHING,
];

/** Every judgement: what is blocked first, then what is to be reviewed. */
export const PLAN_JUDGEMENTS: readonly Judgement[] = JUDGEMENT_IDS.map((id) => ({
  id,
  ...JUDGEMENTS[id],
  judge: (change, context) => {
    const lost = lostWith(id, change, context);
    if (lost !== undefined) return [{ what: lost }];
    const found = [
      ...weakened(id, change),
      ...JUDGES.flatMap((judges) => judges[id]?.(change, context) ?? []),
    ];
    return found.map((each) => (typeof each === "string" ? { what: each } : each));
  },
}));

function weakened(id: JudgementId, change: ResourceChange): readonly string[] {
  const sides = sidesOf(change);
  return sides === undefined ? [] : weakerAttributes(change.type, id, sides.before, sides.after);
}

/** What is lost with a resource that goes, as a sentence. */
function lostWith(id: JudgementId, change: ResourceChange, context: JudgementContext): string | undefined {
  const { type, action, attributes, before } = change;
  const gone = judgedResource(type)?.gone;
  if (gone?.judgement !== id) return undefined;
  const { noun, name, how } = gone;
  if (how === "left") return leavesItsBucket(change, context.plan) ? noun : undefined;
  if (how === "removed") {
    return action === "destroy" ? `${noun} ${shown(at(before, name))} is removed` : undefined;
  }
  const what = [noun, textAt(before, name)].filter((part) => part !== undefined).join(" ");
  if (action === "destroy") return `${what} is destroyed${elsewhere(change, context)}`;
  if (action !== "replace") return undefined;
  const forcing = attributes.filter(({ replaces }) => replaces).map(({ path }) => path);
  const because =
    forcing.length === 0 ? "" : `, since these cannot be changed in place: ${forcing.join(", ")}`;
  return `${what} is destroyed and made anew${because}`;
}

/** Where the configuration has a bucket that leaves this stack: its state is moved, not the bucket. */
function elsewhere({ type, before }: ResourceChange, { configuration, plan }: JudgementContext): string {
  if (type !== "aws_s3_bucket") return "";
  const bucket = textAt(before, "bucket");
  for (const { destination } of configuration.teams) {
    if (destination.kind !== "central" || destination.bucketName !== bucket) continue;
    const stack = archiveStackName(destination.archiveStack);
    if (stack !== plan.stack)
      return `: the configuration has it in ${stack}, and its state is moved there first (docs/archive-stacks.md)`;
  }
  return "";
}
