export { PROJECT_FILE, projectFolder } from "./project";
export { synthesize, type SynthesisOptions, type SynthesizedStack } from "./synthesis";
