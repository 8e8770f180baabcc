export { sandboxCommand } from "./command";
