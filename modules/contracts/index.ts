export { Contract, type Published, type Received, type StateLocation } from "./contract";
export { logArchiveContract, managementContract, securityContract, teamContract } from "./contracts";
export { mapOf, recordShape, textShape, type Shape } from "./shape";
