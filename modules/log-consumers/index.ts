export { LogConsumers, type LogConsumersProps } from "./log-consumers";
