export type * from "./facts";
export { everyFlag, someFlag, flagOf, not, type Flag } from "./flag";
export { PUBLIC_ACCESS_BLOCKS } from "./archive";
export { isPublicNetwork } from "./collecting";
export type { JudgedResource } from "./judged-resource";
export { JUDGEMENT_IDS, JUDGEMENTS, type JudgementId, type JudgementText } from "./judgements";
export {
  attributesOf,
  isAttributeHarmless,
  isAttributeKnown,
  JUDGED_RESOURCES,
  judgedResource,
  unknownParts,
  weakerAttributes,
  type Weight,
} from "./resources";
export { isOfOtherBus, nameWritten, recordsFewerTypes, type JudgedAttribute } from "./weaker";
export * from "./value";
