export { TeamTrail, type TeamTrailProps } from "./team-trail";
