export { queryCommand } from "./command";
