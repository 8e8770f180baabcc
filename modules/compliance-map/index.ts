export { byNumber, COMPLIANCE_MAP, topicsOf, type MappedTopic } from "./compliance-map";
export { OUT_OF_SCOPE, type OutOfScope } from "./out-of-scope";
export { CIS_BENCHMARKS, type CisBenchmark, type ComplianceTopic, type MetBy } from "./topic";
