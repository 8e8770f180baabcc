export { bootstrapCommand, doctorCommand } from "./command";
