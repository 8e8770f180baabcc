export type { AwsRequest, AwsResponse, Fix, Handler } from "./exchange";
export { fixes, type OrganizationIds } from "./fixes";
export { startLayer, type Layer } from "./layer";
export {
  EmulatorLostError,
  findEmulator,
  MOTO_REQUIREMENT,
  PIPELINE_ACCOUNT,
  startEmulator,
  type Emulator,
} from "./moto";
