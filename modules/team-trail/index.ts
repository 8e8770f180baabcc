export type { TeamTrailProps, TeamTrailSettings } from "./props";
export { TeamTrail } from "./team-trail";
