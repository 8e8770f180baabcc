export {
  byNumber,
  COMPLIANCE_MAP,
  type MappedTopic,
  OUT_OF_SCOPE,
  type OutOfScope,
  topicsOf,
} from "./compliance-map";
export { CIS_BENCHMARKS, type CisBenchmark, type ComplianceTopic, type MetBy } from "./topic";
