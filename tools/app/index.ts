export { appCommand, loadedWithFramework, synthCommand } from "./command";
export { withoutTokenTraces } from "./token-traces";
