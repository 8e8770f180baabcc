export { moduleNames } from "./declarations";
