export {
  codeEnvironment,
  gitEnvironment,
  installEnvironment,
  sandboxEnvironment,
  terraformEnvironment,
  type ChildEnvironment,
} from "./environment";
export { inParallel } from "./parallel";
export { jsonIn, MOST_LEVELS } from "./json-text";
export {
  findTerraform,
  MissingProgramError,
  providerMirror,
  type ProviderOptions,
  type ProviderRequirement,
  type Terraform,
  terraformProgram,
  writeCliConfiguration,
} from "./terraform";
export { type Command, type Finished, Processes, type Running, SIGNALS, stoppedBySignals } from "./processes";
