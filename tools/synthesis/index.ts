export {
  installedIn,
  PROJECT_FILE,
  projectFolder,
  type SynthesisOptions,
  synthesize,
  type SynthesizedStack,
} from "./synthesis";
