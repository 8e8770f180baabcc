export { explainCommand } from "./command";
