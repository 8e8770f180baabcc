export { logsCommand } from "./command";
