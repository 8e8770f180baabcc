export { managementChange } from "./management-change";
export { managementKinds } from "./management-coverage";
export { recordingChange } from "./recording-change";
export { trailChange } from "./trail-change";
