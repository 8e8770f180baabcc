export { INSIGHT_TYPE_NAMES, INSIGHT_TYPES, type InsightType } from "./insights";
