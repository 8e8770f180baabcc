export { proveCommand } from "./command";
export { accessTables, deletionTables } from "./access-table";
export { requestFileSchema } from "./request-file";
export { statementFileSchema } from "./statement-file";
export { actionsOfService, serviceIn } from "./names";
