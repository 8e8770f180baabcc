export { initCommand } from "./command";
