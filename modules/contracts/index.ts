export {
  Contract,
  logArchiveContract,
  managementContract,
  type Published,
  type Received,
  securityContract,
  type StateLocation,
  teamContract,
} from "./contracts";
export { mapOf, recordShape, textShape, type Shape } from "./shape";
