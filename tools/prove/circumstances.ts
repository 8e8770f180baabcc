import type { ContextValue } from "../../modules/policy-evaluation";
import type { Configuration } from "../../stacks/config";
import type { Outsiders } from "../../stacks/blueprint";
import type { Subject } from "../../stacks/blueprint";

/** What a request carries, by context key. */
export type Keys = Readonly<Record<string, ContextValue>>;

/** In what circumstances somebody asks: principals, resources and what a request carries are looked up in them. */
export interface Circumstances {
  readonly configuration: Configuration;
  readonly subject: Subject;
  readonly outsiders: Outsiders;
}

/** What a request carries under one name. Several where the preset stands for several requests, as of each log bucket. */
export type Preset = (circumstances: Circumstances) => readonly Keys[];
