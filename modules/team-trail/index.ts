export { TeamTrail, type TeamTrailProps, type TeamTrailSettings } from "./team-trail";
