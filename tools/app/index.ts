export { appCommand, loadedWithFramework, synthCommand } from "./command";
