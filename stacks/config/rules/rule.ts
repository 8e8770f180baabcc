import type { Draft } from "../draft";
import type { Fault } from "../fault";

/** A rule over several values of the configuration. It passes over what is missing: the schema reports that. */
export type Rule = (draft: Draft) => readonly Fault[];
