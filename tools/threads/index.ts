export { isMainThread } from "node:worker_threads";
export { runJob, type Copied, type Job, type Jobs } from "./job";
export { onThreads, THREADS, type Shared } from "./on-threads";
