export {
  codeEnvironment,
  gitEnvironment,
  installEnvironment,
  sandboxEnvironment,
  terraformEnvironment,
  type ChildEnvironment,
} from "./environment";
export { jsonIn } from "./json-text";
export { MissingProgramError } from "./missing-program-error";
export { Processes, type Command, type Finished, type Running } from "./processes";
export {
  providerMirror,
  writeCliConfiguration,
  type ProviderOptions,
  type ProviderRequirement,
} from "./providers";
export { stoppedBySignals } from "./signals";
export { findTerraform, terraformProgram, type Terraform } from "./terraform";
