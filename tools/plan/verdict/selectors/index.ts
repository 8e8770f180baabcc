export { managementChange } from "./management-change";
export { managementKinds } from "./management-change";
export { lostLogFileCalls, recordedDeliveries, recordingChange } from "./recording-change";
export { trailChange } from "./trail-change";
