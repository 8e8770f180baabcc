import type { Configuration } from "./configuration";
import type { Draft } from "./draft";
import type { Fault } from "./fault";

/** A check over several values of the configuration. It passes over what is missing: the schema reports that. */
export type Check = (draft: Draft) => readonly Fault[];

/**
 * A check over what follows from the whole configuration, with the files in which its faults stand. It runs when nothing else is
 * wrong.
 */
export type OutcomeCheck = (configuration: Configuration, files: Draft) => readonly Fault[];
