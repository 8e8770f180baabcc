export {
  immutabilityProblems,
  LONGEST_LOCK_DAYS,
  STORAGE_CLASSES,
  type Immutability,
  type ImmutabilityProblem,
  type LogLifecycle,
  type MfaDelete,
  type ObjectLock,
  type StorageClass,
  type Transition,
} from "./immutability";
