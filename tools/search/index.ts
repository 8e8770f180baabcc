export { openSearchCommand } from "./command";
