export { queryCommand } from "./command";
export { controlQuestions } from "./questions";
