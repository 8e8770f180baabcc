import type { JudgementId } from "./judgements";
import { judged, named, type JudgedAttribute } from "./weaker";

/** What matters about a type of resource. */
export interface JudgedResource {
  /** What is lost with it. @default - nothing, or it takes more to tell */
  readonly gone?: Loss;
  /**
   * The attributes by which AWS tells resources of the type apart, where making one that is there already overwrites it: it
   * refuses neither a second alarm of the same name nor a second lifecycle of the same bucket.
   * @default - AWS refuses a second one
   */
  readonly place?: readonly string[];
  /** What it can set in itself, though a resource of its own sets it. @default - nothing */
  readonly setElsewhere?: readonly string[];
  /** Attributes whose change nobody would have to judge. @default - none but those of all types */
  readonly harmless?: readonly string[];
  /** By path: `versioning_configuration.status`. */
  readonly attributes: Readonly<Record<string, JudgedAttribute>>;
}

/** What is lost where a resource goes. */
interface Loss {
  readonly judgement: JudgementId;
  /** What it is: "trail". Of what protects a bucket that stays, what has become of the bucket, as a clause. */
  readonly noun: string;
  /** The attribute that names it. */
  readonly name: string;
  /** `destroyed`: also where it is made anew; `removed`: for good alone; `left`: the bucket stays without it. */
  readonly how: "destroyed" | "removed" | "left";
}

export const destroyed = (
  judgement: JudgementId,
  noun: string,
  name = "name",
): Pick<JudgedResource, "gone"> => ({
  gone: { judgement, noun, name, how: "destroyed" },
});

export const removed = (
  judgement: JudgementId,
  noun: string,
  name = "name",
): Pick<JudgedResource, "gone"> => ({
  gone: { judgement, noun, name, how: "removed" },
});

/** What is encrypted with a key. */
export const encrypted = named(
  "encryption-changed",
  "it is encrypted with another key",
  "it is no longer encrypted with its key",
);

/** Guardrails know these by their tag. */
export const TAGGED = { tags_all: judged("guard-tag-removed") };
