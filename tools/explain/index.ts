export { explainCommand } from "./command";
export { explainJob } from "./explain";
