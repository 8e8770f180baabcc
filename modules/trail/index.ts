export { recordedBy, type Recorded } from "./recording";
export { makeTrail, type TrailLogGroup, type TrailProps } from "./trail";
