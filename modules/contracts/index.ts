export {
  analyticsContract,
  replicaContract,
  Contract,
  logArchiveContract,
  managementContract,
  type Published,
  type Received,
  searchContract,
  securityContract,
  type StateLocation,
  teamContract,
  teamLogsContract,
} from "./contracts";
export { mapOf, recordShape, textShape, type Shape } from "./shape";
