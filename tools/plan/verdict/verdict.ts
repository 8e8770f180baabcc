import type { JUDGEMENTS, JudgementId } from "../../../modules/facts";
import type { Configuration } from "../../../stacks/config";
import type { ResourceChange, StackPlan } from "../change";

/** What comes of a change. The worst of a plan is the plan's. */
export type Verdict = "fine" | "review" | "blocked";

/** What is found in a change. */
export interface Finding {
  /** The judgement's id. */
  readonly rule: JudgementId;
  /** The judgement's, unless the change is accepted, or is drift that the plan undoes: then it is `review`. */
  readonly verdict: Exclude<Verdict, "fine">;
  readonly stack: string;
  readonly address: string;
  /** What exactly changes, as a sentence. */
  readonly what: string;
  /** Why it matters, as a sentence. */
  readonly why: string;
  /** What it costs more, where that can be told. @default - nothing, or unknown */
  readonly estimate?: string;
  /** Somebody has changed it in AWS since the last apply. `undone`: applying the plan sets it right. @default - it is planned */
  readonly drift?: "stays" | "undone";
  /** The entry of the configuration that accepts it on purpose. @default - nobody has accepted it */
  readonly accepted?: Acceptance;
  /** The entry that accepted it until a day that is past. @default - there is none */
  readonly expired?: Acceptance;
  /** The entry that does not accept it, since its day is too far ahead, and the latest day that may stand there. @default - there is none */
  readonly tooFarAhead?: Acceptance & { readonly latest: string };
}

/** What an entry of `acceptedChanges` says. */
export interface Acceptance {
  readonly reason: string;
  readonly until: string;
}

/** What a judgement may look at besides the change. */
export interface JudgementContext {
  /** The configuration that the plan was synthesized from. */
  readonly configuration: Configuration;
  readonly plan: StackPlan;
  /** Whether the change is drift: what somebody has done, not what Terraform would do. */
  readonly drift: boolean;
}

/** One judgement of changes. */
export type Judgement = (typeof JUDGEMENTS)[JudgementId] & {
  /** Users name it to accept a change. */
  readonly id: JudgementId;
  /** What is found in the change. @returns a sentence for each fault; none where all is well */
  readonly judge: (change: ResourceChange, context: JudgementContext) => readonly Observation[];
};

/** By judgement, what is found in a change: a sentence alone, or with more. */
export type Judges = Partial<
  Record<
    JudgementId,
    (change: ResourceChange, context: JudgementContext) => readonly (string | Observation)[]
  >
>;

/** What is seen: what exactly changes, as a sentence. */
export interface Observation {
  readonly what: string;
  /** @default - nothing, or unknown */
  readonly estimate?: string;
}
