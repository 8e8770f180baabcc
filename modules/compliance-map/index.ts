export { byNumber, COMPLIANCE_MAP, topicsOf, type MappedTopic } from "./compliance-map";
export { CIS_BENCHMARKS, type CisBenchmark, type ComplianceTopic, type MetBy } from "./topic";
