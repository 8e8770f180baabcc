export { appCommand, synthCommand } from "./command";
