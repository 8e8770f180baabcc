export { SECURITY_CONTROLS, securityControl } from "./catalogue";
export { dataEventContradictions, immutabilityContradictions, type DisabledControl } from "./contradictions";
export { failedControlsPattern, failedControlsProblems, type BucketNamePattern } from "./failed-controls";
export { belongsTo, type CheckedPart, type FindingSeverity, type SecurityControl } from "./security-control";
export { CIS_VERSIONS, standardArn, type CisVersion, type SecurityStandard } from "./standards";
