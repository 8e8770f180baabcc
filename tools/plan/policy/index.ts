export { policyDifference, type PartDifference, type StatementDifference } from "./policy-difference";
export { isPolicyDocument } from "./statement-parts";
