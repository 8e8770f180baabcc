export { type SynthesisOptions, synthesize, type SynthesizedStack } from "./synthesis";
