export type { TeamTrailProps } from "./props";
export { TeamTrail } from "./team-trail";
