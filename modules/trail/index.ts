export { recordedBy, type OrganizationRecording, type Recorded, type TrailRecording } from "./recording";
export { makeTrail, type TrailLogGroup, type TrailProps } from "./trail";
