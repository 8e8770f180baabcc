export { SECURITY_CONTROLS, securityControl } from "./catalogue";
export { dataEventContradictions, immutabilityContradictions, type DisabledControl } from "./contradictions";
export { failedControlsPattern, failedControlsProblems, type BucketNamePattern } from "./failed-controls";
export {
  belongsTo,
  type CheckedPart,
  CIS_VERSIONS,
  type CisVersion,
  type FindingSeverity,
  type SecurityControl,
  type SecurityStandard,
  standardArn,
} from "./security-control";
