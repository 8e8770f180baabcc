export { Contract, type Published, type Received, type StateLocation } from "./contract";
export { logArchiveContract, managementContract, securityContract, teamContract } from "./contracts";
export { mapOf, record, text, type Shape } from "./shape";
