export { makeTrail, type TrailProps } from "./trail";
